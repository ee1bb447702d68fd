import type { Alert } from '../model/alert';
import { type SuppressionRule, stateOf, suppresses } from '../settings/suppression-rule';

export interface SuppressionRules {
  /** Differs after every change that was made in this process. */
  readonly changes?: number;
  of(subscriptionId: string): Promise<SuppressionRule[]>;
  count(subscriptionId: string, name: string, more: number, now: number): Promise<void>;
}

/** How long after a change of the rules, by another process, alerts may still be treated by the old ones. In milliseconds. */
const FRESH_MS = 10_000;
/** Subscriptions remembered at once. */
const LARGEST_CACHE = 10_000;

/** Dismisses new alerts by the rules of their subscription, which are read at most once in ten seconds: the way of an alert costs no read of its own. */
export class Suppression {
  readonly #cache = new Map<string, { rules: Promise<SuppressionRule[]>; until: number; changes: number | undefined }>();

  constructor(private readonly rules: SuppressionRules) {}

  /** The name of the first rule that suppresses the alert. Throws when the rules cannot be read. */
  async ruleFor(alert: Alert, now: number): Promise<string | undefined> {
    const rules = await this.#rulesOf(alert.subscriptionId, now);
    return rules.find((rule) => stateOf(rule, now) === 'Enabled' && suppresses(rule, alert))?.name;
  }

  /** Adds to the counters of the rules, once for each subscription and rule; `hits` are the alerts that were new. */
  async count(hits: readonly { subscriptionId: string; rule: string }[], now: number): Promise<void> {
    const counts = new Map<string, { subscriptionId: string; rule: string; count: number }>();
    for (const { subscriptionId, rule } of hits) {
      const key = `${subscriptionId}|${rule}`;
      const known = counts.get(key) ?? { subscriptionId, rule, count: 0 };
      known.count += 1;
      counts.set(key, known);
    }
    await Promise.all([...counts.values()].map(({ subscriptionId, rule, count }) => this.rules.count(subscriptionId, rule, count, now)));
  }

  #rulesOf(subscriptionId: string, now: number): Promise<SuppressionRule[]> {
    const known = this.#cache.get(subscriptionId);
    const { changes } = this.rules;
    if (known && known.until > now && known.changes === changes) return known.rules;
    if (this.#cache.size >= LARGEST_CACHE) this.#cache.clear();
    const rules = this.rules.of(subscriptionId);
    this.#cache.set(subscriptionId, { rules, until: now + FRESH_MS, changes });
    // A failure is not remembered.
    rules.catch(() => this.#cache.delete(subscriptionId));
    return rules;
  }
}

/** A suppressed alert is kept and stays evidence, but nobody needs to look at it. What a person later makes of its status counts. */
export function dismissed(alert: Alert, rule: string): Alert {
  return {
    ...alert,
    status: 'Dismissed',
    isSilenced: true,
    extendedProperties: { ...alert.extendedProperties, 'sinter.suppressedBy': rule },
  };
}
