import { createHash } from 'node:crypto';

/** Stands in for an id where the source has none (or none that is safe): 32 hexadecimal digits, the same for the same format and content. */
export function contentId(format: string, content: string): string {
  return createHash('sha256').update(`${format}\n${content}`).digest('hex').slice(0, 32);
}

const SAFE_ID = /^[A-Za-z0-9_.-]{1,128}$/;
const ONLY_DOTS = /^\.+$/;

/** Whether a vendor's id can serve unchanged as a Cosmos DB id and as one segment of a URL. */
export function isSafeId(id: string): boolean {
  return SAFE_ID.test(id) && !ONLY_DOTS.test(id);
}
