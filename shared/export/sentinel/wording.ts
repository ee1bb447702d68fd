import type { News } from './sides';
import type { Part, Standing } from './standing';

/** What happened to an incident in Sentinel and what Sinter made of it, for people who read its history. */
export function noteOf({ theirs, settlement: { taken, overruled }, time, incident }: News): string {
  const when = new Date(time).toISOString();
  const sentences: string[] = [];
  if (taken.length > 0) sentences.push(`Changed in Microsoft Sentinel until ${when}: ${partsIn(theirs, taken)}.`);
  if (overruled.length > 0) {
    const isGone = incident.value.mergedInto !== undefined || incident.value.deletedTime !== undefined;
    const why = isGone ? 'the incident is no more' : 'it was changed here later';
    sentences.push(`Not taken over from Microsoft Sentinel, since ${why}: ${partsIn(theirs, overruled)} (until ${when}).`);
  }
  return sentences.join(' ');
}

function partsIn(standing: Standing, parts: readonly Part[]): string {
  return parts.map((part) => WORDING[part](standing)).join(', ');
}

const WORDING: Record<Part, (standing: Standing) => string> = {
  verdict: ({ verdict: { status, classification, classificationReason } }) => {
    const judgement = [classification, classificationReason].filter((each) => each !== undefined);
    return `status ${status}${judgement.length > 0 ? ` (${judgement.join(', ')})` : ''}`;
  },
  owner: ({ owner }) => `owner ${owner.userPrincipalName ?? owner.assignedTo ?? owner.email ?? owner.objectId ?? 'nobody'}`,
  severity: ({ severity }) => `severity ${severity}`,
  labels: ({ labels }) => (labels.length > 0 ? `labels ${labels.join(', ')}` : 'no labels'),
};
