import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decompress } from 'fzstd';

/** Recorded alerts of real products are too large for the repository; beside a checkout they lie here. */
const FOLDERS = [path.resolve(__dirname, '../../../shared/data'), path.resolve('../shared/data')];
const FOLDER = FOLDERS.find((folder) => existsSync(folder)) ?? path.resolve('../shared/data');

/** The files below the data folder whose paths match, sorted; none, with one line on the console, where the folder is missing. */
export function realDataFiles(pattern: RegExp): string[] {
  if (!existsSync(FOLDER)) {
    console.info(`No recorded alerts at ${FOLDER}: the tests over ${pattern} run on the samples in the repository alone.`);
    return [];
  }
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .sort()
    .map((file) => path.join(FOLDER, file));
}

/** The text of a file, unpacked where its name ends in `.zst`. */
export function readRealData(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.zst') ? Buffer.from(decompress(bytes)) : bytes).toString('utf8');
}
