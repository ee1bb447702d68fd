import { createHash } from 'node:crypto';
import type { EntityKind } from '../model/entity';
import { valueOfKey } from '../model/entity-key';
import { isInternalAddress } from '../model/ip-address';
import type { FusionAlert, FusionEntity } from './fusion-alert';

/** Alerts of one kind about one thing inside the same five minutes of the clock are one activity. Milliseconds. */
export const BUCKET = 5 * 60_000;
export const DAY = 24 * 3_600_000;

/** The kinds of things that activities happen to, the most telling of the place first. */
const SUBJECT_KINDS: readonly EntityKind[] = [
  'host',
  'azure-resource',
  'k8s-pod',
  'k8s-workload',
  'container',
  'k8s-node',
  'k8s-cluster',
  'iotdevice',
  'mailbox',
  'cloud-application',
  'ip',
  'account',
];

/**
 * The thing that the alert is about: what it names as the target, else the first machine or resource. An address of the internet is about as far from one's
 * own things as an alert gets: a sign-in is about the account, not about where it came from.
 */
export function subjectOf(alert: Pick<FusionAlert, 'entities'>): FusionEntity | undefined {
  return (
    best(alert.entities, ({ role }) => role === 'target') ??
    best(alert.entities, (entity) => entity.role !== 'source' && !isForeign(entity)) ??
    best(alert.entities, ({ role }) => role !== 'source')
  );
}

/** Whether it is an address of the internet. */
export function isForeign({ kind, key }: Pick<FusionEntity, 'kind' | 'key'>): boolean {
  return kind === 'ip' && !isInternalAddress(valueOfKey(key));
}

/** Who acts: the source that the alert names, else its account. */
export function actorOf(alert: Pick<FusionAlert, 'entities'>): FusionEntity | undefined {
  return best(alert.entities, ({ role }) => role === 'source') ?? smallestAccount(alert.entities);
}

const RANK = new Map(SUBJECT_KINDS.map((kind, rank) => [kind, rank]));

/** Of the wanted entities the one whose kind stands first; of several the one with the smallest key, for the order in which a source lists them must not matter. */
function best(entities: readonly FusionEntity[], wanted: (entity: FusionEntity) => boolean): FusionEntity | undefined {
  let found: FusionEntity | undefined;
  let foundRank = SUBJECT_KINDS.length;
  for (const entity of entities) {
    const rank = RANK.get(entity.kind) ?? SUBJECT_KINDS.length;
    if (rank > foundRank || rank === SUBJECT_KINDS.length || !wanted(entity)) continue;
    if (rank < foundRank || !found || entity.key < found.key) found = entity;
    foundRank = rank;
  }
  return found;
}

function smallestAccount(entities: readonly FusionEntity[]): FusionEntity | undefined {
  let found: FusionEntity | undefined;
  for (const entity of entities) if (entity.kind === 'account' && (!found || entity.key < found.key)) found = entity;
  return found;
}

export function bucketOf(time: number): number {
  return Math.floor(time / BUCKET) * BUCKET;
}

/** The day of an event, as days since 1970 in UTC. */
export function dayOf(time: number): number {
  return Math.floor(time / DAY);
}

/**
 * The activity that an alert belongs to, from the alert alone: 24 hexadecimal digits. Stored with the alert, it leads from an activity to all of its alerts.
 */
export function activityIdOf(alert: FusionAlert): string {
  return activityIdOfText(activityTextOf(alert));
}

/** What tells the activity of an alert from others, as a text: cheaper than the id where many alerts are grouped. */
export function activityTextOf(alert: FusionAlert): string {
  return JSON.stringify([alert.alertType, subjectOf(alert)?.key ?? '', actorOf(alert)?.key ?? '', bucketOf(alert.startTime)]);
}

export function activityIdOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
