import type { IncidentFacts } from '../model/incident';
import { type TacticId, tacticTitle } from '../model/tactic';
import type { Cluster, Member, Touch } from './cluster';
import { Components, joinByTouch } from './components';
import { listed } from './describe';
import { keysOf } from './fusion-alert';
import { groupTouches } from './group-touches';
import { incidentFacts } from './incident-facts';
import { typesOf } from './incident-types';
import type { IncidentType } from './incident-types/incident-type';
import { isIncident } from './is-incident';
import { endOf, isSameTime, mergeTouches } from './link-key';

/** What an incident would be without one of its activities. */
export interface WhatIf {
  /** The rest would still be worth an incident. */
  isIncident: boolean;
  /** Into how many parts the core would fall: 1 where the activity holds nothing together. */
  parts: number;
  severity: string;
  title: string;
  /** Patterns, by their ids, that would not be seen any more, and with them what they advise. */
  lostPatterns: string[];
  score: number;
  /** Tactics that would not be seen any more. */
  lostTactics: TacticId[];
}

/** What would change if an activity were gone. Undefined where the cluster has no such activity, or no other core activity. */
export function withoutActivity(cluster: Cluster, activityId: string, types?: readonly IncidentType[]): WhatIf | undefined {
  const core = cluster.core.filter(({ id }) => id !== activityId);
  const evidence = cluster.evidence.filter(({ id }) => id !== activityId);
  if (core.length === 0 || core.length + evidence.length === cluster.core.length + cluster.evidence.length) return undefined;
  const before = incidentFacts(cluster, types);
  const left = new Set(patternsOf(core, types));
  const after = incidentFacts({ ...cluster, core, evidence }, types);
  return {
    isIncident: isIncident(core, types),
    parts: partsOf(core, cluster.touches),
    severity: after.severity,
    title: after.title,
    lostPatterns: patternsOf(cluster.core, types).filter((id) => !left.has(id)),
    score: after.score,
    lostTactics: before.tactics.filter((tactic) => !after.tactics.includes(tactic)),
  };
}

/** The same in words. `before`: what the incident is with all of them; `whatIf`: undefined where nothing would be left that stands out. */
export function describeWhatIf(
  member: Member,
  before: Pick<IncidentFacts, 'title' | 'severity' | 'score'>,
  whatIf: WhatIf | undefined,
): string {
  const without = member.alertCount === 1 ? 'Without it' : `Without the ${member.alertCount} alerts of its activity`;
  if (!whatIf) return `${without} nothing would be left that stands out.`;
  if (!whatIf.isIncident) return `${without} the rest would be no incident.`;
  const { title, severity, score, parts, lostTactics, lostPatterns } = whatIf;
  const changes = [
    severity === before.severity ? '' : `would be ${severity} instead of ${before.severity}`,
    score === before.score ? '' : `would have the score ${score} instead of ${before.score}`,
    title === before.title ? '' : `would be called "${title}"`,
    lostPatterns.length === 0
      ? ''
      : `would not show the pattern ${listed(
          lostPatterns.map((id) => `"${id}"`),
          14,
        )}`,
    parts === 1 ? '' : `would fall into ${parts} parts`,
    lostTactics.length === 0 ? '' : `would not show ${listed(lostTactics.map(tacticTitle), 14)}`,
  ].filter((change) => change !== '');
  return `${without} the incident ${changes.length === 0 ? 'would be the same' : listed(changes, changes.length)}.`;
}

function patternsOf(core: readonly Member[], types?: readonly IncidentType[]): string[] {
  return typesOf(core, types).map(({ type }) => type.id);
}

/** The connected parts of the members, by the keys which tied the cluster. */
function partsOf(core: readonly Member[], touches: readonly Touch[]): number {
  const telling = new Set(touches.map(({ key }) => key));
  const touchesOf = (members: readonly Member[]) =>
    mergeTouches([
      ...members.flatMap((member) =>
        keysOf(member.entities)
          .filter((key) => telling.has(key))
          .map((key) => ({ key, from: member.firstTime, to: endOf(member) })),
      ),
      ...groupTouches(members).filter(({ key }) => !isSameTime(key)),
    ]);
  let parts = core.map((member) => [member]);
  for (;;) {
    const components = new Components();
    joinByTouch(
      components,
      parts.map((members, index) => ({ name: String(index), touches: touchesOf(members) })),
    );
    const joined = components.groups().map((names) => names.flatMap((name) => parts[Number(name)] ?? []));
    if (joined.length === parts.length) return parts.length;
    parts = joined;
  }
}
