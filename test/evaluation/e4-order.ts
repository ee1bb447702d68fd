import { classify } from '../../shared/classification/classify';
import { readEvent } from '../../shared/formats/read-event';
import { byDay } from '../../shared/fusion/by-day';
import { fuse } from '../../shared/fusion/fuse';
import { type FusionAlert, toFusionAlert } from '../../shared/fusion/fusion-alert';
import { InMemoryFusionStore } from '../../shared/fusion/in-memory-fusion-store';
import { type AitScenario, wireEvent } from './ait-scenario';

export interface E4Result {
  scenario: string;
  deliveries: number;
  /** Deliveries whose incidents, severities, tactics or scores differ from those of the first. */
  different: number;
}

const SUBSCRIPTION = '11112222-3333-4444-5555-666677778888';
const DELIVERIES = 4;

/**
 * E4: the same alerts shuffled, some of them twice, in other batches, with a fresh process (nothing kept in memory but the store) for every batch. Days
 * are shuffled within themselves: what comes later than a day is late by definition.
 */
export async function evaluateOrder({ name, rows }: AitScenario): Promise<E4Result> {
  const alerts = rows.flatMap((row) => {
    const { format, event } = wireEvent(row);
    return readEvent(JSON.stringify(event), { format, subscriptionId: SUBSCRIPTION, maxBytes: 1_000_000 }).flatMap((reading) =>
      reading.ok ? toFusionAlert({ ...reading.alert, ...classify(reading.alert), subscriptionId: SUBSCRIPTION }) : [],
    );
  });
  const ordered = await incidentsOf(byDay(alerts), 2_000);
  let different = 0;
  for (let delivery = 1; delivery <= DELIVERIES; delivery++) {
    const random = generator(delivery);
    const days = byDay(alerts).map((day) => shuffled([...day, ...day.filter(() => random() < 0.1)], random));
    if ((await incidentsOf(days, 200 + Math.floor(random() * 5_000))) !== ordered) different++;
  }
  return { scenario: name, deliveries: DELIVERIES, different };
}

/** The incidents in one text: which alerts each has, and what is concluded. */
async function incidentsOf(days: readonly FusionAlert[][], batch: number): Promise<string> {
  const store = new InMemoryFusionStore();
  for (const day of days) {
    for (let at = 0; at < day.length; at += batch) {
      await fuse(SUBSCRIPTION, day.slice(at, at + batch), store, { now: Number.POSITIVE_INFINITY });
    }
  }
  const members = new Map<string, string[]>();
  for (const activity of store.allActivities()) {
    const incident = store.incidentOf(activity.id);
    if (incident) members.set(incident, [...(members.get(incident) ?? []), activity.id]);
  }
  const lines = [...members].map(([id, activities]) => {
    const facts = store.incidents.get(id);
    return JSON.stringify([activities.sort(), facts?.alertIds, facts?.severity, facts?.tactics, facts?.score]);
  });
  return lines.sort().join('\n');
}

function shuffled<T>(values: T[], random: () => number): T[] {
  for (let index = values.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [values[index], values[other]] = [values[other] as T, values[index] as T];
  }
  return values;
}

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator). */
function generator(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
