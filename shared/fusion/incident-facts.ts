import type { IncidentFacts } from '../model/incident';
import type { Reason } from '../model/reason';
import { highestSeverity, type Severity, severityRank } from '../model/severity';
import type { TacticId } from '../model/tactic';
import type { Cluster, Member } from './cluster';
import { listed } from './describe';
import { keysOf } from './fusion-alert';
import { entitiesOf } from './incident-entities';
import { linksOf } from './incident-links';
import { reasonsOf } from './incident-reasons';
import { typeOf } from './incident-types';
import { fillIn } from './incident-types/fill-in';
import type { IncidentType } from './incident-types/incident-type';
import type { TypeMatch } from './incident-types/match';
import { byFirstTime } from './member';
import { remediationOf } from './remediation';
import { scoreOf } from './score';
import { asideStory, predecessorStory, storyOf, titleOf } from './story';

/** Alerts that an incident lists; more are counted. */
const LISTED_ALERTS = 500;

/** What an incident says, from its members alone, and the kinds of incidents that are known. */
export function incidentFacts(cluster: Cluster, types?: readonly IncidentType[]): IncidentFacts {
  const members = [...cluster.core, ...cluster.evidence].sort(byFirstTime);
  const aside = asideOf(cluster);
  const main = members.filter(({ id }) => !aside.has(id));
  const entities = entitiesOf(members, aside);
  const match = typeOf(cluster.core, types);
  const filled = (text: string) => (match ? fillIn(text, match, entities) : text);
  const severity = match ? highestSeverity(severityOf(cluster.core), match.type.severity) : severityOf(cluster.core);
  const tactics = tacticsInTime(main);
  const score = scoreOf(cluster.core, severity);
  return {
    title: match ? filled(match.type.title) : titleOf(main, entities, tactics),
    story: [
      match ? filled(match.type.description) : '',
      storyOf(main, entities, tactics),
      asideStory(members, aside),
      cluster.predecessor ? predecessorStory(cluster.predecessor, entities) : '',
    ]
      .filter((text) => text !== '')
      .join(' '),
    severity,
    score,
    reasons: [...(match ? [typeReason(match)] : []), ...reasonsOf(cluster, severity, score)],
    tactics,
    techniques: [...new Set(main.flatMap(({ techniques }) => techniques))].sort(),
    firstActivityTime: Math.min(...members.map(({ firstTime }) => firstTime)),
    lastActivityTime: Math.max(...members.map(({ lastTime }) => lastTime)),
    alertIds: members.flatMap(({ alertIds }) => alertIds).slice(0, LISTED_ALERTS),
    alertCount: members.reduce((sum, { alertCount }) => sum + alertCount, cluster.more?.alerts ?? 0),
    products: [...new Set(members.map(({ product }) => product))].sort(),
    entities,
    links: linksOf(cluster),
    remediationSteps: [...new Set([...(match?.type.response ?? []).map(filled), ...remediationOf(main, tactics)])],
    ...(cluster.predecessor && { predecessorId: cluster.predecessor.id }),
  };
}

/** Evidence which has nothing in common with the core but the time: it is shown, and says nothing of what happened. */
function asideOf({ core, evidence }: Cluster): Set<string> {
  const touched = new Set(core.flatMap(({ entities }) => keysOf(entities)));
  return new Set(evidence.filter(({ entities }) => !keysOf(entities).some((key) => touched.has(key))).map(({ id }) => id));
}

/** The highest of the core's; one that was blocked counts one level less. A chain over three tactics that gets beyond Medium by no single alert is High. */
function severityOf(core: readonly Member[]): Severity {
  const highest = core
    .map(({ severity, isBlocked }) => (isBlocked ? oneLess(severity) : severity))
    .reduce(highestSeverity, 'Informational');
  const tactics = new Set(core.flatMap((member) => member.tactics));
  return highest === 'Medium' && tactics.size >= 3 ? 'High' : highest;
}

function oneLess(severity: Severity): Severity {
  return severity === 'High' ? 'Medium' : severityRank(severity) === 0 ? severity : 'Low';
}

/** In the order in which they were first seen. */
function tacticsInTime(members: readonly Member[]): TacticId[] {
  return [...new Set(members.flatMap(({ tactics }) => tactics))];
}

function typeReason({ type, members }: TypeMatch): Reason {
  const names = [...new Set(members.map(({ displayName }) => `"${displayName}"`))];
  return { code: `incident.type.${type.id}`, text: `It shows the pattern "${type.id}": ${listed(names, 4)}.` };
}
