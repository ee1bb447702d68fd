import type { Container } from '@azure/cosmos';
import type { SourceRecord, Stream } from '../export/record';
import { allOf, type Condition, where } from './condition';
import { selected } from './condition-sql';
import type { IncidentDocument, IncidentState } from './incident-document';
import { LISTED_PROPERTIES, type ListedAlert } from './listed-alert';
import { queryPage } from './pages';

/** Records per page, which bounds the memory of a run; the service itself ends a page at 4 MB. */
const PAGE = 2_000;
/** Of a list that is read by position. */
const POSITIONED_PAGE = 500;

const SELECT: Record<Stream, string> = { alerts: selected([...LISTED_PROPERTIES, '_ts']), incidents: '*' };
const OF_KIND: Record<Stream, string> = { alerts: '', incidents: " AND c.kind IN ('incident', 'incidentState')" };
/** When a record came into being: it never changes. */
const BEGINNING: Record<Stream, 'arrivedTime' | 'createdTime'> = { alerts: 'arrivedTime', incidents: 'createdTime' };

type Written<Document> = Document & { _ts: number };

/** What is exported, read from where it is stored, one subscription at a time. */
export class ExportSource {
  constructor(private readonly containers: Record<Stream, Container>) {}

  /**
   * Every state that was written in the second `since` or later, and before `before`; in the order of writing, page by page. An alert's former states come
   * with its present one, whenever they were written; of an incident's those which have expired are left out.
   */
  async *writtenSince(subscriptionId: string, stream: Stream, since: number, before?: number): AsyncIterable<SourceRecord[]> {
    const upTo = before === undefined ? '' : ' AND c._ts < @before';
    const query = `SELECT ${SELECT[stream]} FROM c WHERE c.subscriptionId = @subscriptionId${OF_KIND[stream]} AND c._ts >= @since${upTo} ORDER BY c._ts`;
    const parameters = [
      { name: '@subscriptionId', value: subscriptionId },
      { name: '@since', value: since },
      ...(before === undefined ? [] : [{ name: '@before', value: before }]),
    ];
    const pages = this.containers[stream].items.query({ query, parameters }, { partitionKey: subscriptionId, maxItemCount: PAGE });
    const fetchNext = () => {
      const page = pages.fetchNext();
      // Whoever asked for it may have gone.
      page.catch(() => undefined);
      return page;
    };
    const once = onlyOnce();
    let page = fetchNext();
    for (;;) {
      const { resources = [] } = await page;
      const hasMore = pages.hasMoreResults();
      // While this page is passed on, the next one comes.
      if (hasMore) page = fetchNext();
      const records = resources.flatMap((document) => statesOf(stream, document)).filter(once);
      if (records.length > 0) yield stream === 'incidents' ? records.sort(byWritingAndVersion) : records;
      if (!hasMore) return;
    }
  }

  /** The second in which the first record after that second was written; undefined when none was. */
  async firstWrittenAfter(subscriptionId: string, stream: Stream, second: number): Promise<number | undefined> {
    const query = `SELECT TOP 1 VALUE c._ts FROM c WHERE c.subscriptionId = @subscriptionId${OF_KIND[stream]} AND c._ts > @second ORDER BY c._ts`;
    const parameters = [
      { name: '@subscriptionId', value: subscriptionId },
      { name: '@second', value: second },
    ];
    const { resources } = await this.containers[stream].items
      .query<number>({ query, parameters }, { partitionKey: subscriptionId })
      .fetchAll();
    return resources[0];
  }

  /** What existed at `asOf` (epoch milliseconds), the oldest first, behind the position. */
  async existing(subscriptionId: string, stream: Stream, asOf: number, after?: [number, string]): Promise<SourceRecord[]> {
    const upTo: Condition = { op: 'compare', path: BEGINNING[stream], how: 'le', value: asOf };
    const condition = allOf(upTo, stream === 'incidents' ? where('kind', 'incident') : undefined);
    const order = { path: BEGINNING[stream], descending: false };
    const request = { subscriptionId, condition, order, limit: POSITIONED_PAGE, ...(after ? { after } : {}) };
    const { documents } = await queryPage<unknown>(this.containers[stream], request, SELECT[stream]);
    return documents.map((document) => sourceRecord(stream, document));
  }

  /** Undefined when the subscription has no such alert or incident (any more). */
  async get(subscriptionId: string, stream: Stream, id: string): Promise<SourceRecord | undefined> {
    const { resource } = await this.containers[stream].item(id, subscriptionId).read();
    return resource === undefined ? undefined : sourceRecord(stream, resource);
  }
}

/** Where a record stands in the order of {@link ExportSource.existing}. */
export function beginningOf(record: SourceRecord): [number, string] {
  return record.stream === 'alerts' ? [record.alert.arrivedTime, record.alert.id] : [record.incident.createdTime, record.incident.id];
}

function sourceRecord(stream: Stream, document: unknown): SourceRecord {
  const written = (document as Written<object>)._ts;
  return stream === 'alerts'
    ? { stream, written, alert: document as ListedAlert }
    : { stream, written, incident: document as IncidentDocument };
}

/** The states that a document holds, the oldest first. */
function statesOf(stream: Stream, document: unknown): SourceRecord[] {
  if (stream === 'incidents') {
    const { kind, _ts: written } = document as Written<IncidentDocument | IncidentState>;
    if (kind === 'incident') return [sourceRecord(stream, document)];
    const { incident, version } = document as IncidentState;
    return [{ stream, written, incident: { ...incident, version } }];
  }
  const { supersededStatuses = [], ...alert } = document as Written<ListedAlert>;
  const { statusChangedTime: _, ...unchanged } = alert;
  return [
    ...supersededStatuses.map(
      ({ written, ...state }): SourceRecord => ({ stream, written, heldSince: alert._ts, alert: { ...unchanged, ...state } }),
    ),
    sourceRecord(stream, alert),
  ];
}

/** Lets each state of an incident through once: the latest is in two documents, which were written in the same transaction. */
function onlyOnce(): (record: SourceRecord) => boolean {
  let recent = new Map<string, number>();
  let second = 0;
  return (record) => {
    if (record.stream === 'alerts') return true;
    const { written, incident } = record;
    if (written > second + 1) {
      recent = new Map([...recent].filter(([, time]) => time >= written - 1));
      second = written;
    }
    const id = `${incident.id}.${incident.version}`;
    const isFirst = !recent.has(id);
    recent.set(id, written);
    return isFirst;
  };
}

/** Several versions may be written in one second. */
function byWritingAndVersion(a: SourceRecord, b: SourceRecord): number {
  const versionOf = (record: SourceRecord) => (record.stream === 'incidents' ? record.incident.version : 0);
  return a.written - b.written || versionOf(a) - versionOf(b);
}
