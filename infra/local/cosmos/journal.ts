import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { lockDirectory } from '../directory-lock';

/** What a journal makes durable. */
export interface Journaled<Entry> {
  /** Repeats an entry from before the restart. */
  apply(entry: Entry): void;
  /** The shortest series of entries that leads to the present state. */
  entries(): Iterable<Entry>;
}

/**
 * The stock server forgets everything when it ends. This journal is a file of one JSON line per request that changed something. A line is written
 * before the request is answered, in one piece, so that a killed process loses nothing it has acknowledged, and never half of a batch.
 * It guards against the death of the process, not of the machine: a line is not forced to the disk.
 */
export class Journal<Entry> {
  #length: number;

  private constructor(
    private readonly file: number,
    length: number,
    private readonly unlock: () => void,
  ) {
    this.#length = length;
  }

  /**
   * Repeats the journal in `directory`, rewrites it as the present state, and opens it for more. Throws when another process has the directory,
   * or when a line before the last cannot be read.
   */
  static open<Entry>(directory: string, state: Journaled<Entry>): Journal<Entry> {
    const unlock = lockDirectory(directory);
    try {
      const path = join(directory, 'journal.jsonl');
      replay(path, state);
      const { file, length } = rewrite(path, state.entries());
      return new Journal(file, length, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** Throws when the line cannot be written whole; the journal is then as it was before. */
  append(entry: Entry): void {
    try {
      this.#length += writeLine(this.file, entry);
    } catch (error) {
      ftruncateSync(this.file, this.#length);
      throw error;
    }
  }

  close(): void {
    closeSync(this.file);
    this.unlock();
  }
}

function replay<Entry>(path: string, state: Journaled<Entry>): void {
  let number = 0;
  for (const line of linesOf(path)) {
    number += 1;
    try {
      state.apply(JSON.parse(line));
    } catch (error) {
      throw new Error(`Line ${number} of ${path} cannot be repeated.`, { cause: error });
    }
  }
}

/** Written beside the old journal and moved over it, so that there is a whole one at every moment. */
function rewrite(path: string, entries: Iterable<unknown>): { file: number; length: number } {
  const next = `${path}.next`;
  const fresh = openSync(next, 'w');
  let length = 0;
  for (const entry of entries) {
    length += writeLine(fresh, entry);
  }
  fsyncSync(fresh);
  closeSync(fresh);
  renameSync(next, path);
  return { file: openSync(path, 'a'), length };
}

function writeLine(file: number, entry: unknown): number {
  const line = Buffer.from(`${JSON.stringify(entry)}\n`);
  for (let written = 0; written < line.length; ) {
    written += writeSync(file, line, written);
  }
  return line.length;
}

/** The whole lines of a file, in chunks because it can outgrow the longest string. What follows the last line break was cut off by a crash. */
function* linesOf(path: string): Iterable<string> {
  if (!existsSync(path)) {
    return;
  }
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(4 << 20);
    let rest = Buffer.alloc(0);
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      const data = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      for (let end = data.indexOf('\n'); end >= 0; end = data.indexOf('\n', start)) {
        yield data.toString('utf8', start, end);
        start = end + 1;
      }
      rest = data.subarray(start);
    }
  } finally {
    closeSync(file);
  }
}
