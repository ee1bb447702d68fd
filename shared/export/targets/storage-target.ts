import { createHash } from 'node:crypto';
import { DefaultAzureCredential } from '@azure/identity';
import { ContainerClient } from '@azure/storage-blob';
import type { StorageAction } from '../../settings/automation';
import { BYTE_ORDER_MARK, csvLines } from '../csv';
import type { OutgoingRecord, Stream } from '../record';
import { type EncodedRecord, REQUEST_TIMEOUT_MS, type Target, TargetUnavailable } from '../target';
import { workspaceRow } from '../workspace-rows';

const INTERVAL = { Hour: 60 * 60_000, Day: 24 * 60 * 60_000 };
const OPTIONS = { retryOptions: { maxTries: 1 } };

/**
 * Files in a container, by the day on which the store accepted the first of their records: `alerts/2026/03/02/<name>.ndjson`, and beside each a manifest with
 * its counts and hash, which is written last: a file without one is not complete. The same records make the same name, so that a file which was written
 * twice is there once.
 */
export class StorageTarget implements Target {
  readonly maxBytes = 32 * 1_024 * 1_024;
  readonly maxRecords = 50_000;
  readonly interval: number;
  readonly #container: ContainerClient;

  constructor(
    private readonly action: Pick<StorageAction, 'containerUri' | 'format' | 'period'>,
    connectionString: string | undefined,
    private readonly timeout = REQUEST_TIMEOUT_MS,
  ) {
    this.interval = INTERVAL[action.period];
    const name = new URL(action.containerUri).pathname.split('/').filter(Boolean).at(-1) ?? '';
    this.#container =
      connectionString === undefined
        ? new ContainerClient(action.containerUri, new DefaultAzureCredential(), OPTIONS)
        : new ContainerClient(connectionString, name, OPTIONS);
  }

  encode(record: OutgoingRecord): EncodedRecord {
    const body = workspaceRow(record);
    return { id: record.id, body, bytes: Buffer.byteLength(JSON.stringify(body)), written: record.source.written };
  }

  async send(stream: Stream, records: readonly EncodedRecord[]): Promise<{ requestId: string }> {
    const content = Buffer.from(this.action.format === 'Csv' ? csvOf(records) : ndjsonOf(records));
    const name = pathOf(stream, records, this.action.format);
    const manifest = {
      file: name,
      records: records.length,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      firstRecordId: records[0]?.id,
      lastRecordId: records.at(-1)?.id,
    };
    try {
      const contentType = this.action.format === 'Csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
      const { requestId = '' } = await this.#write(name, content, contentType);
      await this.#write(`${name}.manifest.json`, Buffer.from(JSON.stringify(manifest, null, 2)), 'application/json');
      return { requestId };
    } catch (error) {
      const { statusCode = 0, message } = error as { statusCode?: number; message: string };
      throw new TargetUnavailable(message, statusCode);
    }
  }

  #write(name: string, content: Buffer, blobContentType: string) {
    const options = { blobHTTPHeaders: { blobContentType }, abortSignal: AbortSignal.timeout(this.timeout) };
    return this.#container.getBlockBlobClient(name).upload(content, content.length, options);
  }
}

function pathOf(stream: Stream, records: readonly EncodedRecord[], format: StorageAction['format']): string {
  const day = new Date((records[0]?.written ?? 0) * 1_000).toISOString().slice(0, 10).replaceAll('-', '/');
  const name = createHash('sha256')
    .update(records.map(({ id }) => id).join('\n'))
    .digest('hex')
    .slice(0, 24);
  return `${stream}/${day}/${name}.${format === 'Csv' ? 'csv' : 'ndjson'}`;
}

function csvOf(records: readonly EncodedRecord[]): string {
  const columns = Object.keys(records[0]?.body ?? {});
  const rows = records.map(({ body }) => columns.map((column) => String(body[column] ?? '')));
  return `${BYTE_ORDER_MARK}${csvLines([columns, ...rows])}`;
}

function ndjsonOf(records: readonly EncodedRecord[]): string {
  return records.map(({ body }) => `${JSON.stringify(body)}\n`).join('');
}

const AZURE_HOST = /^[a-z0-9]{3,24}\.blob\.core\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)$/i;
const AZURE_SUFFIX = /^core\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)$/i;

/** Why there can be no such container; undefined when there can. Never repeats a secret. */
export function problemOfContainer(containerUri: string, connectionString: string | undefined, allowsLocal: boolean): string | undefined {
  const { hostname, pathname, protocol, search, username } = new URL(containerUri);
  if (!/^\/(?:devstoreaccount1\/)?[a-z0-9](?:-?[a-z0-9]){2,62}\/?$/.test(pathname))
    return 'The containerUri of a Storage action names no container.';
  if (search !== '' || username !== '') return 'The containerUri of a Storage action must not hold a signature or a user name.';
  if (allowsLocal) return undefined;
  if (protocol !== 'https:' || !AZURE_HOST.test(hostname)) return 'The containerUri of a Storage action names no account of Azure Storage.';
  if (connectionString === undefined) return undefined;
  const parts = new Map(
    connectionString.split(';').map((part) => [part.split('=', 1)[0]?.trim().toLowerCase(), part.slice(part.indexOf('=') + 1).trim()]),
  );
  // Endpoints of its own could lead anywhere.
  const isPlain =
    [...parts.keys()].every((name) => !name?.endsWith('endpoint')) && AZURE_SUFFIX.test(parts.get('endpointsuffix') ?? 'core.windows.net');
  const isSame = hostname.split('.', 1)[0]?.toLowerCase() === parts.get('accountname')?.toLowerCase();
  return isPlain && isSame ? undefined : 'The connectionString of a Storage action is for another account, or names endpoints of its own.';
}
