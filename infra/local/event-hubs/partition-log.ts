import { mkdirSync } from 'node:fs';
import { annotate, type EventPlace } from './event-annotations';
import { SegmentFile } from './segment-file';
import type { PlacePosition, StartPosition } from './start-position';
import type { StoredEvent } from './stored-event';

export interface LogOptions {
  /** Bytes of messages to keep; the oldest segment goes first. Exceeded by one batch at most. */
  retentionBytes: number;
  retentionMs: number;
  /** Keeps the events over a restart. */
  directory?: string;
  fsync?: boolean;
}

interface Segment {
  firstSequenceNumber: number;
  events: StoredEvent[];
  bytes: number;
  file?: SegmentFile;
}

/** Retention drops whole segments: this many make up what is retained. */
const SEGMENTS = 8;

const BEFORE_FIRST: EventPlace = { sequenceNumber: -1, offset: -1, enqueuedTime: 0 };

/** One partition: an append-only log, bounded in bytes and age, in memory and, given a directory, also in files. */
export class PartitionLog {
  readonly #options: LogOptions;
  readonly #segments: Segment[] = [];
  readonly #listeners = new Set<() => void>();
  #bytes = 0;
  #last = BEFORE_FIRST;
  #nextOffset = 0;

  /** @throws Error when the directory's segments do not continue one another. */
  constructor(options: LogOptions) {
    this.#options = options;
    if (options.directory === undefined) return;
    mkdirSync(options.directory, { recursive: true });
    try {
      for (const path of SegmentFile.list(options.directory)) this.#load(path);
    } catch (error) {
      this.close();
      throw error;
    }
    this.#retain();
  }

  /** The sequence number of the oldest event that is kept; of the next one when none is. */
  get begin(): number {
    return this.#segments[0]?.firstSequenceNumber ?? this.end;
  }

  /** The sequence number of the next event. */
  get end(): number {
    return this.#last.sequenceNumber + 1;
  }

  /** The place of the newest event; sequence number and offset are -1 before the first one. */
  get last(): EventPlace {
    return this.#last;
  }

  /** Appends all events or, when it throws, none. @throws AmqpFormatError, or an error of the file system */
  append(messages: readonly Buffer[], partitionKey?: string): void {
    if (messages.length === 0) return;
    const enqueuedTime = Math.max(Date.now(), this.#last.enqueuedTime);
    let offset = this.#nextOffset;
    const events = messages.map((bytes, index): StoredEvent => {
      const place = { sequenceNumber: this.end + index, offset, enqueuedTime };
      const message = annotate(bytes, place, partitionKey);
      offset += message.length;
      return { ...place, message };
    });
    const segment = this.#openSegment();
    segment.file?.append(events);
    for (const event of events) this.#add(segment, event);
    this.#retain();
    for (const listener of this.#listeners) listener();
  }

  /** The sequence number of the first event at or after a start position. */
  seek(position: StartPosition): number {
    if (position === 'latest') return this.end;
    const { by, value, inclusive } = position;
    let low = this.begin;
    let high = this.end;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const [event] = this.read(middle, 1);
      if (event && (inclusive ? event[by] >= value : event[by] > value)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Whether a start position lies beyond the newest event: one that this partition has never given out. */
  isBeyondEnd({ by, value }: PlacePosition): boolean {
    if (by === 'enqueuedTime') return false;
    return value > (by === 'offset' ? this.#last.offset : this.end);
  }

  /** Some events from a sequence number on, `max` at most; from the oldest one if retention has dropped that. None only at the end. */
  read(sequenceNumber: number, max: number): StoredEvent[] {
    const from = Math.max(sequenceNumber, this.begin);
    const segment = this.#segments.findLast(({ firstSequenceNumber }) => firstSequenceNumber <= from);
    if (!segment) return [];
    const index = from - segment.firstSequenceNumber;
    return segment.events.slice(index, index + max);
  }

  /** Calls `listener` after each append, until the returned function is called. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    for (const { file } of this.#segments) file?.close();
  }

  #add(segment: Segment, event: StoredEvent): void {
    segment.events.push(event);
    segment.bytes += event.message.length;
    this.#bytes += event.message.length;
    this.#last = event;
    this.#nextOffset = event.offset + event.message.length;
  }

  /** The newest segment, or a fresh one when that is full or so old that it would outlive the retention time. */
  #openSegment(): Segment {
    const { retentionBytes, retentionMs, directory, fsync = false } = this.#options;
    const newest = this.#segments.at(-1);
    const startedAt = newest?.events[0]?.enqueuedTime ?? Date.now();
    if (newest && newest.bytes < retentionBytes / SEGMENTS && startedAt > Date.now() - retentionMs / SEGMENTS) return newest;
    const file = directory === undefined ? undefined : SegmentFile.create(directory, this.end, fsync);
    const segment: Segment = { firstSequenceNumber: this.end, events: [], bytes: 0, ...(file && { file }) };
    this.#segments.push(segment);
    return segment;
  }

  #retain(): void {
    const { retentionBytes, retentionMs } = this.#options;
    for (;;) {
      const [oldest, next] = this.#segments;
      // The newest segment stays: its name and events tell a restarted log where to go on.
      if (!oldest || !next) return;
      const expired = (oldest.events.at(-1)?.enqueuedTime ?? 0) < Date.now() - retentionMs;
      if (this.#bytes <= retentionBytes && !expired) return;
      this.#segments.shift();
      this.#bytes -= oldest.bytes;
      oldest.file?.delete();
    }
  }

  #load(path: string): void {
    const { file, events } = SegmentFile.open(path, this.#options.fsync ?? false);
    const [first] = events;
    if (!first) {
      file.delete();
      return;
    }
    if (this.#segments.length > 0 && first.sequenceNumber !== this.end) {
      throw new Error(
        `${path} begins at sequence number ${first.sequenceNumber} instead of ${this.end}: the data directory is damaged, delete it`,
      );
    }
    const segment: Segment = { firstSequenceNumber: first.sequenceNumber, events: [], bytes: 0, file };
    this.#segments.push(segment);
    for (const event of events) this.#add(segment, event);
  }
}
