import type { AlertLink } from '../model/incident';
import type { Reason } from '../model/reason';
import { killChainStage, tacticTitle } from '../model/tactic';
import type { Cluster, Member } from './cluster';
import { describeGap } from './describe';
import { kindOf, reachOf } from './link-key';
import { byFirstTime } from './member';

/** Links that an incident lists. */
const LISTED_LINKS = 200;

/** For every member but the first, its strongest tie to an earlier one: together they hold the incident. */
export function linksOf(cluster: Cluster): AlertLink[] {
  const links: AlertLink[] = [];
  const lastWith = new Map<string, Member[]>();
  for (const member of [...cluster.core, ...cluster.evidence].sort(byFirstTime)) {
    const earlier = [...new Set(member.entities.flatMap(({ key }) => lastWith.get(key) ?? []))];
    const ties = earlier
      .map((other) => tieBetween(other, member))
      .sort((a, b) => b.weight - a.weight || (a.linkedTo < b.linkedTo ? -1 : 1));
    if (ties[0]) links.push(ties[0]);
    for (const { key } of member.entities) lastWith.set(key, [...(lastWith.get(key) ?? []).slice(-7), member]);
  }
  return links.slice(0, LISTED_LINKS);
}

/** Why the later of two members belongs with the earlier. */
export function tieBetween(earlier: Member, later: Member): AlertLink {
  const gap = Math.max(0, later.firstTime - earlier.lastTime);
  const shared = later.entities.filter(({ key }) => earlier.entities.some((other) => other.key === key));
  const reasons: Reason[] = shared.slice(0, 5).map(({ key, name, kind }) => ({
    code: 'link.shared-entity',
    text: `Both name the ${kind} ${name}${key === later.subject && key === earlier.subject ? ', which both are about' : ''}.`,
  }));
  reasons.push({ code: 'link.time', text: `${describeGap(gap)} lie between them.` });

  const step = killChainStep(earlier, later);
  if (step) reasons.push(step);
  const nearness = Math.max(0, ...shared.map(({ key }) => 1 - Math.min(1, gap / reachOf(key))));
  const telling = 1 - shared.reduce((rest, { key }) => rest * (kindOf(key) === 'host' || kindOf(key) === 'ip' ? 0.6 : 0.5), 1);
  const weight = Math.round(100 * Math.min(1, 0.6 * telling + 0.25 * nearness + (step ? 0.15 : 0))) / 100;
  return { alertId: later.founder.id, linkedTo: earlier.founder.id, weight, timeGap: gap, reasons };
}

function killChainStep(earlier: Member, later: Member): Reason | undefined {
  const before = Math.max(...earlier.tactics.map(killChainStage), -1);
  const next = later.tactics.find((tactic) => killChainStage(tactic) > before);
  const last = earlier.tactics.at(-1);
  if (next === undefined || last === undefined) return undefined;
  return { code: 'link.kill-chain', text: `${tacticTitle(next)} follows ${tacticTitle(last)}.` };
}
