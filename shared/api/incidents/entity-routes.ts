import { z } from 'zod';
import { parseAnyTime } from '../../formats/time';
import { allOf, type Condition, whereListHas } from '../../storage/condition';
import type { ListedAlert } from '../../storage/listed-alert';
import { json } from '../answer';
import { notFound } from '../api-error';
import { INSIGHTS_VERSIONS } from '../projections/incident';
import { entityKindOf, entityResource, keyOfEntityName } from '../projections/incident-entity';
import { isoTime } from '../projections/time';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';
import { incidentAlerts } from './incident-alerts';
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

/** Of a timeline; the service which the clients know has no paging for it either. */
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
        const incident = await incidentOf(call, services);
        return timeline(call, (await incidentAlerts(incident, services, { limit: LONGEST_TIMELINE })).documents);
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

/** An alert is an entity too: then the timeline is of what it names. */
async function alertsAbout(call: Call<z.output<typeof TIMELINE_BODY>>, { alerts }: Services): Promise<ListedAlert[]> {
  const id = param(call, 'entityId');
  const key = keyOfEntityName(id);
  const keys = key === undefined ? (await alerts.get(call.subscriptionId, id))?.entityKeys : [key];
  if (keys === undefined) throw notFound(`The entity '${id}'`);
  const { startTime: from, endTime: to } = call.body;
  const about: Condition = { op: 'or', of: keys.map((each) => whereListHas('entityKeys', each)) };
  const condition = allOf(
    about,
    { op: 'compare', path: 'startTime', how: 'ge', value: from },
    { op: 'compare', path: 'startTime', how: 'le', value: to },
  );
  return (await alerts.page({ subscriptionId: call.subscriptionId, condition, limit: LONGEST_TIMELINE })).documents;
}

function timeline(call: Call<z.output<typeof TIMELINE_BODY>>, alerts: readonly ListedAlert[]): Response {
  const { startTime: from, endTime: to } = call.body;
  const wanted = !call.body.kinds?.length || call.body.kinds.includes('SecurityAlert');
  const value = (wanted ? alerts : [])
    .filter(({ startTime }) => startTime >= from && startTime <= to)
    .sort((a, b) => a.startTime - b.startTime || (a.id < b.id ? -1 : 1))
    .map((alert) => ({
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
    }));
  const aggregations = value.length === 0 ? [] : [{ kind: 'SecurityAlert', count: value.length }];
  return json({ metaData: { totalCount: value.length, aggregations, errors: [] }, value });
}
