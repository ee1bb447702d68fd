import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Incident as SentinelIncident } from '@azure/arm-securityinsight';
import { wellFormedPrefix } from '../../formats/limits';
import { tacticName } from '../../model/tactic';
import type { IncidentDocument } from '../../storage/incident-document';
import { type Standing, sharedLabels } from './standing';

/** In characters: what the API takes of a description, and what fits in one line of its list. */
const LONGEST_DESCRIPTION = 5_000;
const LONGEST_TITLE = 256;

/** The name of an incident's copy: the same for good, so that a request which is made twice makes one incident. */
export function copyNameOf(subscriptionId: string, incidentId: string): string {
  return uuidOf(['incident', subscriptionId, incidentId]);
}

/** A UUID made of texts (RFC 9562, version 8). */
export function uuidOf(texts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(texts)).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hash.charAt(16), 16) % 4);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** The copy as it is to be. `there`: as it is now; its labels that nobody on this side knows of stay. */
export function copyOf(incident: IncidentDocument, standing: Standing, there: SentinelIncident | undefined): SentinelIncident {
  const { verdict, owner, severity, labels } = standing;
  const shared = new Set(there ? sharedLabels(there) : []);
  const others = (there?.labels ?? []).map(({ labelName }) => labelName).filter((name) => !shared.has(name));
  return {
    ...(there?.etag === undefined ? {} : { etag: there.etag }),
    title: wellFormedPrefix(incident.title, LONGEST_TITLE),
    description: descriptionOf(incident),
    severity,
    ...verdict,
    owner,
    labels: [...labels, ...others].map((labelName) => ({ labelName })),
    firstActivityTimeUtc: new Date(incident.firstActivityTime),
    lastActivityTimeUtc: new Date(incident.lastActivityTime),
  };
}

/** Whether the copy says already what it would be told; under which state of Sinter's incident does not matter. */
export function saysAlready(there: SentinelIncident, wanted: SentinelIncident): boolean {
  const said = ({ title, description, firstActivityTimeUtc, lastActivityTimeUtc }: SentinelIncident) => [
    title,
    description?.replace(STATE, ''),
    firstActivityTimeUtc?.getTime(),
    lastActivityTimeUtc?.getTime(),
  ];
  return isDeepStrictEqual(said(there), said(wanted));
}

/** Stands for the state where somebody has rewritten the description: no state has this number. */
export const NAMELESS = 0;

/** The state of Sinter's incident that a description names. */
export function stateNamedIn(description: string | undefined): number {
  return Number(STATE.exec(description ?? '')?.[1] ?? NAMELESS);
}

const STATE = /, state (\d{1,15})\.$/;

/** Tactics cannot be written by a property of their own. */
function descriptionOf({ id, story, tactics, techniques, alertCount, version }: IncidentDocument): string {
  const facts = [
    `${alertCount} ${alertCount === 1 ? 'alert' : 'alerts'}.`,
    ...(tactics.length > 0 ? [`Tactics: ${tactics.map(tacticName).join(', ')}.`] : []),
    ...(techniques.length > 0 ? [`Techniques: ${techniques.slice(0, 20).join(', ')}.`] : []),
  ];
  const end = `\n\n${facts.join(' ')}\nSinter incident ${id}, state ${version}.`;
  return `${wellFormedPrefix(story, LONGEST_DESCRIPTION - end.length)}${end}`;
}
