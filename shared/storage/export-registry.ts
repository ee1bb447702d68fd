import type { Container } from '@azure/cosmos';
import { NO_SUBSCRIPTION } from '../model/subscription-id';

/** How the export of one subscription fared when it last ran. */
export interface SubscriptionHealth {
  /** Targets that have failed so often that they are mostly left alone. */
  openCircuits: number;
  /** When the store accepted the oldest record which a target should have and has not; absent when there is none. Epoch milliseconds. */
  undeliveredSince?: number;
}

/** How the export of all subscriptions fares. */
export interface ExportHealth extends SubscriptionHealth {
  /** Which have, or had, an automation. */
  subscriptions: number;
  /** The longest ago that one of them was looked at, epoch milliseconds; absent when none has been. */
  checkedTime?: number;
}

interface RegistryEntry {
  id: string;
  subscriptionId: typeof NO_SUBSCRIPTION;
  kind: 'exporting';
  openCircuits: number;
  /** Null when there is none. */
  undeliveredSince?: number | null;
  checkedTime?: number;
}

/** Which subscriptions have automations, and how their export fares. Kept in a partition of its own, so that nobody has to read across subscriptions. */
export class ExportRegistry {
  constructor(private readonly container: Container) {}

  /** To be called before the first automation of a subscription is stored. One that is known stays as it is. */
  async add(subscriptionId: string): Promise<void> {
    try {
      await this.container.items.create<RegistryEntry>({ ...entryOf(subscriptionId), openCircuits: 0 });
    } catch (error) {
      if ((error as { code?: unknown }).code !== 409) throw error;
    }
  }

  /** The subscriptions which have, or had, an automation. */
  async subscriptions(): Promise<string[]> {
    return (await this.#select<string>('VALUE c.id')).map((id) => id.slice(PREFIX.length));
  }

  /** To be called when the export of a subscription has run; does nothing for one that never had an automation. `now`: epoch milliseconds. */
  async note(subscriptionId: string, health: SubscriptionHealth, now: number): Promise<void> {
    const { openCircuits, undeliveredSince = null } = health;
    const values = { openCircuits, undeliveredSince, checkedTime: now };
    try {
      await this.container
        .item(entryOf(subscriptionId).id, NO_SUBSCRIPTION)
        .patch(Object.entries(values).map(([name, value]) => ({ op: 'set', path: `/${name}`, value })));
    } catch (error) {
      // One that never had an automation.
      if ((error as { code?: unknown }).code !== 404) throw error;
    }
  }

  /** One query of one partition, which has a document of some 200 bytes for each subscription with automations: some three request units for a hundred of them. */
  async health(): Promise<ExportHealth> {
    const entries = await this.#select<RegistryEntry>('c.openCircuits, c.undeliveredSince, c.checkedTime');
    const undeliveredSince = earliest(entries.map((entry) => entry.undeliveredSince ?? undefined));
    const checkedTime = earliest(entries.map((entry) => entry.checkedTime));
    return {
      subscriptions: entries.length,
      openCircuits: entries.reduce((sum, { openCircuits = 0 }) => sum + openCircuits, 0),
      ...(undeliveredSince === undefined ? {} : { undeliveredSince }),
      ...(checkedTime === undefined ? {} : { checkedTime }),
    };
  }

  async #select<Row>(properties: string): Promise<Row[]> {
    const query = {
      query: `SELECT ${properties} FROM c WHERE c.subscriptionId = @none AND c.kind = 'exporting'`,
      parameters: [{ name: '@none', value: NO_SUBSCRIPTION }],
    };
    return (await this.container.items.query<Row>(query, { partitionKey: NO_SUBSCRIPTION }).fetchAll()).resources;
  }
}

const PREFIX = 'exporting-';

function entryOf(subscriptionId: string): Pick<RegistryEntry, 'id' | 'subscriptionId' | 'kind'> {
  return { id: `${PREFIX}${subscriptionId}`, subscriptionId: NO_SUBSCRIPTION, kind: 'exporting' };
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  return times.reduce((first, time) => (time === undefined || (first !== undefined && first <= time) ? first : time), undefined);
}
