import { z } from 'zod';
import type { IncidentUpdate } from '../../incidents/lifecycle';
import { reasonsFor } from '../../incidents/verdict';
import { CLASSIFICATION_REASONS, CLASSIFICATIONS, INCIDENT_STATUSES } from '../../model/incident';
import { SEVERITIES } from '../../model/severity';

const text = (longest: number) => z.string().max(longest);
const optionalTime = z.iso.datetime({ offset: true }).nullish();
const optionalText = (longest: number) => text(longest).nullish();

/** What a client sends to create or replace an incident. Read-only properties and unknown ones are ignored, as Azure does. */
export const INCIDENT_BODY = z
  .object({
    etag: optionalText(200),
    properties: z.object({
      // What fusion says has to be taken back as it was read.
      title: text(5_000).min(1),
      description: optionalText(100_000),
      severity: z.enum(SEVERITIES),
      status: z.enum(INCIDENT_STATUSES),
      classification: z.enum(CLASSIFICATIONS).nullish(),
      classificationReason: z.enum(CLASSIFICATION_REASONS).nullish(),
      classificationComment: optionalText(2_000),
      owner: z
        .object({
          objectId: optionalText(100),
          assignedTo: optionalText(200),
          email: optionalText(320),
          userPrincipalName: optionalText(320),
          ownerType: z.enum(['Unknown', 'User', 'Group']).nullish(),
        })
        .nullish(),
      /** Of an incident that is made by hand; later its alerts tell it. */
      firstActivityTimeUtc: optionalTime,
      lastActivityTimeUtc: optionalTime,
      labels: z
        .array(z.object({ labelName: text(100).min(1) }))
        .max(50)
        .nullish(),
    }),
  })
  .superRefine(({ properties }, context) => {
    const { status, classification, classificationReason, firstActivityTimeUtc: first, lastActivityTimeUtc: last } = properties;
    const problem = (path: string, message: string) => context.addIssue({ code: 'custom', path: ['properties', path], message });
    if (status === 'Closed' && !classification) problem('classification', 'a closed incident needs a classification');
    if (first && last && Date.parse(first) > Date.parse(last))
      problem('firstActivityTimeUtc', 'the first activity is not after the last one');
    if (classificationReason && !classification) problem('classificationReason', 'a reason needs a classification');
    if (classification && classificationReason && !reasonsFor(classification).includes(classificationReason)) {
      const possible = reasonsFor(classification).join(', ') || 'none';
      problem('classificationReason', `reasons for ${classification}: ${possible}`);
    }
  })
  .meta({ id: 'IncidentParameters' });

export type IncidentBody = z.output<typeof INCIDENT_BODY>;

/** What the client says of the incident. Without a description the one of fusion stays: `story`. */
export function updateOf({ properties }: IncidentBody, story: string): IncidentUpdate {
  const { classification, classificationReason, classificationComment, labels } = properties;
  const owner = ownerOf(properties.owner);
  return {
    wording: { title: properties.title, story: properties.description ?? story, severity: properties.severity },
    status: properties.status,
    ...(classification && { classification }),
    ...(classificationReason && { classificationReason }),
    ...(classificationComment && { classificationComment }),
    ...(owner && { owner }),
    labels: [...new Set((labels ?? []).map(({ labelName }) => labelName))],
  };
}

function ownerOf(owner: IncidentBody['properties']['owner']): IncidentUpdate['owner'] {
  const given = Object.entries(owner ?? {}).filter(([, value]) => value);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** When an incident that is made by hand happened. */
export function activityOf({ properties: { firstActivityTimeUtc: first, lastActivityTimeUtc: last } }: IncidentBody) {
  return { ...(first && { firstActivityTime: Date.parse(first) }), ...(last && { lastActivityTime: Date.parse(last) }) };
}
