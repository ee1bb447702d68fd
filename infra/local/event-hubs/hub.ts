import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubConfig } from './hub-config';
import { partitionOfKey } from './partition-key-hash';
import { type LogOptions, PartitionLog } from './partition-log';

export interface HubOptions extends Omit<LogOptions, 'directory'> {
  /** Each hub has a directory of its own in it. */
  dataDir?: string;
}

/** An event hub: its partitions, and the consumer groups that may read them. */
export class Hub {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly partitions: PartitionLog[] = [];
  readonly #consumerGroups: Set<string>;
  #turn = 0;

  /** @throws Error when the directory was written with another number of partitions, or is damaged */
  constructor({ name, partitionCount, consumerGroups }: HubConfig, { dataDir, ...options }: HubOptions) {
    this.name = name;
    this.#consumerGroups = new Set(['$default', ...consumerGroups.map((group) => group.toLowerCase())]);
    const directory = dataDir === undefined ? undefined : join(dataDir, encodeURIComponent(name.toLowerCase()));
    this.createdAt = directory === undefined ? Date.now() : openDirectory(directory, name, partitionCount);
    try {
      for (let id = 0; id < partitionCount; id++) {
        this.partitions.push(new PartitionLog({ ...options, ...(directory !== undefined && { directory: join(directory, String(id)) }) }));
      }
    } catch (error) {
      this.close();
      throw error;
    }
  }

  hasConsumerGroup(name: string): boolean {
    return this.#consumerGroups.has(name.toLowerCase());
  }

  partition(id: string): PartitionLog | undefined {
    return /^\d{1,2}$/.test(id) ? this.partitions[Number(id)] : undefined;
  }

  /** The partition for events that name none: by their key, else each in turn. */
  choosePartition(partitionKey?: string): PartitionLog {
    const count = this.partitions.length;
    const index = partitionKey === undefined ? this.#turn++ % count : partitionOfKey(partitionKey, count);
    return this.partitions[index] as PartitionLog;
  }

  close(): void {
    for (const partition of this.partitions) partition.close();
  }
}

/** Notes what the directory was made for, or checks it against what was noted: another number of partitions would give a key another partition. */
function openDirectory(directory: string, name: string, partitionCount: number): number {
  const path = join(directory, 'hub.json');
  if (!existsSync(path)) {
    mkdirSync(directory, { recursive: true });
    const createdAt = Date.now();
    writeFileSync(path, JSON.stringify({ name, partitionCount, createdAt }));
    return createdAt;
  }
  const noted = JSON.parse(readFileSync(path, 'utf8')) as { partitionCount: number; createdAt: number };
  if (noted.partitionCount !== partitionCount) {
    throw new Error(
      `Event Hubs emulator: ${directory} holds ${noted.partitionCount} partitions of "${name}", but ${partitionCount} are configured. ` +
        'The number of partitions cannot change: configure the old number, or delete the directory and the checkpoints with it.',
    );
  }
  return noted.createdAt;
}
