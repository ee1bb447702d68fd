import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type Row = Record<string, unknown>;

/** The rows that came, by stream and in the order of their coming. */
export class ReceivedRows {
  readonly #rows = new Map<string, Row[]>();

  /** With a folder they are also written there, one file of JSON lines for each stream, and read back at the start. */
  constructor(private readonly dataDir?: string) {
    if (dataDir === undefined || !existsSync(dataDir)) return;
    for (const file of readdirSync(dataDir).filter((name) => name.endsWith('.ndjson'))) {
      const lines = readFileSync(path.join(dataDir, file), 'utf8').split('\n');
      this.#rows.set(
        file.slice(0, -'.ndjson'.length),
        lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row),
      );
    }
  }

  add(stream: string, rows: readonly Row[]): void {
    const known = this.#rows.get(stream) ?? [];
    for (const row of rows) known.push(row);
    this.#rows.set(stream, known);
    if (this.dataDir === undefined) return;
    mkdirSync(this.dataDir, { recursive: true });
    const file = path.join(this.dataDir, `${stream.replace(/[^\w-]/g, '_')}.ndjson`);
    appendFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }

  of(stream: string): readonly Row[] {
    return this.#rows.get(stream) ?? [];
  }

  /** The latest last. */
  latest(stream: string, most: number): Row[] {
    return this.of(stream).slice(-most);
  }

  counts(): Record<string, number> {
    return Object.fromEntries([...this.#rows].map(([stream, rows]) => [stream, rows.length]));
  }
}
