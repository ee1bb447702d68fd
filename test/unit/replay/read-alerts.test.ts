import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ReadOptions, readAlerts } from '../../../infra/local/replay/read-alerts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'replay-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** `position body` of each event of a file with this content. */
async function read(
  content: string | Buffer,
  { name = 'alerts.json', ...options }: ReadOptions & { name?: string } = {},
): Promise<string[]> {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const events: string[] = [];
  for await (const { body, position } of readAlerts(file, options)) events.push(`${position} ${body}`);
  return events;
}

/** Compressed by the `zstd` program: the two lines {"n":1} and {"n":2}. */
const ZSTD = Buffer.from('KLUv/QRYgQAAeyJuIjoxfQp7Im4iOjJ9CkUsYJk=', 'base64');

describe('a file of alerts', () => {
  test.each([
    ['NDJSON', '{"n":1}\n{"n":2}\n', ['1 {"n":1}', '2 {"n":2}']],
    ['NDJSON with blank lines, carriage returns and no last line break', '{"n":1}\r\n\r\n{"n":2}', ['1 {"n":1}', '3 {"n":2}']],
    ['NDJSON with a line that is none', '{"n":1}\nnone\n', ['1 {"n":1}', '2 none']],
    ['a JSON array', '\n [ {"n":1},\n {"n":2} ]', ['1 {"n":1}', '2 {"n":2}']],
    ['a JSON array with a byte order mark', '\ufeff[{"n":1}]', ['1 {"n":1}']],
    ['one JSON object over several lines', '{\n  "n": 1\n}\n', ['1 {\n  "n": 1\n}\n']],
    ['nothing', '', []],
  ])('may be %s', async (_, content, events) => {
    expect(await read(content)).toEqual(events);
  });

  test.each([
    ['the first line names the columns', 'n,m\n1,2\n3,4\n', ['1 {"n":"1","m":"2"}', '2 {"n":"3","m":"4"}']],
    ['a cell has line breaks, commas and JSON', '\ufeffn,m\r\n"a\nb, c","[{""d"":1}]"\r\n', ['1 {"n":"a\\nb, c","m":"[{\\"d\\":1}]"}']],
    ['cells are blank or too many', 'n,m\n1,\n\n2,3,4\n', ['1 {"n":"1"}', '2 {"n":"2","m":"3"}']],
    ['there is no row', 'n,m\n', []],
  ])('may be CSV, where %s', async (_, content, events) => {
    expect(await read(content, { name: 'alerts.csv' })).toEqual(events);
    expect(await read(gzipSync(content), { name: 'alerts.csv.gz' })).toEqual(events);
  });

  it('is refused as CSV that cannot be unpacked', async () => {
    await expect(read('n,m\n1,2\n', { name: 'broken.csv.gz' })).rejects.toThrow('incorrect header check');
  });

  it('may be packed with gzip', async () => {
    expect(await read(gzipSync('{"n":1}\n{"n":2}\n'), { name: 'alerts.ndjson.gz' })).toEqual(['1 {"n":1}', '2 {"n":2}']);
  });

  it('may be packed with zstd', async () => {
    expect(await read(ZSTD, { name: 'alerts.ndjson.zst' })).toEqual(['1 {"n":1}', '2 {"n":2}']);
  });

  it('is read as it stands when asked to', async () => {
    expect(await read('[1\n\n"x"\n', { raw: true })).toEqual(['1 [1', '2 ', '3 "x"']);
  });

  it('of many pieces keeps its lines whole', async () => {
    const lines = Array.from({ length: 300 }, (_, n) => `{"n":${n},"text":"${'é'.repeat(2_000)}"}`);
    expect(await read(lines.join('\n'))).toEqual(lines.map((line, index) => `${index + 1} ${line}`));
  });

  it('tells how much of it was read', async () => {
    let bytes = 0;
    const onRead = (read: number) => {
      bytes += read;
    };
    await read('{"n":1}\n', { onRead });
    expect(bytes).toBe(8);
  });

  it('which is not what its name says, or a broken array, is an error', async () => {
    await expect(read('{"n":1}', { name: 'no.gz' })).rejects.toThrow(/incorrect header/);
    await expect(read('{"n":1}', { name: 'no.zst' })).rejects.toThrow();
    await expect(read('[{"n":1}')).rejects.toThrow(/JSON/);
  });
});
