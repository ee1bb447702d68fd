import type { IncidentFacts } from '../model/incident';
import type { Reason } from '../model/reason';
import type { TacticId } from '../model/tactic';
import type { Cluster, Member } from './cluster';
import { listed } from './describe';
import { keysOf } from './fusion-alert';
import { entitiesOf } from './incident-entities';
import { linksOf } from './incident-links';
import { reasonsOf } from './incident-reasons';
import { incidentSeverity } from './incident-severity';
import { typesOf } from './incident-types';
import { fillIn } from './incident-types/fill-in';
import type { IncidentType } from './incident-types/incident-type';
import type { TypeMatch } from './incident-types/match';
import { byFirstTime } from './member';
import { remediationOf } from './remediation';
import { scoreOf } from './score';
import { asideStory, predecessorStory, storyOf, titleOf } from './story';

/** Alerts that an incident lists; more are counted. */
const LISTED_ALERTS = 500;
/** Kinds of incidents that it tells of: the first gives the title and the severity, the further ones reasons and steps. */
const TOLD_PATTERNS = 3;

/** What an incident says, from its members alone, and the kinds of incidents that are known. */
export function incidentFacts(cluster: Cluster, types?: readonly IncidentType[]): IncidentFacts {
  const members = [...cluster.core, ...cluster.evidence].sort(byFirstTime);
  const aside = asideOf(cluster);
  const main = members.filter(({ id }) => !aside.has(id));
  const entities = entitiesOf(members, aside);
  const patterns = typesOf(cluster.core, types).slice(0, TOLD_PATTERNS);
  const [match] = patterns;
  const graveness = incidentSeverity(cluster.core, match?.type);
  const { severity } = graveness;
  const tactics = tacticsInTime(main);
  const score = scoreOf(cluster.core, severity);
  const responseOf = (pattern: TypeMatch) => pattern.type.response.map((step) => fillIn(step, pattern, entities));
  return {
    title: match ? fillIn(match.type.title, match, entities) : titleOf(main, entities, tactics),
    story: [
      match ? fillIn(match.type.description, match, entities) : '',
      storyOf(main, entities, tactics),
      asideStory(members, aside),
      cluster.predecessor ? predecessorStory(cluster.predecessor, entities) : '',
    ]
      .filter((text) => text !== '')
      .join(' '),
    severity,
    score,
    reasons: [...patterns.map(patternReason), ...reasonsOf(cluster, aside, graveness, score)],
    tactics,
    techniques: [...new Set(main.flatMap(({ techniques }) => techniques))].sort(),
    firstActivityTime: Math.min(...members.map(({ firstTime }) => firstTime)),
    lastActivityTime: Math.max(...members.map(({ lastTime }) => lastTime)),
    alertIds: members.flatMap(({ alertIds }) => alertIds).slice(0, LISTED_ALERTS),
    alertCount: members.reduce((sum, { alertCount }) => sum + alertCount, cluster.more?.alerts ?? 0),
    products: [...new Set(members.map(({ product }) => product))].sort(),
    entities,
    links: linksOf(cluster),
    remediationSteps: [...new Set([...patterns.flatMap(responseOf), ...remediationOf(main, tactics)])],
    ...(cluster.predecessor && { predecessorId: cluster.predecessor.id }),
  };
}

/** Evidence which has nothing in common with the core but the time: it is shown, and says nothing of what happened. */
function asideOf({ core, evidence }: Cluster): Set<string> {
  const touched = new Set(core.flatMap(({ entities }) => keysOf(entities)));
  return new Set(evidence.filter(({ entities }) => !keysOf(entities).some((key) => touched.has(key))).map(({ id }) => id));
}

/** In the order in which they were first seen. */
function tacticsInTime(members: readonly Member[]): TacticId[] {
  return [...new Set(members.flatMap(({ tactics }) => tactics))];
}

function patternReason({ type, members }: TypeMatch, index: number): Reason {
  const names = [...new Set(members.map(({ displayName }) => `"${displayName}"`))];
  return { code: `incident.type.${type.id}`, text: `It ${index === 0 ? '' : 'also '}shows the pattern "${type.id}": ${listed(names, 4)}.` };
}
