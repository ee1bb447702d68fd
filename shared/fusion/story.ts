import { valueOfKey } from '../model/entity-key';
import { type IncidentEntity, incidentNumber } from '../model/incident';
import { type TacticId, tacticTitle } from '../model/tactic';
import type { Member } from './cluster';
import { clock, clockAfter, count, describeGap, listed } from './describe';
import { byFirstTime, byGravity } from './member';
import type { Predecessor } from './predecessor';

/** Steps that a story tells one by one: enough for the first of each of the 14 tactics and more. */
const TOLD_STEPS = 16;

/** One line: how far it came, and where. */
export function titleOf(members: readonly Member[], entities: readonly IncidentEntity[], tactics: readonly TacticId[]): string {
  const where = placesOf(entities);
  const [first] = tactics;
  const last = tactics.at(-1);
  if (first === undefined || last === undefined) return `${mostSurprising(members)?.displayName ?? 'Suspicious activity'}${where}`;
  if (first === last) return `${tacticTitle(first)}${where}`;
  return `${tacticTitle(first)} to ${tacticTitle(last)}${where}`;
}

function placesOf(entities: readonly IncidentEntity[]): string {
  const places = entities.filter(({ role, kind }) => (role === 'victim' || role === 'pivot') && kind !== 'process' && kind !== 'file');
  return places.length === 0
    ? ''
    : ` on ${listed(
        places.map(({ name }) => name),
        2,
      )}`;
}

/** What happened, to what, since when, and how far it came. */
export function storyOf(members: readonly Member[], entities: readonly IncidentEntity[], tactics: readonly TacticId[]): string {
  const [first] = members;
  if (first === undefined) return '';
  const lastTime = Math.max(...members.map((member) => member.lastTime));
  const alerts = members.reduce((sum, member) => sum + member.alertCount, 0);
  const attackers = entities.filter(({ role }) => role === 'attacker').map(({ name }) => name);
  const victims = entities.filter(({ role }) => role === 'victim' || role === 'pivot').map(({ name }) => name);
  const [from, to] = [clock(first.firstTime), clock(lastTime)];
  const when = from === to ? `At ${from}` : `Between ${from} and ${to} (${describeGap(lastTime - first.firstTime)})`;
  const opening =
    `${when}, ${count(alerts, 'alert')} of ${count(new Set(members.map(({ alertType }) => alertType)).size, 'kind')} ` +
    `${alerts === 1 ? 'tells' : 'tell'} of one course of events` +
    `${victims.length ? ` on ${listed(victims, 3)}` : ''}${attackers.length ? `, by ${listed(attackers, 3)}` : ''}.`;
  const reached = tactics.length ? ` It shows ${listed(tactics.map(tacticTitle), 14)}.` : '';
  return `${opening}${reached} ${stepsOf(members, first.firstTime).join(' ')}`.trim();
}

/** What was unusual elsewhere at the same time, in one sentence; empty without any. Its alerts are not among those that the story counts. */
export function asideStory(members: readonly Member[], aside: ReadonlySet<string>): string {
  const chance = members.filter(({ id }) => aside.has(id));
  const alerts = chance.reduce((sum, { alertCount }) => sum + alertCount, 0);
  const names = chance.map((member) => {
    const place = member.entities.find(({ key }) => key === member.subject)?.name;
    return place ? `${member.displayName.replace(/[.\s]+$/, '')} (${place})` : member.displayName;
  });
  return names.length === 0
    ? ''
    : `At the same time, and perhaps by chance, ${count(alerts, 'alert')} more: ${listed([...new Set(names)], 5)}.`;
}

/** Which closed incident it follows. */
export function predecessorStory({ id, closedAt, key }: Predecessor, entities: readonly IncidentEntity[]): string {
  const name = entities.find((entity) => entity.key === key)?.name ?? valueOfKey(key);
  return `It follows incident ${incidentNumber(id)}, also about ${name}, which was closed at ${clock(closedAt)}.`;
}

/**
 * The first activity of every type on every thing, in the order of time; `began`: of which day the reader knows. Where there are too many, the first of
 * each tactic is told, and then the gravest.
 */
function stepsOf(members: readonly Member[], began: number): string[] {
  const told = new Map<string, { member: Member; alerts: number }>();
  for (const member of members) {
    const step = told.get(`${member.alertType}\n${member.subject}`);
    if (step) step.alerts += member.alertCount;
    else told.set(`${member.alertType}\n${member.subject}`, { member, alerts: member.alertCount });
  }
  const steps = [...told.values()];
  const showsNewTactic = newTactics(steps.map(({ member }) => member));
  const chosen = [...steps]
    .sort((a, b) => Number(showsNewTactic.has(b.member)) - Number(showsNewTactic.has(a.member)) || byGravity(a.member, b.member))
    .slice(0, TOLD_STEPS);
  const lines = chosen
    .sort((a, b) => byFirstTime(a.member, b.member))
    .map(({ member, alerts }, index, sorted) => {
      const when = clockAfter(sorted[index - 1]?.member.firstTime ?? began, member.firstTime);
      const place = member.entities.find(({ key }) => key === member.subject)?.name;
      const text = member.displayName.replace(/[.\s]+$/, '');
      return `${when} ${text}${place ? ` (${place}${alerts > 1 ? `, ${alerts} times` : ''})` : alerts > 1 ? ` (${alerts} times)` : ''}.`;
    });
  const rest = steps.length - chosen.length;
  return rest > 0 ? [...lines, `${count(rest, 'further step')} ${rest === 1 ? 'is' : 'are'} not told here.`] : lines;
}

/** Those which show a tactic that none before them shows. */
function newTactics(members: readonly Member[]): Set<Member> {
  const seen = new Set<TacticId>();
  return new Set(
    members.filter(({ tactics }) => {
      const before = seen.size;
      for (const tactic of tactics) seen.add(tactic);
      return seen.size > before;
    }),
  );
}

function mostSurprising(members: readonly Member[]): Member | undefined {
  return [...members].sort((a, b) => b.surprise - a.surprise || a.firstTime - b.firstTime || (a.id < b.id ? -1 : 1))[0];
}
