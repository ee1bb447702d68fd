import { highestSeverity, type Severity, severityRank } from '../model/severity';
import { inKillChainOrder, type TacticId } from '../model/tactic';
import { activityIdOf, actorOf, bucketOf, subjectOf } from './activity-id';
import type { FusionAlert, FusionEntity } from './fusion-alert';

/** The earliest alerts of an activity are kept by id; more are counted. Up to here its facts are exact whatever is delivered twice. */
export const KEPT_ALERTS = 100;
const KEPT_ENTITIES = 40;
const KEPT_ALIASES = 8;
const KEPT_TECHNIQUES = 20;

/**
 * The unit of fusion: the alerts of one type about one thing by one actor inside five minutes of the clock. A flood of thousands of alerts is one activity.
 * Every field is a function of the set of its alerts. Times are epoch milliseconds, UTC.
 */
export interface Activity {
  id: string;
  /** Start of its five minutes. */
  bucket: number;
  alertType: string;
  displayName: string;
  product: string;
  /** Key of the thing that it happens to, empty where the alerts name none. */
  subject: string;
  actor: string;
  severity: Severity;
  /** 0 to 3: the highest severity of its alerts as far as products stand behind it; a guessed one weighs a level less. */
  weight: number;
  tactics: TacticId[];
  techniques: string[];
  /** Every alert of it tells of something that was blocked. */
  isBlocked: boolean;
  isIncident: boolean;
  /** Every alert of it is silenced, see `Alert.isSilenced`. */
  isSilenced?: true;
  entities: FusionEntity[];
  firstTime: number;
  lastTime: number;
  /** The earliest first; at most `KEPT_ALERTS`. */
  alerts: { id: string; time: number }[];
  alertCount: number;
  remediationSteps: string[];
}

/** The activity with these alerts added (all of this activity, no id twice); the same object where they change nothing. */
export function withAlerts(known: Activity | undefined, alerts: readonly FusionAlert[]): Activity {
  const fresh = freshOf(known, alerts);
  const [first] = fresh;
  if (first === undefined) {
    if (known === undefined) throw new RangeError('an activity has at least one alert');
    return known;
  }
  const activity = known ? { ...known } : emptyActivity(first);
  if (isBefore(first, activity.alerts[0])) Object.assign(activity, wordsOf(first));
  for (const alert of fresh) add(activity, alert);
  activity.alerts = earliest(activity.alerts, fresh);
  activity.alertCount += fresh.length;
  activity.entities = mergedEntities(activity.entities, fresh);
  return activity;
}

/** Those that the activity does not know yet, the earliest first. */
function freshOf(known: Activity | undefined, alerts: readonly FusionAlert[]): FusionAlert[] {
  if (known === undefined) return alerts.length === 1 ? [...alerts] : [...alerts].sort(byTime);
  const seen = new Set(known.alerts.map(({ id }) => id));
  return alerts.filter(({ id }) => !seen.has(id)).sort(byTime);
}

function earliest(kept: Activity['alerts'], fresh: readonly FusionAlert[]): Activity['alerts'] {
  const all = [...kept];
  for (const { id, startTime } of fresh) all.push({ id, time: startTime });
  return all.length === 1 ? all : all.sort(byKeptTime).slice(0, KEPT_ALERTS);
}

function emptyActivity(alert: FusionAlert): Activity {
  return {
    id: activityIdOf(alert),
    bucket: bucketOf(alert.startTime),
    alertType: alert.alertType,
    displayName: alert.displayName,
    product: alert.product,
    subject: subjectOf(alert)?.key ?? '',
    actor: actorOf(alert)?.key ?? '',
    severity: 'Informational',
    weight: 0,
    tactics: [],
    techniques: [],
    isBlocked: true,
    isIncident: false,
    entities: [],
    firstTime: alert.startTime,
    lastTime: alert.endTime,
    alerts: [],
    alertCount: 0,
    remediationSteps: [],
    ...(alert.isSilenced && { isSilenced: true }),
  };
}

/** The words of an activity are those of its earliest alert. */
function wordsOf({ displayName, product, remediationSteps }: FusionAlert) {
  return { displayName, product, remediationSteps };
}

function isBefore(alert: FusionAlert, kept: { id: string; time: number } | undefined): boolean {
  return kept === undefined || alert.startTime < kept.time || (alert.startTime === kept.time && alert.id < kept.id);
}

/** Everything else is a maximum or a union, so that it does not matter which alert comes first. Changes `activity`. */
function add(activity: Activity, alert: FusionAlert): void {
  activity.severity = highestSeverity(activity.severity, alert.severity);
  activity.weight = Math.max(activity.weight, severityRank(alert.severity) - (alert.isSeverityStated ? 0 : 1));
  if (!alert.tactics.every((tactic) => activity.tactics.includes(tactic))) {
    activity.tactics = inKillChainOrder([...activity.tactics, ...alert.tactics]);
  }
  if (!alert.techniques.every((technique) => activity.techniques.includes(technique))) {
    activity.techniques = [...new Set([...activity.techniques, ...alert.techniques])].sort().slice(0, KEPT_TECHNIQUES);
  }
  activity.isBlocked &&= alert.action === 'blocked' || alert.action === 'quarantined';
  activity.isIncident ||= alert.isIncident;
  if (activity.isSilenced && !alert.isSilenced) delete activity.isSilenced;
  activity.firstTime = Math.min(activity.firstTime, alert.startTime);
  activity.lastTime = Math.max(activity.lastTime, alert.endTime);
}

function mergedEntities(known: FusionEntity[], alerts: readonly FusionAlert[]): FusionEntity[] {
  const byKey = new Map(known.map((entity) => [entity.key, entity]));
  let isSame = true;
  for (const { entities } of alerts) {
    for (const entity of entities) {
      const other = byKey.get(entity.key);
      const merged = other ? oneOf(other, entity) : entity;
      if (merged === other) continue;
      byKey.set(entity.key, merged);
      isSame = false;
    }
  }
  return isSame ? known : [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, KEPT_ENTITIES);
}

/** Of two descriptions of one thing the one with a role, and then the smaller name, whichever came first; with the aliases of both. */
function oneOf(a: FusionEntity, b: FusionEntity): FusionEntity {
  if (a === b || (a.role === b.role && a.name === b.name && (b.aliases ?? []).every((alias) => a.aliases?.includes(alias)))) return a;
  const rank = ({ role, name }: FusionEntity) => `${role ?? '~'}|${name}`;
  const better = rank(a) <= rank(b) ? a : b;
  const aliases = [...new Set([...(a.aliases ?? []), ...(b.aliases ?? [])])].sort().slice(0, KEPT_ALIASES);
  return aliases.length === 0 ? better : { ...better, aliases };
}

function byTime(a: FusionAlert, b: FusionAlert): number {
  return a.startTime - b.startTime || (a.id < b.id ? -1 : 1);
}

function byKeptTime(a: { id: string; time: number }, b: { id: string; time: number }): number {
  return a.time - b.time || (a.id < b.id ? -1 : 1);
}
