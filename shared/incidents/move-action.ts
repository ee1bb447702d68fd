import { createHash } from 'node:crypto';
import { type Activity, withAlerts } from '../fusion/activity';
import { activityIdOf } from '../fusion/activity-id';
import type { Cluster, Member } from '../fusion/cluster';
import { toFusionAlert } from '../fusion/fusion-alert';
import { memberOf } from '../fusion/member';
import { NO_ZONE } from '../fusion/zones';
import type { Alert } from '../model/alert';
import type { IncidentFacts } from '../model/incident';
import { groupBy } from '../storage/group-by';
import { type IncidentDocument, newIncident } from '../storage/incident-document';
import type { Read } from '../storage/incident-repository';
import { type Doing, type IncidentActions, imageOf } from './incident-actions';
import { handlingOf, withHandling } from './lifecycle';
import { emptyCluster, emptyFacts, factsOf, membersOf, redirected, withMembers, withoutMembers } from './membership';
import { Refusal } from './refusal';

/** Alerts that are moved at once; each may come from another incident. */
const MOST_ALERTS = 50;

/** An activity on its way, with those of its alerts that were named, and the cluster that has it now, if one does. */
interface Traveller {
  member: Member;
  alerts: readonly MovedAlert[];
  from: Read<Cluster> | undefined;
}

/**
 * Moves alerts into an incident, or with `targetId` null into a new one. Alerts that are one activity (the same happening, to the same thing, in the same
 * minutes) stay together, so more may move than were named. An incident all of whose alerts go to another one is closed and leads there; what is all of one
 * incident is not taken out of it into a new one. What comes from each incident is an action of its own, to be undone by itself.
 */
export async function move(
  actions: IncidentActions,
  subscriptionId: string,
  alerts: readonly MovedAlert[],
  targetId: string | null,
  doing: Doing,
): Promise<IncidentDocument> {
  if (alerts.length === 0) throw new Refusal('invalid', 'No alerts are named.');
  if (alerts.length > MOST_ALERTS) throw new Refusal('invalid', `At most ${MOST_ALERTS} alerts are moved at once.`);
  const travellers = await travellersOf(actions, subscriptionId, alerts);
  const companies = groupBy(travellers, ({ from }) => from?.value.id ?? '');
  const whole = targetId === null && companies.size === 1 ? await wholeIncident(actions, subscriptionId, travellers) : undefined;
  if (whole) return whole;
  let target = targetId;
  let incident: IncidentDocument | undefined;
  for (const company of companies.values()) {
    const together = company.flatMap((traveller) => traveller.alerts);
    incident = await moveTogether(actions, subscriptionId, together, target, doing);
    target = incident.id;
  }
  return incident as IncidentDocument;
}

/** Takes alerts of one incident out of it, into a new one, also when it has no others: then it stays, empty, as the person wants it. */
export async function takeOut(
  actions: IncidentActions,
  subscriptionId: string,
  alerts: readonly MovedAlert[],
  doing: Doing,
): Promise<IncidentDocument> {
  return moveTogether(actions, subscriptionId, alerts, null, doing, 'stays');
}

/** Alerts that come from one incident, or from none. `emptied`: what becomes of an incident that has no others. */
async function moveTogether(
  actions: IncidentActions,
  subscriptionId: string,
  alerts: readonly MovedAlert[],
  targetId: string | null,
  doing: Doing,
  emptied: 'leads on' | 'stays' = 'leads on',
): Promise<IncidentDocument> {
  return actions.attempt(async () => {
    const travellers = await travellersOf(actions, subscriptionId, alerts);
    const from = onlySource(travellers);
    const target = targetId === null ? undefined : await actions.existing(subscriptionId, targetId);
    if (target && from?.value.id === target.value.id) return target.value;
    const moving = new Set(travellers.map(({ member }) => member.id));
    const rest = from && withoutMembers(from.value, moving);
    const source = from && (await actions.store.incident(subscriptionId, from.value.id));
    const now = actions.momentAfter(...[source, target].flatMap((read) => read?.value ?? []));
    const id = target?.value.id ?? newIdOf(subscriptionId, travellers, now);
    // What nothing is left of leads to where it went, as after a merge.
    const left = rest && source && emptied === 'leads on' && membersOf(rest).length === 0 ? redirected(rest, id) : rest;
    const into = target ? await actions.clusterOf(subscriptionId, target.value) : { value: emptyCluster(id, now), etag: undefined };
    const members = travellers.map(({ member }) => member);
    const joined = withMembers(into.value, members);
    const operation = actions.record(
      'move',
      now,
      doing,
      [target ? imageOf(target.value) : { incidentId: id }, ...(source ? [imageOf(source.value)] : [])],
      { movement: { from: from?.value.id ?? '', to: id, activities: [...moving], touches: from?.value.touches ?? [] } },
    );
    await actions.store.addDecision(subscriptionId, {
      kind: 'pinned',
      id: operation.value.id,
      time: now,
      activityIds: [...moving],
      clusterId: id,
    });
    if (target?.value.status === 'Closed') await actions.keepClosed(subscriptionId, target.value, joined);
    const incident = target
      ? await actions.restated(target, joined, now)
      : {
          value: newIncident(id, subscriptionId, await factsOfNew(actions, subscriptionId, joined, now), now, actions.store.ttl),
          etag: undefined,
        };
    const saved = await actions.save(subscriptionId, {
      incidents: [incident, ...(source && left ? [await sourceAfter(actions, source, left, now)] : [])],
      clusters: [{ value: joined, etag: into.etag }, ...(from && left ? [{ value: left, etag: from.etag }] : [])],
      operations: [operation],
    });
    if (!saved) {
      await actions.store.removeDecision(subscriptionId, operation.value.id);
      if (target?.value.status === 'Closed') await actions.keepAsIs(subscriptionId, target.value.id);
    }
    return saved && incident.value;
  });
}

type MovedAlert = Omit<Alert, 'raw'>;

/** The incident of which these, all from one cluster or from none, are all that it has. */
async function wholeIncident(
  actions: IncidentActions,
  subscriptionId: string,
  travellers: readonly Traveller[],
): Promise<IncidentDocument | undefined> {
  const from = onlySource(travellers)?.value;
  if (!from || membersOf(withoutMembers(from, new Set(travellers.map(({ member }) => member.id)))).length > 0) return undefined;
  const read = await actions.store.incident(subscriptionId, from.id);
  return read?.value.deletedTime === undefined ? read?.value : undefined;
}

async function factsOfNew(actions: IncidentActions, subscriptionId: string, cluster: Cluster, now: number): Promise<IncidentFacts> {
  return factsOf(cluster, emptyFacts('', now), await actions.typesOf(subscriptionId));
}

/** The incident that the alerts came from. */
async function sourceAfter(
  actions: IncidentActions,
  source: Read<IncidentDocument>,
  left: Cluster,
  now: number,
): Promise<Read<IncidentDocument>> {
  if (left.mergedInto === undefined) return actions.restated(source, left, now);
  return {
    value: withHandling(source.value, { ...handlingOf(source.value), status: 'Closed', mergedInto: left.mergedInto }, now),
    etag: source.etag,
  };
}

async function travellersOf(actions: IncidentActions, subscriptionId: string, alerts: readonly MovedAlert[]): Promise<Traveller[]> {
  const byActivity = new Map<string, MovedAlert[]>();
  for (const alert of alerts) {
    const id = activityIdOf(fusionAlert(alert));
    byActivity.set(id, [...(byActivity.get(id) ?? []), alert]);
  }
  return Promise.all([...byActivity].map(([id, own]) => travellerOf(actions, subscriptionId, id, own)));
}

async function travellerOf(
  actions: IncidentActions,
  subscriptionId: string,
  activityId: string,
  alerts: readonly MovedAlert[],
): Promise<Traveller> {
  const stored = await actions.store.activity(subscriptionId, activityId);
  const alertIds = [...alerts.map(({ id }) => id), ...(stored?.alerts.slice(0, 1).map(({ id }) => id) ?? [])];
  // Its incident knows best: an activity's own note of its cluster is as old as the last run of fusion.
  const incident = await actions.store.incidentOfActivity(subscriptionId, activityId, alertIds);
  const from = await currentCluster(actions, subscriptionId, incident ?? stored?.clusterId);
  const known = from && membersOf(from.value).find(({ id }) => id === activityId);
  const member = known ?? newMember(stored ?? withAlerts(undefined, alerts.map(fusionAlert)));
  return { member, alerts, from: known && from };
}

async function currentCluster(
  actions: IncidentActions,
  subscriptionId: string,
  id: string | undefined,
): Promise<Read<Cluster> | undefined> {
  let read = id === undefined ? undefined : await actions.store.cluster(subscriptionId, id);
  for (let hops = 0; read?.value.mergedInto !== undefined && hops < 20; hops++)
    read = await actions.store.cluster(subscriptionId, read.value.mergedInto);
  return read;
}

/** Whatever a person puts into an incident belongs to its core. */
function newMember(activity: Activity): Member {
  return memberOf(
    { keys: [], ...activity },
    { surprise: 0, typeSurprise: 0, isNovel: false, zone: NO_ZONE, isCore: true, isEvidence: true },
  );
}

function fusionAlert(alert: MovedAlert) {
  return toFusionAlert({ ...alert, raw: '' });
}

/** Undefined: no cluster has any of them. */
function onlySource(travellers: readonly Traveller[]): Read<Cluster> | undefined {
  const sources = new Map(travellers.flatMap(({ from }) => (from ? [[from.value.id, from] as const] : [])));
  if (sources.size > 1) throw new Refusal('conflict', 'Others move these alerts at this moment.');
  return [...sources.values()][0];
}

/** Unlike every id that fusion gives: those are made of one alert. */
function newIdOf(subscriptionId: string, travellers: readonly Traveller[], now: number): string {
  const text = JSON.stringify(['moved', subscriptionId, travellers.map(({ member }) => member.id).sort(), now]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
