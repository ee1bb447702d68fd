import { isCsv, readCsv } from './read-csv';
import { unpack } from './unpack';

/** One event of a file: a line of NDJSON, an element of a JSON array, or a row of CSV. */
export interface FileEvent {
  body: Buffer;
  /** Of the line, the element or the row, from 1. */
  position: number;
}

export interface ReadOptions {
  /** Every line is an event as it stands: empty, cut off or no JSON at all. */
  raw?: boolean;
  /** Hears of each piece that was read from the disk, in bytes. */
  onRead?: (bytes: number) => void;
}

/**
 * The events of one file: NDJSON (blank lines are no events), one JSON array, one JSON document over several lines, or CSV by the name of the
 * file. Whether a line is JSON is not looked at. Rejects when the file cannot be read or unpacked, or is a JSON array which does not parse.
 */
export async function* readAlerts(file: string, { raw = false, onRead }: ReadOptions = {}): AsyncGenerator<FileEvent> {
  if (!raw) {
    if (isCsv(file)) return yield* readCsv(file, onRead);
    const start = await firstLine(file);
    if (start.startsWith('[')) return yield* readArray(file, onRead);
    if (!isJson(start)) {
      const whole = await readWhole(file);
      if (isJson(whole)) {
        onRead?.(Buffer.byteLength(whole));
        return yield { body: Buffer.from(whole), position: 1 };
      }
    }
  }
  let position = 0;
  for await (const body of lines(unpack(file, onRead))) {
    position += 1;
    if (raw || !isBlank(body)) yield { body, position };
  }
}

async function* readArray(file: string, onRead: ReadOptions['onRead']): AsyncGenerator<FileEvent> {
  const pieces: Buffer[] = [];
  for await (const piece of unpack(file, onRead)) pieces.push(piece);
  const elements = JSON.parse(withoutMark(Buffer.concat(pieces).toString())) as unknown[];
  for (const [index, element] of elements.entries()) yield { body: Buffer.from(JSON.stringify(element)), position: index + 1 };
}

async function* lines(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      yield withoutReturn(Buffer.concat([...rest, piece.subarray(start, end)]));
      rest = [];
      start = end + 1;
    }
    if (start < piece.length) rest.push(piece.subarray(start));
  }
  if (rest.length > 0) yield withoutReturn(Buffer.concat(rest));
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === RETURN ? line.subarray(0, -1) : line;
}

function isBlank(line: Buffer): boolean {
  return line.length < 1024 && line.toString().trim() === '';
}

/** The first line that is not blank. */
async function firstLine(file: string): Promise<string> {
  for await (const line of lines(unpack(file))) if (!isBlank(line)) return withoutMark(line.toString()).trimStart();
  return '';
}

async function readWhole(file: string): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of unpack(file)) pieces.push(piece);
  return withoutMark(Buffer.concat(pieces).toString());
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Some tools begin a file with a byte order mark. */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
