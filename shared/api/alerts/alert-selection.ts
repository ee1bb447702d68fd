import { type AlertSelection, SHOWN_IN_LISTS } from '../../storage/alert-queries';
import { allOf, type Condition, whereListHas } from '../../storage/condition';
import { badRequest } from '../api-error';
import { parseFilter } from '../odata/filter';
import type { Call } from '../route';
import { ALERT_FIELDS, IN_INCIDENT } from './alert-fields';

/** Which alerts a list shows: never the informational ones, of a resource group only those that concern it, and what `$filter` says. */
export function alertSelection(call: Call): AlertSelection {
  const { resourceGroup } = call.params;
  const filter = call.query.get('$filter');
  const { condition, isInIncident } = divided(filter ? parseFilter(filter, ALERT_FIELDS) : allOf());
  const concerns = resourceGroup === undefined ? undefined : whereListHas('resourceGroups', resourceGroup.toLowerCase());
  return {
    subscriptionId: call.subscriptionId,
    condition: allOf(SHOWN_IN_LISTS, concerns, condition),
    isInIncident,
    repeats: repeatsAsked(call),
  };
}

function repeatsAsked({ query }: Call): AlertSelection['repeats'] {
  const asked = query.get('repeats')?.toLowerCase();
  if (asked !== undefined && asked !== 'folded') throw badRequest("'repeats' can be 'folded' alone.");
  return asked;
}

/** What the alerts themselves can fulfil, and apart from it whether they have to be in an incident. */
function divided(filter: Condition): Pick<AlertSelection, 'condition' | 'isInIncident'> {
  const conjuncts = conjunctsOf(filter);
  const own = conjuncts.filter((each) => !asksForIncident(each));
  if (own.some(mentionsIncident)) throw badRequest("'incidentId' can be joined to other conditions by 'and' alone.");
  const [first, second] = new Set(conjuncts.filter(asksForIncident).map(({ how }) => how === 'ne'));
  return second === undefined ? { condition: allOf(...own), isInIncident: first } : { condition: { op: 'constant', value: false } };
}

type Comparison = Extract<Condition, { op: 'compare' }>;

function asksForIncident(condition: Condition): condition is Comparison {
  return condition.op === 'compare' && condition.path === IN_INCIDENT;
}

function conjunctsOf(condition: Condition): Condition[] {
  return condition.op === 'and' ? condition.of.flatMap(conjunctsOf) : [condition];
}

function mentionsIncident(condition: Condition): boolean {
  if (condition.op === 'and' || condition.op === 'or') return condition.of.some(mentionsIncident);
  return condition.op === 'not' ? mentionsIncident(condition.condition) : asksForIncident(condition);
}
