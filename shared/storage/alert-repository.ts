import type { Container } from '@azure/cosmos';
import type { Alert } from '../model/alert';
import { type AlertDocument, revise, toAlertDocument } from './alert-document';
import { bulkWrite, creation } from './bulk-write';
import { type Arrivals, alertsWrittenSince } from './fusion-alert-query';
import { groupBy } from './group-by';

/** What became of an alert that was to be stored. `refused`: the store can never hold it. */
export type StoredAs = 'created' | 'revised' | 'known' | 'refused';

export interface AlertRepositoryOptions {
  /** How long an alert is kept after its last change. */
  retentionDays: number;
}

const DAY_SECONDS = 24 * 60 * 60;

/** The service takes documents of 2 MB; beneath this nobody needs to measure. In characters of the event. */
const SURELY_SMALL = 200_000;
const MAX_DOCUMENT_BYTES = 1_900_000;

/** A document that the service refuses for what it is, and would refuse for ever. */
const REFUSED = new Set([400, 413]);

/** Alerts in Cosmos DB, one document each. */
export class AlertRepository {
  constructor(
    private readonly container: Container,
    private readonly options: AlertRepositoryOptions,
  ) {}

  /**
   * Stores alerts, each under its subscription and id; a later version of a stored alert takes its place, anything else changes nothing. Returns what became
   * of each. `now` is epoch milliseconds. Throws when the store does not answer; some alerts may be stored then, and doing it again is harmless.
   */
  async add(alerts: readonly Alert[], now: number): Promise<StoredAs[]> {
    const ttl = this.options.retentionDays * DAY_SECONDS;
    const documents = alerts.map((alert) => toAlertDocument(alert, now, ttl));
    const outcomes = documents.map((document): StoredAs | undefined => (fits(document) ? undefined : 'refused'));
    const latest = latestVersions(documents.filter((_, index) => outcomes[index] === undefined));

    const conflicts: AlertDocument[] = [];
    const fates = new Map<AlertDocument, StoredAs>();
    const statuses = await bulkWrite(
      this.container,
      latest.map((document) => creation(document, estimatedBytes(document))),
    );
    for (const [index, document] of latest.entries()) {
      const status = statuses[index] as number;
      if (status === 409) conflicts.push(document);
      else if (REFUSED.has(status)) fates.set(document, 'refused');
      else if (status < 300) fates.set(document, 'created');
      else throw new Error(`The store answers ${status} to a new alert`);
    }
    for (const document of await this.#superseding(conflicts)) fates.set(document, await this.#replace(document));
    return documents.map((document, index) => outcomes[index] ?? fates.get(document) ?? 'known');
  }

  /** Undefined when the subscription has no such alert. */
  async get(subscriptionId: string, id: string): Promise<AlertDocument | undefined> {
    return (await this.container.item(id, subscriptionId).read<AlertDocument>()).resource;
  }

  /** See {@link alertsWrittenSince}. */
  writtenSince(subscriptionId: string, since: number): AsyncIterable<Arrivals> {
    return alertsWrittenSince(this.container, subscriptionId, since);
  }

  /** Those documents that are later versions than the stored ones. */
  async #superseding(documents: readonly AlertDocument[]): Promise<AlertDocument[]> {
    const found: AlertDocument[] = [];
    for (const [subscriptionId, group] of groupBy(documents, (document) => document.subscriptionId)) {
      const stored = await this.#revisions(
        subscriptionId,
        group.map(({ id }) => id),
      );
      found.push(...group.filter(({ id, revision }) => revision > (stored.get(id) ?? '')));
    }
    return found;
  }

  async #revisions(subscriptionId: string, ids: readonly string[]): Promise<Map<string, string>> {
    // IN with one parameter for each id is served by the index; ARRAY_CONTAINS over a parameter is not.
    const names = ids.map((_, index) => `@id${index}`);
    const query = {
      query: `SELECT c.id, c.revision FROM c WHERE c.subscriptionId = @subscriptionId AND c.id IN (${names.join(', ')})`,
      parameters: [{ name: '@subscriptionId', value: subscriptionId }, ...ids.map((value, index) => ({ name: `@id${index}`, value }))],
    };
    const { resources } = await this.container.items
      .query<Pick<AlertDocument, 'id' | 'revision'>>(query, { partitionKey: subscriptionId })
      .fetchAll();
    return new Map(resources.map(({ id, revision }) => [id, revision]));
  }

  /** Puts a later version in place of the stored one, whoever else changes it meanwhile. */
  async #replace(document: AlertDocument): Promise<StoredAs> {
    const item = this.container.item(document.id, document.subscriptionId);
    for (;;) {
      const { resource: stored, etag } = await item.read<AlertDocument>();
      if (stored === undefined) {
        await this.container.items.upsert(document);
        return 'revised';
      }
      if (stored.revision >= document.revision) return 'known';
      try {
        await item.replace(revise(stored, document), { accessCondition: { type: 'IfMatch', condition: etag } });
        return 'revised';
      } catch (error) {
        if ((error as { code?: unknown }).code !== 412) throw error;
      }
    }
  }
}

/** The event, once as text and once as fields. */
function estimatedBytes({ raw }: AlertDocument): number {
  return raw.length < SURELY_SMALL ? raw.length * 3 + 2_000 : MAX_DOCUMENT_BYTES;
}

function fits(document: AlertDocument): boolean {
  return document.raw.length < SURELY_SMALL || Buffer.byteLength(JSON.stringify(document)) <= MAX_DOCUMENT_BYTES;
}

/** Of several versions of one alert the latest. */
function latestVersions(documents: readonly AlertDocument[]): AlertDocument[] {
  const latest = new Map<string, AlertDocument>();
  for (const document of documents) {
    const key = `${document.subscriptionId}/${document.id}`;
    const known = latest.get(key);
    if (known === undefined || document.revision > known.revision) latest.set(key, document);
  }
  return [...latest.values()];
}
