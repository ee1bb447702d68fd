import type { Container } from '@azure/cosmos';
import type { SuppressionRule } from '../settings/suppression-rule';
import { removeDocument } from './documents';
import { writeOver } from './write-over';

type RuleDocument = SuppressionRule & { id: string; subscriptionId: string; kind: 'suppressionRule' };

/** Apart from the rule, so that counting and a person's change do not get in each other's way. */
interface HitsDocument {
  id: string;
  subscriptionId: string;
  kind: 'suppressionHits';
  hits: SuppressionHits;
}

/** How often a rule has suppressed an alert, and when it last did (epoch milliseconds). */
export interface SuppressionHits {
  count: number;
  lastTime?: number;
}

/** Suppression rules, each in the partition of its subscription. Names are the same in any letter case. */
export class SuppressionRuleRepository {
  /** Counts the changes that were made through this object: whoever keeps rules for a while sees by it that they may have changed. */
  changes = 0;

  constructor(private readonly container: Container) {}

  /** In the order of their names. */
  async of(subscriptionId: string): Promise<SuppressionRule[]> {
    const query = {
      query: "SELECT * FROM c WHERE c.subscriptionId = @subscriptionId AND c.kind = 'suppressionRule'",
      parameters: [{ name: '@subscriptionId', value: subscriptionId }],
    };
    const { resources } = await this.container.items.query<RuleDocument>(query, { partitionKey: subscriptionId }).fetchAll();
    return resources.map(fromDocument).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async get(subscriptionId: string, name: string): Promise<SuppressionRule | undefined> {
    const { resource } = await this.container.item(ruleId(name), subscriptionId).read<RuleDocument>();
    return resource && fromDocument(resource);
  }

  /** Creates or replaces. */
  async put(subscriptionId: string, rule: SuppressionRule): Promise<void> {
    const document: RuleDocument = { ...rule, id: ruleId(rule.name), subscriptionId, kind: 'suppressionRule' };
    await this.container.items.upsert(document);
    this.changes += 1;
  }

  /** Also its counter; harmless when there is no such rule. */
  async delete(subscriptionId: string, name: string): Promise<void> {
    for (const id of [ruleId(name), hitsId(name)]) {
      await removeDocument(this.container, subscriptionId, id);
    }
    this.changes += 1;
  }

  async hits(subscriptionId: string, name: string): Promise<SuppressionHits> {
    const { resource } = await this.container.item(hitsId(name), subscriptionId).read<HitsDocument>();
    return resource?.hits ?? { count: 0 };
  }

  /** Adds to the counter, whoever else does so meanwhile. */
  async count(subscriptionId: string, name: string, more: number, now: number): Promise<void> {
    const id = hitsId(name);
    await writeOver<HitsDocument>(this.container, subscriptionId, id, (known) => {
      const hits = { count: (known?.hits.count ?? 0) + more, lastTime: now };
      return { id, subscriptionId, kind: 'suppressionHits', hits };
    });
  }
}

function ruleId(name: string): string {
  return `suppressionRule|${name.toLowerCase()}`;
}

function hitsId(name: string): string {
  return `suppressionHits|${name.toLowerCase()}`;
}

function fromDocument(document: RuleDocument): SuppressionRule {
  const { name, alertType, reason, comment, state, expirationTime, modifiedTime, conditions } = document;
  return { name, alertType, reason, comment, state, expirationTime, modifiedTime, conditions };
}
