import { exportSubscription, type TargetRun } from '../../../shared/export/export-subscription';
import type { Places } from '../../../shared/export/places';
import type { Stores } from '../../../shared/storage/stores';

/** The host is dead: nothing that it was about to do happens. */
class Killed extends Error {}

/** Ends after so many steps. */
class Life {
  constructor(private left: number) {}

  step(): void {
    this.left -= 1;
    if (this.left < 0) throw new Killed();
  }
}

/** The object in the hands of a host that may die before and after each of these calls, and whenever it is given the next page. */
function mortal<Thing extends object>(
  thing: Thing,
  life: Life,
  calls: readonly (keyof Thing)[],
  pages: readonly (keyof Thing)[] = [],
): Thing {
  return new Proxy(thing, {
    get(target, key) {
      const name = key as keyof Thing;
      const member = target[name];
      if (typeof member !== 'function') return member;
      if (pages.includes(name)) return (...args: unknown[]) => stepByStep(member.apply(target, args), life);
      if (!calls.includes(name)) return member.bind(target);
      return async (...args: unknown[]) => {
        life.step();
        const result = await member.apply(target, args);
        life.step();
        return result;
      };
    },
  });
}

async function* stepByStep<Page>(pages: AsyncIterable<Page>, life: Life): AsyncIterable<Page> {
  for await (const page of pages) {
    life.step();
    yield page;
  }
}

export interface HostParts {
  stores: Stores;
  places: Places;
  clock: () => number;
  random: () => number;
}

/** One run of the export by a host which dies after `steps` calls to the store and to targets. Undefined when it died: nobody gives its leases back. */
export async function runOnce(
  subscriptionId: string,
  { stores, places, clock, random }: HostParts,
  steps: number,
): Promise<TargetRun[] | undefined> {
  const life = new Life(steps);
  const mortalStores = {
    source: mortal(stores.exportSource, life, ['existing', 'get'], ['writtenSince']),
    ledger: mortal(stores.exportLedger, life, ['acquire', 'commit', 'release', 'passedOn', 'deadLetters']),
    registry: mortal(stores.exportRegistry, life, ['note']),
  };
  const mortalPlaces = new Proxy(places, {
    get: (target, name) => {
      if (name === 'open') return (...args: Parameters<Places['open']>) => mortal(target.open(...args), life, ['send']);
      const member = target[name as keyof Places];
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  try {
    return await exportSubscription(subscriptionId, stores.automations, mortalStores, mortalPlaces, { clock, random, budget: 60_000 });
  } catch (error) {
    if (error instanceof Killed) return undefined;
    throw error;
  }
}
