import { count, listed } from '../fusion/describe';
import { incidentNumber } from '../model/incident';
import type { IncidentDocument } from '../storage/incident-document';
import { handlingOf } from './lifecycle';
import type { Actor, Operation } from './operation';

/** Who changes incidents when no person does. */
const FUSION: Actor = { principalId: '', name: 'Sinter' };

/** What fusion did to an incident, for its history. `before`: undefined for one that is new. `absorbed`: ids of incidents that it took in. */
export function fusionEvent(before: IncidentDocument | undefined, after: IncidentDocument, absorbed: readonly string[]): Operation {
  const isReopened = before?.status === 'Closed' && after.status !== 'Closed';
  return {
    // One state of an incident comes about once.
    id: `fusion-${after.id}-${after.version}`,
    action: before === undefined ? 'found' : isReopened ? 'reopen' : absorbed.length > 0 ? 'absorb' : 'change',
    time: after.modifiedTime,
    actor: FUSION,
    note: [
      isReopened ? 'A new alert within the reopen window.' : '',
      absorbed.length > 0
        ? `It took in ${listed(
            absorbed.map((id) => `incident ${incidentNumber(id)}`),
            10,
          )}.`
        : '',
      ...changesOf(before, after),
    ]
      .filter((text) => text !== '')
      .join(' '),
    incidentIds: [after.id, ...absorbed],
    before: isReopened ? [{ incidentId: after.id, handling: handlingOf(before) }] : [],
  };
}

function changesOf(before: IncidentDocument | undefined, after: IncidentDocument): string[] {
  if (before === undefined) return [`It has ${count(after.alertCount, 'alert')} and is ${after.severity}.`];
  const more = after.alertCount - before.alertCount;
  const changes = [
    more > 0 ? `${count(more, 'alert')} more.` : more < 0 ? `${count(-more, 'alert')} less.` : '',
    after.severity === before.severity ? '' : `${after.severity} instead of ${before.severity}.`,
    after.title === before.title ? '' : `Now called "${after.title}".`,
  ].filter((text) => text !== '');
  return changes.length > 0 ? changes : ['What is concluded of it changed.'];
}
