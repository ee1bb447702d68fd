import { isDeepStrictEqual } from 'node:util';
import type { Incident as SentinelIncident } from '@azure/arm-securityinsight';
import { fits } from '../../incidents/verdict';
import {
  CLASSIFICATION_REASONS,
  CLASSIFICATIONS,
  INCIDENT_STATUSES,
  type Incident,
  type IncidentLifecycle,
  type IncidentOwner,
} from '../../model/incident';
import { SEVERITIES, type Severity } from '../../model/severity';

/** A status, and how the incident was judged when it was closed: one thing, since neither means much without the other. */
export type Verdict = Pick<IncidentLifecycle, 'status' | 'classification' | 'classificationReason' | 'classificationComment'>;

/** What Sinter and Microsoft Sentinel both say of an incident and people may change on either side. In one form, so that two of them can be compared. */
export interface Standing {
  verdict: Verdict;
  owner: Omit<IncidentOwner, 'ownerType'>;
  severity: Severity;
  labels: string[];
}

/** Each is kept in step by itself: who takes an incident over does not get in the way of who closes it. */
export const PARTS = ['verdict', 'owner', 'severity', 'labels'] as const;
export type Part = (typeof PARTS)[number];

/** As the API takes them: longer ones could not be written back. */
const LONGEST_LABEL = 100;
const LONGEST_COMMENT = 2_000;

/** Of an incident of Sinter. One that was merged or deleted is closed to whoever looks at it from outside. */
export function standingOf(incident: Incident): Standing {
  return {
    verdict: verdictOf(isGone(incident) ? { ...incident, status: 'Closed' } : incident),
    owner: ownerOf(incident.owner),
    severity: incident.severity,
    labels: [...(incident.labels ?? [])].sort(),
  };
}

/** Of an incident of Microsoft Sentinel. */
export function standingThere({
  status,
  classification,
  classificationReason,
  classificationComment,
  ...rest
}: SentinelIncident): Standing {
  return {
    verdict: verdictOf({
      status: INCIDENT_STATUSES.find((each) => each === status) ?? 'Active',
      classification: CLASSIFICATIONS.find((each) => each === classification),
      classificationReason: CLASSIFICATION_REASONS.find((each) => each === classificationReason),
      classificationComment: classificationComment?.slice(0, LONGEST_COMMENT),
    }),
    owner: ownerOf(rest.owner),
    severity: SEVERITIES.find((each) => each === rest.severity) ?? 'Informational',
    labels: sharedLabels(rest).sort(),
  };
}

/** Labels that people gave; those that the service gives by itself stay where they are. */
export function sharedLabels({ labels }: Pick<SentinelIncident, 'labels'>): string[] {
  return (labels ?? [])
    .filter(({ labelName, labelType }) => labelType !== 'AutoAssigned' && labelName.length <= LONGEST_LABEL)
    .map(({ labelName }) => labelName);
}

export function isGone({ mergedInto, deletedTime }: Pick<Incident, 'mergedInto' | 'deletedTime'>): boolean {
  return mergedInto !== undefined || deletedTime !== undefined;
}

export function differs(part: Part, a: Standing, b: Standing): boolean {
  return !isDeepStrictEqual(a[part], b[part]);
}

export function copyPart<Name extends Part>(part: Name, from: Standing, to: Standing): void {
  to[part] = from[part];
}

/** What is not closed has no verdict to those outside; what is closed always has one. */
function verdictOf({ status, classification, classificationReason, classificationComment }: Given<Verdict>): Verdict {
  if (status !== 'Closed') return { status: status ?? 'New' };
  const judged = classification ?? 'Undetermined';
  return {
    status,
    classification: judged,
    ...(classificationReason && fits(judged, classificationReason) ? { classificationReason } : {}),
    ...(classificationComment ? { classificationComment } : {}),
  };
}

/** Sinter keeps whatever id it is given; Sentinel takes none but that of a principal. */
function ownerOf({ objectId, assignedTo, email, userPrincipalName }: Given<Standing['owner']> = {}): Standing['owner'] {
  const id = UUID.test(objectId ?? '') ? objectId : undefined;
  const given = Object.entries({ objectId: id, assignedTo, email, userPrincipalName }).filter(([, value]) => value);
  return Object.fromEntries(given);
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** As it may come from outside. */
type Given<T> = { [Name in keyof T]?: T[Name] | null | undefined };
