import { z } from 'zod';
import { severityRank } from '../../model/severity';
import type { Member } from '../cluster';
import dataLoss from './data-loss.json';
import identities from './identities.json';
import { type IncidentType, incidentTypeSchema } from './incident-type';
import machines from './machines.json';
import { accusesTarget, matchType, type TypeMatch } from './match';
import network from './network.json';
import resources from './resources.json';

/** Reads incident types from JSON. @throws {z.ZodError} which names what is wrong. */
export function readIncidentTypes(json: unknown): IncidentType[] {
  return z.array(incidentTypeSchema).parse(json);
}

/**
 * The known kinds of incidents, the gravest first: by severity, then those which tell of the loss of data, then those which say most. After the patterns
 * of the incident types of Defender for Cloud (Microsoft Learn, see NOTICE), in own words, and some of our own.
 */
export const INCIDENT_TYPES: readonly IncidentType[] = readIncidentTypes([
  ...dataLoss,
  ...machines.slice(0, 4),
  ...resources.slice(0, 2),
  ...identities,
  ...resources.slice(2),
  ...network.slice(0, 2),
  ...machines.slice(4),
  ...network.slice(2),
]).sort((a, b) => severityRank(b.severity) - severityRank(a.severity));

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
export function typeOf(members: readonly Member[], types?: readonly IncidentType[]): TypeMatch | undefined {
  for (const match of matches(members, types)) return match;
  return undefined;
}

/** All kinds of incidents that they show, in the order of the types, but none that would accuse the one attacked. */
export function typesOf(members: readonly Member[], types?: readonly IncidentType[]): TypeMatch[] {
  return [...matches(members, types)].filter((match) => !accusesTarget(match));
}

function* matches(members: readonly Member[], types: readonly IncidentType[] = INCIDENT_TYPES): Generator<TypeMatch> {
  const warnings = members.filter(({ weight }) => weight >= LEAST_WEIGHT).slice(0, LOOKED_AT);
  if (warnings.length < 2) return;
  for (const type of types) {
    const match = matchType(type, warnings);
    if (match) yield match;
  }
}
