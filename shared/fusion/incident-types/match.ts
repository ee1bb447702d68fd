import type { EntityKind } from '../../model/entity';
import { valueOfKey } from '../../model/entity-key';
import { isInternalAddress } from '../../model/ip-address';
import type { Member } from '../cluster';
import { type FusionEntity, keysOf } from '../fusion-alert';
import { kindOf } from '../link-key';
import type { Correlation, CorrelationRule, IncidentType } from './incident-type';

/** How an incident type is met. */
export interface TypeMatch {
  type: IncidentType;
  /** Key of the entity that its activities share; undefined where none is asked for. */
  sharedKey: string | undefined;
  members: Member[];
}

const MINUTE = 60_000;

/** Whether and by what a set of activities meets the type. More activities never make it fail. */
export function matchType(type: IncidentType, members: readonly Member[]): TypeMatch | undefined {
  const { correlation } = type;
  const relevant = members.filter((member) => correlation.rules.some((rule) => meets(rule, member)));
  for (const [sharedKey, group] of groupsOf(relevant, correlation)) {
    const found = firstMatch(correlation, [...group].sort(byTime));
    if (found) return { type, sharedKey, members: found };
  }
  return undefined;
}

function byTime(a: Member, b: Member): number {
  return a.firstTime - b.firstTime || (a.id < b.id ? -1 : 1);
}

/** By the entities that they share: those of the kind named first, then the one with the most members. */
function groupsOf(
  members: readonly Member[],
  { groupBy: kinds, sharedRole }: Pick<Correlation, 'groupBy' | 'sharedRole'>,
): [string | undefined, Member[]][] {
  if (kinds.length === 0) return [[undefined, [...members]]];
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    for (const key of sharedRole === 'attacker' ? accusableKeys(member) : keysOf(member.entities)) {
      if (!kinds.includes(kindOf(key) as EntityKind)) continue;
      const group = groups.get(key);
      if (group) group.push(member);
      else groups.set(key, [member]);
    }
  }
  const rank = (key: string) => kinds.indexOf(kindOf(key) as EntityKind);
  const size = (key: string, group: Member[]) =>
    sharedRole === 'attacker' ? group.filter((member) => !hasRole(member, key, 'target')).length : group.length;
  return [...groups].sort(([a, ofA], [b, ofB]) => rank(a) - rank(b) || size(b, ofB) - size(a, ofA) || (a < b ? -1 : 1));
}

/** All but internal addresses that are not named as the source. A role that becomes known later takes none away, so that a match remains one. */
function accusableKeys({ entities }: Member): string[] {
  const isAccusable = (key: string, role: FusionEntity['role']) =>
    kindOf(key) !== 'ip' || role === 'source' || !isInternalAddress(valueOfKey(key));
  return [...new Set(entities.flatMap((entity) => keysOf([entity]).filter((key) => isAccusable(key, entity.role))))];
}

/** Whether it would accuse an address to which things are done, as the alerts tell, and from which nothing comes. */
export function accusesTarget({ type, sharedKey, members }: TypeMatch): boolean {
  if (type.correlation.sharedRole !== 'attacker' || sharedKey === undefined || kindOf(sharedKey) !== 'ip') return false;
  return members.some((member) => hasRole(member, sharedKey, 'target')) && !members.some((member) => hasRole(member, sharedKey, 'source'));
}

function hasRole({ entities }: Member, key: string, role: FusionEntity['role']): boolean {
  return entities.some((entity) => entity.role === role && keysOf([entity]).includes(key));
}

/** The first stretch of time in which the condition holds. */
function firstMatch(correlation: Correlation, members: readonly Member[]): Member[] | undefined {
  const span = correlation.timespan * MINUTE;
  for (const [index, first] of members.entries()) {
    const inTime = members.slice(index).filter(({ firstTime }) => firstTime - first.firstTime <= span);
    const found = conditionMet(correlation, inTime);
    if (found) return found;
  }
  return undefined;
}

function conditionMet({ type, rules, gte = 2, field = 'alertType' }: Correlation, members: Member[]): Member[] | undefined {
  switch (type) {
    case 'event_count':
      return members.length >= gte ? members : undefined;
    case 'value_count':
      return new Set(members.flatMap((member) => valuesOf(member, field))).size >= gte ? members : undefined;
    case 'temporal': {
      const found = rules.map((rule) => members.find((member) => meets(rule, member)));
      return found.every((member) => member !== undefined) && new Set(found).size === rules.length ? found : undefined;
    }
    case 'temporal_ordered':
      return inOrder(rules, members);
  }
}

/** One member for each rule, each later than the one before. */
function inOrder(rules: readonly CorrelationRule[], members: readonly Member[]): Member[] | undefined {
  const found: Member[] = [];
  for (const member of members) {
    const rule = rules[found.length];
    const last = found.at(-1);
    if (rule && meets(rule, member) && (last === undefined || member.firstTime > last.firstTime)) found.push(member);
  }
  return found.length === rules.length ? found : undefined;
}

function valuesOf(member: Member, field: NonNullable<Correlation['field']>): string[] {
  return field === 'tactic' ? member.tactics : [member[field]];
}

function meets({ words, tactics, products }: CorrelationRule, member: Member): boolean {
  const text = `${member.displayName} ${member.alertType}`.toLowerCase();
  const product = member.product.toLowerCase();
  return (
    (words === undefined || words.some((word) => text.includes(word))) &&
    (tactics === undefined || tactics.some((tactic) => member.tactics.includes(tactic))) &&
    (products === undefined || products.some((name) => product.includes(name)))
  );
}
