import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { findFormat } from '../../../shared/formats';
import { contentId } from '../../../shared/model/content-id';
import { readSubscriptionId } from '../../../shared/model/subscription-id';
import { messageOf } from '../functions-host/log';
import { Failure } from '../stack/failure';

export interface InputFile {
  path: string;
  /** Base name: how the results call it. */
  name: string;
  /** On the disk. */
  bytes: number;
  /** When it was last written, epoch milliseconds: its alerts are no younger. */
  writtenTime: number;
  /** Undefined: each event is looked at. */
  format: string | undefined;
}

export interface InputSubscription {
  /** The folder's name: how the results call it. */
  name: string;
  id: string;
  files: InputFile[];
}

const READABLE = /\.(?:ndjson|jsonl|json|csv)(?:\.gz|\.zst)?$/;

/** Every subscription below the folder with its files, both sorted by name. Throws a {@link Failure} where there is nothing to read. */
export function findInput(folder: string): InputSubscription[] {
  const subscriptions = entriesOf(folder)
    .filter((entry) => statSync(path.join(folder, entry)).isDirectory())
    .map((name) => ({ name, id: subscriptionIdOf(name), files: filesOf(path.join(folder, name)) }))
    .filter(({ files }) => files.length > 0);
  if (subscriptions.length === 0) throw new Failure(`${folder} holds no <subscription>/<format>.ndjson (or .csv, .gz, .zst).`);
  return subscriptions;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw new Failure(`${folder} cannot be read: ${messageOf(error)}`);
  }
}

function filesOf(folder: string): InputFile[] {
  return entriesOf(folder)
    .filter((name) => READABLE.test(name))
    .map((name) => {
      const { size, mtimeMs } = statSync(path.join(folder, name));
      return { name, path: path.join(folder, name), bytes: size, writtenTime: mtimeMs, format: formatOf(name) };
    });
}

function formatOf(fileName: string): string | undefined {
  return findFormat(fileName.replace(READABLE, ''))?.name;
}

/** A name that is no GUID gets one of its own, the same in every run. */
function subscriptionIdOf(name: string): string {
  const hex = contentId('subscription', name);
  return readSubscriptionId(name) ?? [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
