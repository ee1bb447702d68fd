import type { Container } from '@azure/cosmos';
import { type FusionAlert, toFusionAlert } from '../fusion/fusion-alert';
import type { Alert } from '../model/alert';
import { selected } from './condition-sql';

/** Alerts that arrived at the store, and the whole second (`_ts`) in which the last of them was written. */
export interface Arrivals {
  alerts: FusionAlert[];
  writtenUntil: number;
}

/** Alerts per page: small enough for one run of fusion, large enough that a backlog is worked off quickly. */
const PAGE = 2_000;

/** What fusion needs and no more: the event itself and the properties of its entities stay where they are. */
const PROJECTION = selected([
  ...[
    'id',
    'startTime',
    'endTime',
    'alertType',
    'displayName',
    'product',
    'severity',
    'tactics',
    'techniques',
    'action',
    'isIncident',
    'isSilenced',
  ],
  ...['remediationSteps', '_ts'],
]);
const QUERY = `SELECT ${PROJECTION}, ARRAY(SELECT e.kind, e.key, e.name, e.role, e.aliases FROM e IN c.entities) AS entities,
  ARRAY(SELECT r.code FROM r IN c.reasons) AS reasons
  FROM c WHERE c.subscriptionId = @subscriptionId AND c._ts >= @since ORDER BY c._ts`;

/** The alerts of a subscription that were written in the second `since` or later, in the order of writing, page by page. */
export async function* alertsWrittenSince(container: Container, subscriptionId: string, since: number): AsyncIterable<Arrivals> {
  const parameters = [
    { name: '@subscriptionId', value: subscriptionId },
    { name: '@since', value: since },
  ];
  const pages = container.items.query<Alert & { _ts: number }>(
    { query: QUERY, parameters },
    { partitionKey: subscriptionId, maxItemCount: PAGE },
  );
  while (pages.hasMoreResults()) {
    const { resources = [] } = await pages.fetchNext();
    const last = resources.at(-1);
    if (last) yield { alerts: resources.map(toFusionAlert), writtenUntil: last._ts };
  }
}
