import { z } from 'zod';
import type { Severity } from '../../model/severity';
import { type TacticId, tacticName } from '../../model/tactic';
import { allOf } from '../../storage/condition';
import { NOT_MERGED } from '../../storage/incident-queries';
import { alertSelection } from '../alerts/alert-selection';
import { json } from '../answer';
import { badRequest } from '../api-error';
import { INCIDENT_FIELDS } from '../incidents/incident-fields';
import { WORKSPACE } from '../incidents/incident-routes';
import { parseFilter } from '../odata/filter';
import { INSIGHTS_VERSIONS } from '../projections/incident';
import { ALERT_VERSIONS } from '../projections/security-alert';
import type { Call, Route } from '../route';
import type { Services } from '../services';
import { Counts } from './counts';
import { type TimeBuckets, timeBuckets } from './time-buckets';

const CELL = { count: z.int(), counts: z.record(z.string(), z.int()) };
const COUNTS = z
  .object({
    groupBy: z.string(),
    startTimeUtc: z.string(),
    endTimeUtc: z.string(),
    ...CELL,
    value: z.array(z.object({ startTimeUtc: z.string(), ...CELL })),
  })
  .meta({ id: 'Counts' });
const QUERY = {
  groupBy: '`severity` (the default), `status`, `tactic` or `product`; what is in several groups counts in each',
  bucket: 'Length of a bucket as ISO 8601 duration, e.g. `PT15M` or `P1D`; `PT1H` by default',
  startTime: 'ISO 8601; a day before `endTime` by default',
  endTime: 'ISO 8601; the present by default',
};

/** Records that are read at once; they are folded and not kept. */
const PAGE = 5_000;
/** Where the incident of each has to be found. */
const SIFTED_PAGE = 500;

interface Groupable {
  severity: Severity;
  status: string;
  tactics: readonly TacticId[];
}

type GroupBy = 'severity' | 'status' | 'tactic' | 'product';
const GROUPINGS = ['severity', 'status', 'tactic', 'product'] satisfies GroupBy[];

/** How many alerts and incidents there were, for charts. Ours, without an example in Azure. */
export function countRoutes(services: Services): Route[] {
  return [
    {
      operation: 'Alerts_Count',
      method: 'GET',
      path: '/subscriptions/{subscriptionId}/providers/Microsoft.Security/alertCounts',
      summary: 'Counts of alerts by group and bucket of their start; of fused incidents and informational alerts none',
      versions: ALERT_VERSIONS,
      access: { scope: 'subscription', permission: 'Alert.Read' },
      query: { ...QUERY, $filter: 'As in the list of alerts' },
      answers: { 200: COUNTS },
      handle: (call) => countAlerts(call, services),
    },
    {
      operation: 'Incidents_Count',
      method: 'GET',
      path: `${WORKSPACE}/incidentCounts`,
      summary: 'Counts of incidents by group and bucket of their creation',
      versions: INSIGHTS_VERSIONS,
      access: { scope: 'subscription', permission: 'Incident.Read' },
      query: { ...QUERY, $filter: 'As in the list of incidents' },
      answers: { 200: COUNTS },
      handle: (call) => countIncidents(call, services),
    },
  ];
}

async function countAlerts(call: Call, { alerts, clock }: Services): Promise<Response> {
  const { groupBy, buckets } = asked(call, clock());
  const selection = alertSelection(call);
  const condition = allOf(selection.condition, inside('startTime', buckets));
  const counts = new Counts(buckets);
  const pageSize = selection.isInIncident === undefined ? PAGE : SIFTED_PAGE;
  for await (const { documents } of alerts.facts({ ...selection, condition }, ['severity', 'status', 'tactics', 'product'], pageSize)) {
    for (const alert of documents) counts.add({ time: alert.startTime, groups: groupsOf(groupBy, alert, [alert.product]) });
  }
  return json({ groupBy, ...counts.shown() });
}

async function countIncidents(call: Call, { incidents, clock }: Services): Promise<Response> {
  const { groupBy, buckets } = asked(call, clock());
  const filter = call.query.get('$filter');
  const condition = allOf(NOT_MERGED, inside('createdTime', buckets), filter ? parseFilter(filter, INCIDENT_FIELDS) : undefined);
  const counts = new Counts(buckets);
  const pages = incidents.facts(call.subscriptionId, condition, ['severity', 'status', 'tactics', 'products'], PAGE);
  for await (const { documents } of pages) {
    for (const incident of documents) counts.add({ time: incident.createdTime, groups: groupsOf(groupBy, incident, incident.products) });
  }
  return json({ groupBy, ...counts.shown() });
}

function asked(call: Call, now: number): { groupBy: GroupBy; buckets: TimeBuckets } {
  const given = call.query.get('groupby') ?? 'severity';
  const groupBy = GROUPINGS.find((name) => name === given.toLowerCase());
  if (groupBy === undefined) throw badRequest(`'groupBy' must be one of ${GROUPINGS.join(', ')}.`);
  return { groupBy, buckets: timeBuckets(call, now) };
}

function inside(path: string, { from, to }: TimeBuckets) {
  return allOf({ op: 'compare', path, how: 'ge', value: from }, { op: 'compare', path, how: 'lt', value: to });
}

function groupsOf(groupBy: GroupBy, { severity, status, tactics }: Groupable, products: readonly string[]): readonly string[] {
  if (groupBy === 'product') return products;
  if (groupBy === 'tactic') return tactics.map(tacticName);
  return [groupBy === 'severity' ? severity : status];
}
