import type { Clock } from '../runtime/clock';
import { type Automation, type AutomationAction, placeOf } from '../settings/automation';
import type { AutomationRepository } from '../storage/automation-repository';
import type { ExportRegistry } from '../storage/export-registry';
import type { Places } from './places';
import { type ExportRun, type ExportStores, runTarget } from './run-target';
import { type TargetState, targetIdOf } from './target-state';

export interface ExportSubscriptionOptions {
  clock: Clock;
  /** 0 up to 1. */
  random: () => number;
  /** The longest that a run takes up new work, in milliseconds. */
  budget: number;
}

export interface TargetRun extends ExportRun {
  automation: string;
  place: string;
}

/** Brings all targets of one subscription up to date, side by side: one that does not answer holds up no other. Notes how they fare. Rejects when the store does not answer. */
export async function exportSubscription(
  subscriptionId: string,
  automations: AutomationRepository,
  { registry, ...stores }: ExportStores & { registry: Pick<ExportRegistry, 'note'> },
  places: Places,
  { clock, random, budget }: ExportSubscriptionOptions,
): Promise<TargetRun[]> {
  const deadline = clock() + budget;
  const enabled = (await automations.of(subscriptionId)).filter(({ isEnabled }) => isEnabled);
  // Before anything runs: a store that goes away now must not leave runs behind that nobody waits for.
  const secrets = await Promise.all(enabled.map((automation) => automations.secrets(automation)));
  const runs: Promise<TargetRun>[] = [];
  for (const [index, automation] of enabled.entries()) {
    for (const action of automation.actions) {
      const place = placeOf(action);
      const own = secrets[index]?.[place] ?? {};
      // What a later version of the settings does not allow any more is seen where the automation is shown.
      if (places.problemOf(action, own) !== undefined) continue;
      const target = places.open(action, own, subscriptionId);
      const run = runTarget(automation, initialState(automation, action), target, stores, {
        clock,
        random,
        deadline,
      }).finally(() => target.close?.());
      runs.push(run.then((summary) => ({ ...summary, automation: automation.name, place })));
    }
  }
  const settled = await Promise.allSettled(runs);
  const failure = settled.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
  const done = settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const undelivered = done.flatMap(({ undeliveredSince }) => undeliveredSince ?? []);
  const openCircuits = done.filter(({ isOpen }) => isOpen).length;
  const health = { openCircuits, ...(undelivered.length > 0 ? { undeliveredSince: Math.min(...undelivered) * 1_000 } : {}) };
  await registry.note(subscriptionId, health, clock());
  return done;
}

/** A place begins with the automation, or with the change that named it. */
export function initialState(automation: Automation, action: AutomationAction): TargetState {
  const begins = Math.floor(automation.modifiedTime / 1_000);
  const sources = new Set(automation.sources.map(({ eventSource }) => eventSource));
  const progress = { coveredFrom: begins, followedFrom: begins, watermark: begins };
  return {
    target: targetIdOf(automation, action),
    subscriptionId: automation.subscriptionId,
    automation: automation.name,
    place: placeOf(action),
    streams: { ...(sources.has('Alerts') ? { alerts: progress } : {}), ...(sources.has('Incidents') ? { incidents: progress } : {}) },
    sequence: 0,
    delivered: 0,
    dead: 0,
    failures: 0,
    retryAt: 0,
  };
}
