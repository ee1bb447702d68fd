export const NDJSON = 'application/x-ndjson';

/** One JSON object per line, in pieces as the items come. */
export async function* ndjson<T>(items: AsyncIterable<T>, project: (item: T) => object): AsyncIterable<string> {
  let lines = '';
  for await (const item of items) {
    lines += `${JSON.stringify(project(item))}\n`;
    if (lines.length < CHUNK) continue;
    yield lines;
    lines = '';
  }
  if (lines !== '') yield lines;
}

/** In characters. */
const CHUNK = 100_000;
