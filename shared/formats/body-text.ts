import type { Rejection } from './rejection';

export type BodyText = { ok: true; text: string } | { ok: false; rejection: Rejection; raw: string };

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Marks the raw form of a body that is not text. */
const BASE64_MARK = 'base64:';

/** The body as text, a byte order mark included. Bytes that are not UTF-8 come back in `raw` as base64 behind `base64:`, so that none is lost. */
export function bodyText(body: Uint8Array | string, maxBytes: number): BodyText {
  const bytes = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  const text = typeof body === 'string' ? body : decode(body);
  const raw = text ?? BASE64_MARK + Buffer.from(body).toString('base64');
  if (bytes > maxBytes) {
    return { ok: false, raw, rejection: { code: 'TooLarge', detail: `${bytes} bytes; at most ${maxBytes} are read` } };
  }
  if (text === undefined) return { ok: false, raw, rejection: { code: 'NotUtf8', detail: 'kept as base64' } };
  if (text.trim() === '') return { ok: false, raw, rejection: { code: 'EmptyBody', detail: `${bytes} bytes, none of them visible` } };
  return { ok: true, text };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
