import { z } from 'zod';
import { findPlan, isoDuration, PLANS, type Plan, type PlanSetting, PRICING_TIERS, trialRemaining } from '../../settings/plan';
import { json } from '../answer';
import { notFound } from '../api-error';
import { wholeAnswer } from '../list-answer';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';

const VERSIONS = ['2022-03-01'] as const;
const LIST = '/subscriptions/{subscriptionId}/providers/Microsoft.Security/pricings';
const ONE = `${LIST}/{pricingName}`;

const BODY = z
  .object({ properties: z.object({ pricingTier: z.enum(PRICING_TIERS), subPlan: z.string().max(40).nullish() }) })
  .meta({ id: 'PricingParameters' });
const PRICING = z
  .looseObject({ id: z.string(), name: z.string(), type: z.string(), properties: z.looseObject({}) })
  .meta({ id: 'Pricing' });
const READ = { versions: VERSIONS, access: { scope: 'subscription', permission: 'Settings.Read' } } as const;
const WRITE = { versions: VERSIONS, access: { scope: 'subscription', permission: 'Settings.Write' } } as const;

/** The tier of each plan and what is left of its trial, as `Microsoft.Security` serves them. */
export function pricingRoutes(services: Services): Route[] {
  return [
    {
      ...READ,
      operation: 'Pricings_List',
      method: 'GET',
      path: LIST,
      summary: 'Plans of a subscription',
      answers: { 200: z.object({ value: z.array(PRICING) }).meta({ id: 'PricingList' }) },
      handle: (call) =>
        wholeAnswer(call, async () => {
          const settings = await services.plans.of(call.subscriptionId);
          return { items: PLANS.map((plan) => resource(call.subscriptionId, settingOf(plan, settings), services.clock())) };
        }),
    },
    {
      ...READ,
      operation: 'Pricings_Get',
      method: 'GET',
      path: ONE,
      summary: 'One plan',
      answers: { 200: PRICING },
      async handle(call) {
        const setting = settingOf(planOf(call), await services.plans.of(call.subscriptionId));
        return json(resource(call.subscriptionId, setting, services.clock()));
      },
    },
    route({
      ...WRITE,
      operation: 'Pricings_Update',
      method: 'PUT',
      path: ONE,
      summary: 'Sets the tier of a plan; the first Standard starts its trial',
      change: 'Microsoft.Security/pricings/write',
      body: BODY,
      answers: { 200: PRICING },
      async handle(call) {
        const now = services.clock();
        const { pricingTier: tier, subPlan } = call.body.properties;
        const setting = await services.plans.set(call.subscriptionId, planOf(call), { tier, ...(subPlan && { subPlan }) }, now);
        return json(resource(call.subscriptionId, setting, now));
      },
    }),
  ];
}

function planOf(call: Call): Plan {
  const plan = findPlan(param(call, 'pricingName'));
  if (!plan) throw notFound(`The plan '${param(call, 'pricingName')}'`);
  return plan;
}

function settingOf(plan: Plan, settings: readonly PlanSetting[]): PlanSetting {
  return settings.find((setting) => setting.plan === plan) ?? { plan, tier: 'Standard' };
}

function resource(subscriptionId: string, setting: PlanSetting, now: number): object {
  return {
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.Security/pricings/${setting.plan}`,
    name: setting.plan,
    type: 'Microsoft.Security/pricings',
    properties: {
      pricingTier: setting.tier,
      ...(setting.subPlan === undefined ? {} : { subPlan: setting.subPlan }),
      freeTrialRemainingTime: isoDuration(trialRemaining(setting, now)),
    },
  };
}
