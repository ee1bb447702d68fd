import type { ActionTaken, Alert } from '../model/alert';
import type { Entity } from '../model/entity';
import { valueOfKey } from '../model/entity-key';
import { isInternalAddress } from '../model/ip-address';
import type { Severity } from '../model/severity';
import type { TacticId } from '../model/tactic';
import { isTelling } from '../model/trivial-entity';

/** An entity that can tie alerts together. */
export interface FusionEntity extends Pick<Entity, 'kind' | 'name' | 'role'> {
  key: string;
  /** Further keys of the very same thing, see `Entity.aliases`. */
  aliases?: string[];
}

/** Every key under which the entities are known. */
export function keysOf(entities: readonly FusionEntity[]): string[] {
  const keys = new Set<string>();
  for (const { key, aliases } of entities) {
    keys.add(key);
    if (aliases) for (const alias of aliases) keys.add(alias);
  }
  return [...keys];
}

/** What fusion needs of an alert: small, for many of them are read at once. Times are epoch milliseconds, UTC. */
export interface FusionAlert {
  id: string;
  startTime: number;
  endTime: number;
  alertType: string;
  displayName: string;
  product: string;
  severity: Severity;
  /** The product or a reference gives the severity; otherwise it is a guess from words, and weighs one level less. */
  isSeverityStated: boolean;
  tactics: TacticId[];
  techniques: string[];
  action: ActionTaken;
  /** Raised by its source as an incident of its own. */
  isIncident: boolean;
  /** See `Alert.isSilenced`. */
  isSilenced?: true;
  entities: FusionEntity[];
  remediationSteps: string[];
}

/** Bounds of what is taken over from one alert. */
const LIMITS = { entities: 40, name: 200, steps: 4, step: 300, techniques: 12, aliases: 6 };

const STATED_SEVERITY = /^severity\.(?:known-alert-type|vendor|suricata)/;

export function toFusionAlert(alert: Alert): FusionAlert {
  return {
    id: alert.id,
    startTime: alert.startTime,
    endTime: Math.max(alert.startTime, alert.endTime),
    alertType: alert.alertType,
    displayName: alert.displayName.slice(0, LIMITS.name),
    product: alert.product,
    severity: alert.severity,
    isSeverityStated: alert.reasons.some(({ code }) => STATED_SEVERITY.test(code)),
    tactics: alert.tactics,
    techniques: alert.techniques.slice(0, LIMITS.techniques),
    action: alert.action,
    isIncident: alert.isIncident,
    entities: tellingEntities(alert.entities),
    remediationSteps: alert.remediationSteps.slice(0, LIMITS.steps).map((step) => step.slice(0, LIMITS.step)),
    ...(alert.isSilenced && { isSilenced: true }),
  };
}

function tellingEntities(entities: readonly Entity[]): FusionEntity[] {
  const found = new Map<string, FusionEntity>();
  for (const { kind, key, name, role, aliases } of entities) {
    if (key === undefined || !isTelling({ kind, key }) || kind === 'other') continue;
    const known = found.get(key);
    if (known && (known.role || !role)) continue;
    found.set(key, {
      kind,
      key,
      name: name.slice(0, LIMITS.name),
      ...(role && { role }),
      ...(aliases && { aliases: namesFirst(aliases).slice(0, LIMITS.aliases) }),
    });
  }
  return mostTelling([...found.values()]);
}

/**
 * As many as fusion takes, whatever the order of the source: the first of every sort of entity, then the second of each, and so on. So the subject and the actor,
 * which are the first of their sort, stay when an alert names many addresses.
 */
function mostTelling(entities: FusionEntity[]): FusionEntity[] {
  if (entities.length <= LIMITS.entities) return entities;
  const turns = new Map<string, number>();
  return entities
    .sort((a, b) => compare(a.key, b.key))
    .map((entity) => {
      const sort = sortOf(entity);
      const turn = turns.get(sort) ?? 0;
      turns.set(sort, turn + 1);
      return { entity, turn };
    })
    .sort((a, b) => a.turn - b.turn || compare(a.entity.key, b.entity.key))
    .slice(0, LIMITS.entities)
    .map(({ entity }) => entity);
}

/** A machine of many addresses is still known by its names and its resource. */
function namesFirst(aliases: readonly string[]): readonly string[] {
  if (aliases.length <= LIMITS.aliases) return aliases;
  const isAddress = (key: string) => key.startsWith('ip:');
  return [...aliases.filter((key) => !isAddress(key)), ...aliases.filter(isAddress)];
}

/** Kind and role; addresses of one's own are another sort than those of the internet. */
function sortOf({ kind, key, role }: FusionEntity): string {
  return `${kind} ${role ?? '-'} ${kind === 'ip' && isInternalAddress(valueOfKey(key))}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
