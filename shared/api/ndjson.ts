import { streamed } from './answer';

export const NDJSON = 'application/x-ndjson';

/** In characters. */
const CHUNK = 100_000;

/** Whether the client wants lines of JSON in place of pages. */
export function wantsLines(headers: Headers): boolean {
  return (headers.get('accept') ?? '').toLowerCase().includes(NDJSON);
}

/** One JSON object per line, read as the client reads. */
export function linesAnswer(items: AsyncIterable<object>): Response {
  return streamed(inChunks(lines(items)), `${NDJSON}; charset=utf-8`);
}

/** One JSON object with all items as its `value`, read as the client reads. */
export function valueAnswer(items: AsyncIterable<object>): Response {
  return streamed(inChunks(value(items)), 'application/json; charset=utf-8');
}

async function* lines(items: AsyncIterable<object>): AsyncIterable<string> {
  for await (const item of items) yield `${JSON.stringify(item)}\n`;
}

async function* value(items: AsyncIterable<object>): AsyncIterable<string> {
  let before = '{"value":[';
  for await (const item of items) {
    yield `${before}${JSON.stringify(item)}`;
    before = ',';
  }
  yield before === ',' ? ']}' : `${before}]}`;
}

/** Fewer and larger pieces, as the texts come. */
async function* inChunks(texts: AsyncIterable<string>): AsyncIterable<string> {
  let chunk = '';
  for await (const text of texts) {
    chunk += text;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
