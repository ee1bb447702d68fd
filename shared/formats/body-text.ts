import { isAscii } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import type { Rejection } from './rejection';

export type BodyText = { ok: true; text: string } | { ok: false; rejection: Rejection; raw: string };

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Marks the raw form of a body that is not text. */
const BASE64_MARK = 'base64:';

/**
 * The body as text, a byte order mark included; a body packed by gzip is unpacked. Bytes that are not UTF-8, or cannot be unpacked within `maxBytes`,
 * come back in `raw` as base64 behind `base64:`, so that none is lost.
 */
export function bodyText(body: Uint8Array | string, maxBytes: number): BodyText {
  if (typeof body === 'string') return checked(body, body, byteLength(body, maxBytes), maxBytes);
  if (isGzip(body)) return unpackedText(body, maxBytes);
  const text = decode(body);
  return checked(text, text ?? asBase64(body), body.byteLength, maxBytes);
}

function checked(text: string | undefined, raw: string, bytes: number, maxBytes: number): BodyText {
  if (bytes > maxBytes) return failed({ code: 'TooLarge', detail: `${bytes} bytes; at most ${maxBytes} are read` }, raw);
  if (text === undefined) return failed({ code: 'NotUtf8', detail: 'kept as base64' }, raw);
  if (text.trim() === '') return failed({ code: 'EmptyBody', detail: 'no visible character' }, raw);
  return { ok: true, text };
}

/** Counts only where the limit could be reached: one unit of UTF-16 takes at most three bytes. */
function byteLength(text: string, maxBytes: number): number {
  return text.length * 3 <= maxBytes ? text.length : Buffer.byteLength(text);
}

function isGzip(body: Uint8Array): boolean {
  return body.length > 2 && body[0] === 0x1f && body[1] === 0x8b;
}

/** Unpacks no further than the limit: a few bytes can unpack to gigabytes. What fails is kept packed. */
function unpackedText(body: Uint8Array, maxBytes: number): BodyText {
  const raw = asBase64(body);
  try {
    const bytes = gunzipSync(body, { maxOutputLength: maxBytes });
    return checked(decode(bytes), raw, bytes.byteLength, maxBytes);
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? '');
    if (code === 'ERR_BUFFER_TOO_LARGE') return failed({ code: 'TooLarge', detail: `more than ${maxBytes} bytes when unpacked` }, raw);
    return failed({ code: 'NotGzip', detail: `${code || 'it cannot be unpacked'}; kept as base64` }, raw);
  }
}

function failed(rejection: Rejection, raw: string): BodyText {
  return { ok: false, rejection, raw };
}

function asBase64(body: Uint8Array): string {
  return BASE64_MARK + Buffer.from(body).toString('base64');
}

function decode(bytes: Uint8Array): string | undefined {
  // The usual case, for which no decoder is needed.
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
