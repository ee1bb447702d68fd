import { closeSync, fsyncSync, ftruncateSync, openSync, readdirSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { decodeRecords, encodeRecords, type StoredEvent } from './stored-event';

const EXTENSION = '.log';

/** An append-only file of events. What it has appended outlives the process; with `fsync` also a loss of power. */
export class SegmentFile {
  readonly #path: string;
  readonly #file: number;
  readonly #fsync: boolean;
  #length: number;

  private constructor(path: string, length: number, fsync: boolean) {
    this.#path = path;
    this.#file = openSync(path, 'a');
    this.#length = length;
    this.#fsync = fsync;
  }

  /** The paths of the segments in a directory, the oldest first. */
  static list(directory: string): string[] {
    const names = readdirSync(directory).filter((name) => name.endsWith(EXTENSION));
    return names.sort().map((name) => join(directory, name));
  }

  static create(directory: string, firstSequenceNumber: number, fsync: boolean): SegmentFile {
    // As many digits as the largest sequence number has, so that names sort by it.
    const name = String(firstSequenceNumber).padStart(String(Number.MAX_SAFE_INTEGER).length, '0');
    return new SegmentFile(join(directory, name + EXTENSION), 0, fsync);
  }

  /** Opens an existing segment and cuts off a write that did not finish: nobody was told that it had succeeded. */
  static open(path: string, fsync: boolean): { file: SegmentFile; events: StoredEvent[] } {
    const bytes = readFileSync(path);
    const { events, length } = decodeRecords(bytes);
    const file = new SegmentFile(path, length, fsync);
    if (length < bytes.length) ftruncateSync(file.#file, length);
    return { file, events };
  }

  /** @throws the file system's error, e.g. a full disk; the file is then as it was. */
  append(events: readonly StoredEvent[]): void {
    const bytes = encodeRecords(events);
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
      if (this.#fsync) fsyncSync(this.#file);
    } catch (error) {
      ftruncateSync(this.#file, this.#length);
      throw error;
    }
    this.#length += bytes.length;
  }

  close(): void {
    closeSync(this.#file);
  }

  delete(): void {
    this.close();
    unlinkSync(this.#path);
  }
}
