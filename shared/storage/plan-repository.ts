import type { Container } from '@azure/cosmos';
import { type Plan, type PlanSetting, withTier } from '../settings/plan';

type PlanDocument = PlanSetting & { id: string; subscriptionId: string; kind: 'plan' };

/** Which plans are on, each in the partition of its subscription. */
export class PlanRepository {
  /** Counts the changes that were made through this object: whoever keeps plans for a while sees by it that they may have changed. */
  changes = 0;

  constructor(private readonly container: Container) {}

  /** Those that somebody has set. */
  async of(subscriptionId: string): Promise<PlanSetting[]> {
    const query = {
      query: "SELECT * FROM c WHERE c.subscriptionId = @subscriptionId AND c.kind = 'plan'",
      parameters: [{ name: '@subscriptionId', value: subscriptionId }],
    };
    const { resources } = await this.container.items.query<PlanDocument>(query, { partitionKey: subscriptionId }).fetchAll();
    return resources;
  }

  /** Whoever else sets it meanwhile, the trial starts once. `now` is epoch milliseconds. */
  async set(subscriptionId: string, plan: Plan, chosen: Pick<PlanSetting, 'tier' | 'subPlan'>, now: number): Promise<PlanSetting> {
    const id = `plan|${plan}`;
    const item = this.container.item(id, subscriptionId);
    for (;;) {
      const { resource: known, etag } = await item.read<PlanDocument>();
      const setting = withTier(known ?? { plan, tier: chosen.tier }, chosen, now);
      const document: PlanDocument = { ...setting, id, subscriptionId, kind: 'plan' };
      try {
        if (known) await item.replace(document, { accessCondition: { type: 'IfMatch', condition: etag } });
        else await this.container.items.create(document);
        this.changes += 1;
        return setting;
      } catch (error) {
        const { code } = error as { code?: unknown };
        if (code !== 409 && code !== 412) throw error;
      }
    }
  }
}
