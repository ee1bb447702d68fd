import { wellFormedPrefix } from '../formats/limits';

/** A column of a workspace takes this much; what is longer would be cut by the service without a word. In bytes of UTF-8. */
export const LONGEST_VALUE = 32_768;

/** Room for the mark. */
const MARK = 64;

/** A text that fits, with a mark where it was cut. */
export function cutText(text: string): string {
  if (text.length * 3 <= LONGEST_VALUE) return text;
  const bytes = Buffer.byteLength(text);
  if (bytes <= LONGEST_VALUE) return text;
  const kept = Buffer.from(text)
    .subarray(0, LONGEST_VALUE - MARK)
    .toString('utf8')
    .replace(/\ufffd+$/, '');
  return `${wellFormedPrefix(kept, kept.length)} [cut: ${bytes} bytes]`;
}

/** A list as JSON that fits and can still be read: elements are left out at its end, and the last one says how many. */
export function cutList(list: readonly unknown[]): string {
  const whole = JSON.stringify(list);
  if (Buffer.byteLength(whole) <= LONGEST_VALUE) return whole;
  const kept: string[] = [];
  let bytes = MARK;
  for (const element of list) {
    const text = JSON.stringify(element);
    bytes += Buffer.byteLength(text) + 1;
    if (bytes > LONGEST_VALUE) break;
    kept.push(text);
  }
  return `[${[...kept, JSON.stringify({ cut: list.length - kept.length })].join(',')}]`;
}

/** An object of texts as JSON that fits and can still be read, likewise. */
export function cutObject(properties: Readonly<Record<string, unknown>>): string {
  const whole = JSON.stringify(properties);
  if (Buffer.byteLength(whole) <= LONGEST_VALUE) return whole;
  const kept: Record<string, unknown> = {};
  let bytes = MARK;
  let left = 0;
  for (const [name, value] of Object.entries(properties)) {
    const size = Buffer.byteLength(JSON.stringify({ [name]: value })) + 1;
    if (bytes + size > LONGEST_VALUE) {
      left += 1;
      continue;
    }
    bytes += size;
    kept[name] = value;
  }
  return JSON.stringify({ ...kept, cut: String(left) });
}
