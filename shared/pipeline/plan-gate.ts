import type { Alert } from '../model/alert';
import { type Plan, type PlanSetting, planOfComponent } from '../settings/plan';

/** How long after a change of the plans, by another process, alerts may still be treated by the old ones. In milliseconds. */
const FRESH_MS = 10_000;
/** Subscriptions remembered at once. */
const LARGEST_CACHE = 10_000;

const PRODUCTS = /defender for cloud|azure security center/i;

interface Plans {
  /** Differs after every change that was made in this process. */
  readonly changes?: number;
  of(subscriptionId: string): Promise<PlanSetting[]>;
}

/** Finds the alerts of plans which are off. The plans of a subscription are read at most once in ten seconds. */
export class PlanGate {
  readonly #cache = new Map<string, { plans: Promise<PlanSetting[]>; until: number; changes: number | undefined }>();

  constructor(private readonly plans: Plans) {}

  /** The plan of the alert if it is off. Alerts of other products belong to no plan. Throws when the plans cannot be read. */
  async planOff(alert: Alert, now: number): Promise<Plan | undefined> {
    const plan = PRODUCTS.test(alert.product) ? planOfComponent(alert.component) : undefined;
    if (plan === undefined) return undefined;
    const settings = await this.#settingsOf(alert.subscriptionId, now);
    return settings.some((setting) => setting.plan === plan && setting.tier === 'Free') ? plan : undefined;
  }

  #settingsOf(subscriptionId: string, now: number): Promise<PlanSetting[]> {
    const known = this.#cache.get(subscriptionId);
    const { changes } = this.plans;
    if (known && known.until > now && known.changes === changes) return known.plans;
    if (this.#cache.size >= LARGEST_CACHE) this.#cache.clear();
    const plans = this.plans.of(subscriptionId);
    this.#cache.set(subscriptionId, { plans, until: now + FRESH_MS, changes });
    // A failure is not remembered.
    plans.catch(() => this.#cache.delete(subscriptionId));
    return plans;
  }
}

/** Nothing that came is lost, but of a plan that is off nobody is asked to look at anything: the alert is stored as dismissed. */
export function notRaised(alert: Alert, plan: Plan): Alert {
  return { ...alert, status: 'Dismissed', isSilenced: true, extendedProperties: { ...alert.extendedProperties, 'sinter.planOff': plan } };
}
