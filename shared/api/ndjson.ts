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
  return streamed(ndjson(items), `${NDJSON}; charset=utf-8`);
}

/** In pieces as the items come. */
async function* ndjson(items: AsyncIterable<object>): AsyncIterable<string> {
  let lines = '';
  for await (const item of items) {
    lines += `${JSON.stringify(item)}\n`;
    if (lines.length < CHUNK) continue;
    yield lines;
    lines = '';
  }
  if (lines !== '') yield lines;
}
