import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { CSV_OPTIONS, csvEvent } from '../../../shared/formats/csv';
import type { FileEvent } from './read-alerts';
import { unpack } from './unpack';

/** Whether a file holds rows of a table, one alert in each. */
export function isCsv(file: string): boolean {
  return /\.csv(?:\.gz|\.zst)?$/.test(file);
}

/** The rows of a CSV file as JSON, each an event. The position is that of the row, without the line which names the columns. */
export async function* readCsv(file: string, onRead?: (bytes: number) => void): AsyncGenerator<FileEvent> {
  // The reading end hears of an error of the other.
  const rows: AsyncIterable<Record<string, string>> = pipeline(Readable.from(unpack(file, onRead)), parse(CSV_OPTIONS), () => undefined);
  let position = 0;
  for await (const row of rows) {
    position += 1;
    yield { body: Buffer.from(csvEvent(row).raw), position };
  }
}
