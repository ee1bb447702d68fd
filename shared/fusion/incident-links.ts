import type { AlertLink } from '../model/incident';
import type { Reason } from '../model/reason';
import { killChainStage, tacticTitle } from '../model/tactic';
import type { Cluster, Member } from './cluster';
import { describeGap } from './describe';
import { type FusionEntity, keysOf } from './fusion-alert';
import { kindOf, reachOf, USUAL_REACH } from './link-key';
import { byFirstTime } from './member';

/** Links that an incident lists. */
const LISTED_LINKS = 200;
/** Of the earlier members that share a thing, the latest so many are compared. */
const COMPARED = 8;
/** A tie by time alone, or by a sweep over several things. 0 to 1. */
const WEIGHT_OF_TIME = 0.15;
const WEIGHT_OF_SWEEP = 0.5;

/** For every member but the first, its strongest tie to an earlier one: together they hold the incident. */
export function linksOf(cluster: Cluster): AlertLink[] {
  const links: AlertLink[] = [];
  const lastWith = new Map<string, Member[]>();
  const members = [...cluster.core, ...cluster.evidence].sort(byFirstTime);
  for (const [index, member] of members.entries()) {
    const keys = keysOf(member.entities);
    const earlier = [...new Set(keys.flatMap((key) => lastWith.get(key) ?? []))];
    const ties = earlier
      .map((other) => tieBetween(other, member))
      .sort((a, b) => b.weight - a.weight || (a.linkedTo < b.linkedTo ? -1 : 1));
    const link = ties[0] ?? looseTie(members.slice(0, index), member);
    if (link) links.push(link);
    for (const key of keys) lastWith.set(key, [...(lastWith.get(key) ?? []).slice(1 - COMPARED), member]);
  }
  return links.slice(0, LISTED_LINKS);
}

/** Why the later of two members that share a thing belongs with the earlier. */
export function tieBetween(earlier: Member, later: Member): AlertLink {
  const gap = Math.max(0, later.firstTime - earlier.lastTime);
  const known = new Set(keysOf(earlier.entities));
  const shared = later.entities.filter((entity) => keysOf([entity]).some((key) => known.has(key)));
  const reasons = [...new Map(shared.map((entity) => [entity.name.toLowerCase(), sharedReason(entity, earlier, later)])).values()].slice(
    0,
    5,
  );
  reasons.push(timeReason(gap));
  const step = killChainStep(earlier, later);
  if (step) reasons.push(step);
  const nearness = Math.max(0, ...shared.map(({ key }) => 1 - Math.min(1, gap / reachOf(key))));
  const telling = 1 - shared.reduce((rest, { key }) => rest * (kindOf(key) === 'host' || kindOf(key) === 'ip' ? 0.6 : 0.5), 1);
  const weight = Math.round(100 * Math.min(1, 0.6 * telling + 0.25 * nearness + (step ? 0.15 : 0))) / 100;
  return { alertId: later.founder.id, linkedTo: earlier.founder.id, weight, timeGap: gap, reasons };
}

const SWEEP: Reason = { code: 'link.sweep', text: 'The same kind of alert, never seen here before, fired on both at the same time.' };
const SAME_TIME: Reason = { code: 'link.same-time', text: 'Both are unusual here and happened at the same time; they share nothing else.' };
/** What fusion ties by time alone is never so far apart. */
const UNTIED: Reason = {
  code: 'link.untied',
  text: 'It names nothing that an earlier one names: somebody put it here, or what tied it is no longer kept.',
};

/** Why a member belongs to the incident although it names nothing that an earlier one names. */
function looseTie(earlier: readonly Member[], member: Member): AlertLink | undefined {
  const same = earlier.findLast(({ alertType, isNovel }) => isNovel && alertType === member.alertType);
  const other = same ?? earlier.findLast(({ isCore }) => isCore) ?? earlier.at(-1);
  if (!other) return undefined;
  const gap = Math.max(0, member.firstTime - other.lastTime);
  const reason = gap > USUAL_REACH ? UNTIED : same ? SWEEP : SAME_TIME;
  return {
    alertId: member.founder.id,
    linkedTo: other.founder.id,
    weight: reason === SWEEP ? WEIGHT_OF_SWEEP : WEIGHT_OF_TIME,
    timeGap: gap,
    reasons: [reason, timeReason(gap)],
  };
}

function sharedReason({ key, kind, name }: FusionEntity, earlier: Member, later: Member): Reason {
  const isSubject = key === later.subject && key === earlier.subject;
  return { code: 'link.shared-entity', text: `Both name the ${kind} ${name}${isSubject ? ', which both are about' : ''}.` };
}

function timeReason(gap: number): Reason {
  return { code: 'link.time', text: gap === 0 ? 'They happened at the same time.' : `They happened ${describeGap(gap)} apart.` };
}

function killChainStep(earlier: Member, later: Member): Reason | undefined {
  const before = Math.max(...earlier.tactics.map(killChainStage), -1);
  const next = later.tactics.find((tactic) => killChainStage(tactic) > before);
  const last = earlier.tactics.at(-1);
  if (next === undefined || last === undefined) return undefined;
  return { code: 'link.kill-chain', text: `${tacticTitle(next)} follows ${tacticTitle(last)}.` };
}
