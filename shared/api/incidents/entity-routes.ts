import { z } from 'zod';
import { parseAnyTime } from '../../formats/time';
import { startingWithin, type TimeRange } from '../../storage/alert-queries';
import { allOf, type Condition, whereListHas } from '../../storage/condition';
import type { ListedAlert } from '../../storage/listed-alert';
import { json } from '../answer';
import { notFound } from '../api-error';
import { INSIGHTS_VERSIONS } from '../projections/incident';
import { entityKindOf, entityResource, keyOfEntityName } from '../projections/incident-entity';
import { isoTime } from '../projections/time';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';
import { type AlertSequence, foundAlerts, incidentAlerts } from './incident-alerts';
import { incidentOf, WORKSPACE } from './incident-routes';

const ENTITIES = z
  .object({ entities: z.array(z.looseObject({})), metaData: z.array(z.looseObject({})) })
  .meta({ id: 'IncidentEntitiesResponse' });
const TIME = z
  .string()
  .max(40)
  .transform((text, context) => {
    const time = parseAnyTime(text);
    if (time === undefined) context.addIssue({ code: 'custom', message: 'must be an ISO 8601 time' });
    return time ?? 0;
  });
const TIMELINE_BODY = z
  .object({ startTime: TIME, endTime: TIME, kinds: z.array(z.string().max(40)).max(10).nullish() })
  .meta({ id: 'EntityTimelineParameters' });
const TIMELINE = z.object({ metaData: z.looseObject({}), value: z.array(z.looseObject({})) }).meta({ id: 'EntityTimelineResponse' });

/** Alerts in a timeline. The clients know no paging for it; what lies behind is asked for by a later beginning. */
const LONGEST_TIMELINE = 1_000;

/** What an incident is about, and what happened when. */
export function entityRoutes(services: Services): Route[] {
  const read = { versions: INSIGHTS_VERSIONS, access: { scope: 'subscription', permission: 'Incident.Read' } } as const;
  const incident = `${WORKSPACE}/incidents/{incidentId}`;
  const entities = (method: 'GET' | 'POST', operation: string): Route => ({
    ...read,
    operation,
    method,
    path: `${incident}/entities`,
    summary: 'What the incident is about, with the part that each has in it',
    answers: { 200: ENTITIES },
    handle: (call) => entitiesOf(call, services),
  });
  return [
    entities('POST', 'Incidents_ListEntities'),
    entities('GET', 'Incidents_GetEntities'),
    route({
      ...read,
      operation: 'Incidents_GetTimeline',
      method: 'POST',
      path: `${incident}/getTimeline`,
      summary: 'The alerts of an incident in a stretch of time, the earliest first',
      body: TIMELINE_BODY,
      answers: { 200: TIMELINE },
      async handle(call) {
        return timeline(call, await incidentAlerts(await incidentOf(call, services), services, rangeOf(call)));
      },
    }),
    route({
      ...read,
      operation: 'EntitiesGetTimeline_List',
      method: 'POST',
      path: `${WORKSPACE}/entities/{entityId}/getTimeline`,
      summary: 'The alerts that name an entity in a stretch of time, the earliest first',
      body: TIMELINE_BODY,
      answers: { 200: TIMELINE },
      handle: async (call) => timeline(call, await alertsAbout(call, services)),
    }),
  ];
}

async function entitiesOf(call: Call, services: Services): Promise<Response> {
  const { entities } = await incidentOf(call, services);
  const counts = new Map<string, number>();
  for (const entity of entities) counts.set(entityKindOf(entity), (counts.get(entityKindOf(entity)) ?? 0) + 1);
  return json({
    entities: entities.map((entity) => entityResource(entity, call.subscriptionId, services.places)),
    metaData: [...counts].map(([entityKind, count]) => ({ entityKind, count })),
  });
}

type TimelineCall = Call<z.output<typeof TIMELINE_BODY>>;

function rangeOf({ body }: TimelineCall): TimeRange {
  return { from: body.startTime, to: body.endTime };
}

/** An alert is an entity too: then the timeline is of what it names. */
async function alertsAbout(call: TimelineCall, { alerts }: Services): Promise<AlertSequence> {
  const id = param(call, 'entityId');
  const key = keyOfEntityName(id);
  const keys = key === undefined ? (await alerts.get(call.subscriptionId, id))?.entityKeys : [key];
  if (keys === undefined) throw notFound(`The entity '${id}'`);
  const about: Condition = { op: 'or', of: keys.map((each) => whereListHas('entityKeys', each)) };
  return foundAlerts(alerts, call.subscriptionId, allOf(about, startingWithin(rangeOf(call))));
}

async function timeline(call: TimelineCall, alerts: AlertSequence): Promise<Response> {
  const { kinds } = call.body;
  if (kinds?.length && !kinds.includes('SecurityAlert'))
    return json({ metaData: { totalCount: 0, aggregations: [], errors: [] }, value: [] });
  const { documents, next } = await alerts.page({ limit: LONGEST_TIMELINE });
  const totalCount = next === undefined ? documents.length : await alerts.count();
  const aggregations = totalCount === 0 ? [] : [{ kind: 'SecurityAlert', count: totalCount }];
  const errors = next === undefined ? [] : [{ kind: 'SecurityAlert', errorMessage: cutMessage(documents, totalCount) }];
  return json({ metaData: { totalCount, aggregations, errors }, value: documents.map(timelineItem) });
}

function cutMessage(shown: readonly ListedAlert[], totalCount: number): string {
  const end = isoTime(shown.at(-1)?.startTime ?? 0);
  return `The earliest ${shown.length} of ${totalCount} alerts are shown. Ask with the startTime ${end} for those behind.`;
}

function timelineItem(alert: ListedAlert): object {
  return {
    kind: 'SecurityAlert',
    azureResourceId: alert.resourceIds[0] ?? '',
    displayName: alert.displayName,
    description: alert.description,
    severity: alert.severity,
    alertType: alert.alertType,
    productName: alert.product,
    startTimeUtc: isoTime(alert.startTime),
    endTimeUtc: isoTime(alert.endTime),
    timeGenerated: isoTime(alert.generatedTime),
  };
}
