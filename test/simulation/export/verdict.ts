import type { Arrivals } from './arrivals';
import type { Story } from './story';

/** What a receiver has that it should not have, or has not; empty lists throughout mean that everything arrived. */
export interface Verdict {
  missing: string[];
  /** Nobody ever wrote it. */
  unknown: string[];
  /** Arrived with different contents under one id. */
  conflicting: string[];
  /** Alerts and incidents of which an older state came for the first time behind a newer one. */
  disordered: string[];
}

export const NOTHING_WRONG: Verdict = { missing: [], unknown: [], conflicting: [], disordered: [] };

export function verdictOn(arrivals: Arrivals, { required, states }: Story): Verdict {
  const places = new Map<string, [subject: string, place: number]>();
  for (const [subject, records] of states) for (const [place, record] of records.entries()) places.set(record, [subject, place]);
  const reached = new Map<string, number>();
  const disordered = new Set<string>();
  const unknown: string[] = [];
  for (const record of arrivals.first) {
    const known = places.get(record);
    if (!known) {
      unknown.push(record);
      continue;
    }
    const [subject, place] = known;
    if (place < (reached.get(subject) ?? -1)) disordered.add(subject);
    reached.set(subject, place);
  }
  return {
    missing: [...required].filter((record) => !arrivals.has(record)),
    unknown,
    conflicting: [...arrivals.conflicts],
    disordered: [...disordered],
  };
}
