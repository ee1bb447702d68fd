import { LIMITS } from '../limits';
import type { CefEvent } from './event';

/** `CEF:Version|Vendor|Product|Version|Class|Name|Severity|Extension`; bars inside the first seven parts are escaped. */
const HEADER_PARTS = 7;

/** Undefined when the header has too few parts. `time` stands in for a header of syslog. */
export function parseLine(line: string, time: string): CefEvent | undefined {
  const start = line.search(/CEF:\s?\d+\|/);
  if (start < 0) return undefined;
  const parts: string[] = [];
  let from = start;
  for (let i = start; i < line.length && parts.length < HEADER_PARTS; i++) {
    if (line[i] === '\\') i++;
    else if (line[i] === '|') {
      parts.push(unescaped(line.slice(from, i)));
      from = i + 1;
    }
  }
  if (parts.length < HEADER_PARTS - 1) return undefined;
  if (parts.length < HEADER_PARTS) {
    parts.push(unescaped(line.slice(from)));
    from = line.length;
  }
  const [, vendor = '', product = '', version = '', classId = '', name = '', severity = ''] = parts;
  return {
    prefix: line.slice(0, start).trim() || time,
    vendor,
    product,
    version,
    classId,
    name,
    severity,
    fields: extension(line.slice(from)),
  };
}

const KEY = /(?:^|\s)([A-Za-z0-9_][\w.[\]-]{0,199})=/g;

/** `key=value key=value`, where a value may hold blanks: it ends where the next key begins. An equals sign inside a value is escaped. */
function extension(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  let key = '';
  let from = 0;
  for (const found of text.matchAll(KEY)) {
    if (key !== '') fields.set(key, unescaped(text.slice(from, found.index)));
    if (fields.size >= LIMITS.members) return fields;
    key = found[1] ?? '';
    from = found.index + found[0].length;
  }
  if (key !== '') fields.set(key, unescaped(text.slice(from)));
  return fields;
}

function unescaped(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.includes('\\')) return trimmed;
  return trimmed.replace(/\\([\\|=nr])/g, (_, character: string) => (character === 'n' || character === 'r' ? '\n' : character));
}
