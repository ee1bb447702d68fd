import { z } from 'zod';
import type { Member } from '../cluster';
import identities from './identities.json';
import { type IncidentType, incidentTypeSchema } from './incident-type';
import machines from './machines.json';
import { matchType, type TypeMatch } from './match';
import network from './network.json';
import resources from './resources.json';

/** Reads incident types from JSON. @throws {z.ZodError} which names what is wrong. */
export function readIncidentTypes(json: unknown): IncidentType[] {
  return z.array(incidentTypeSchema).parse(json);
}

/**
 * The known kinds of incidents, those which say most first. After the patterns of the incident types of Defender for Cloud (Microsoft Learn, see NOTICE), in
 * own words, and some of our own.
 */
export const INCIDENT_TYPES: readonly IncidentType[] = readIncidentTypes([
  ...machines.slice(0, 5),
  ...resources.slice(0, 3),
  ...identities,
  ...resources.slice(3),
  ...network.slice(0, 2),
  ...machines.slice(5),
  ...network.slice(2),
]);

/** Activities below this weight are too unsure to name an incident after. */
const LEAST_WEIGHT = 2;
/** The earliest so many are looked at: the time that a match takes grows with their square. */
const LOOKED_AT = 100;

/** A subscription's own kinds of incidents before the known ones; one with the id of a known one takes its place. */
export function withKnownTypes(own: readonly IncidentType[] = []): readonly IncidentType[] {
  if (own.length === 0) return INCIDENT_TYPES;
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...INCIDENT_TYPES.filter(({ id }) => !ids.has(id))];
}

/** The first kind of incident that the warnings among the activities, the earliest first, show. */
export function typeOf(members: readonly Member[], types: readonly IncidentType[] = INCIDENT_TYPES): TypeMatch | undefined {
  const warnings = members.filter(({ weight }) => weight >= LEAST_WEIGHT).slice(0, LOOKED_AT);
  if (warnings.length < 2) return undefined;
  for (const type of types) {
    const match = matchType(type, warnings);
    if (match) return match;
  }
  return undefined;
}
