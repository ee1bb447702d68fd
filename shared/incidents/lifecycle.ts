import type { IncidentLifecycle, IncidentOwner, Wording } from '../model/incident';
import { severityRank } from '../model/severity';
import type { IncidentDocument } from '../storage/incident-document';

/** All that a person says of an incident at once: what is absent here is taken back. */
export interface IncidentUpdate {
  wording: Wording;
  status: IncidentLifecycle['status'];
  classification?: IncidentLifecycle['classification'];
  classificationReason?: IncidentLifecycle['classificationReason'];
  classificationComment?: string;
  owner?: IncidentOwner;
  labels: string[];
}

/** What people decide about an incident, as one value that can be put back. */
export type Handling = Pick<
  IncidentDocument,
  | 'status'
  | 'classification'
  | 'classificationReason'
  | 'classificationComment'
  | 'owner'
  | 'labels'
  | 'overrides'
  | 'closedTime'
  | 'deletedTime'
  | 'mergedInto'
>;

const HANDLING: readonly (keyof Handling)[] = [
  'status',
  'classification',
  'classificationReason',
  'classificationComment',
  'owner',
  'labels',
  'overrides',
  'closedTime',
  'deletedTime',
  'mergedInto',
];

export function handlingOf(incident: IncidentDocument): Handling {
  return Object.fromEntries(HANDLING.flatMap((name) => (incident[name] === undefined ? [] : [[name, incident[name]]]))) as Handling;
}

/** The incident handled so, and otherwise as it was. Texts that people put in the place of conclusions are shown, or no longer. */
export function withHandling(incident: IncidentDocument, handling: Handling, now: number): IncidentDocument {
  const rest = Object.fromEntries(Object.entries(incident).filter(([name]) => !(HANDLING as readonly string[]).includes(name)));
  const concluded = conclusionOf(incident);
  const wording = { ...concluded, ...handling.overrides };
  const { concluded: _, ...kept } = rest as unknown as IncidentDocument;
  return {
    ...kept,
    ...handling,
    ...wording,
    ...(handling.overrides ? { concluded } : {}),
    severityRank: severityRank(wording.severity),
    version: incident.version + 1,
    modifiedTime: now,
  };
}

/** The incident as the update says. `now` is epoch milliseconds. */
export function updated(incident: IncidentDocument, update: IncidentUpdate, now: number): IncidentDocument {
  const overrides = overridesOf(update.wording, conclusionOf(incident));
  const isClosed = update.status === 'Closed';
  const { mergedInto, deletedTime } = incident;
  const handling: Handling = {
    status: update.status,
    ...(update.classification && { classification: update.classification }),
    ...(update.classificationReason && { classificationReason: update.classificationReason }),
    ...(update.classificationComment && { classificationComment: update.classificationComment }),
    ...(update.owner && { owner: update.owner }),
    ...(update.labels.length > 0 && { labels: update.labels }),
    ...(overrides && { overrides }),
    ...(isClosed && { closedTime: incident.closedTime ?? now }),
    ...(mergedInto !== undefined && { mergedInto }),
    ...(deletedTime !== undefined && { deletedTime }),
  };
  return withHandling(incident, handling, now);
}

function conclusionOf({ title, story, severity, concluded }: IncidentDocument): Wording {
  return concluded ?? { title, story, severity };
}

/** Only what differs from what fusion concludes: the rest goes on to follow it. */
function overridesOf(wording: Wording, concluded: Wording): Partial<Wording> | undefined {
  const differing = (Object.keys(wording) as (keyof Wording)[]).filter((name) => wording[name] !== concluded[name]);
  return differing.length === 0 ? undefined : Object.fromEntries(differing.map((name) => [name, wording[name]]));
}
