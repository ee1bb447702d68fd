import { z } from 'zod';
import {
  isSuppressionField,
  latestExpiration,
  SUPPRESSION_STATES,
  type SuppressionRule,
  stateOf,
  suppresses,
} from '../../settings/suppression-rule';
import type { Condition } from '../../storage/condition';
import type { SuppressionHits } from '../../storage/suppression-rule-repository';
import { json, noContent } from '../answer';
import { badRequest, notFound } from '../api-error';
import { shortListAnswer } from '../list-answer';
import { isoTime } from '../projections/time';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';

const VERSIONS = ['2019-01-01-preview'] as const;
const LIST = '/subscriptions/{subscriptionId}/providers/Microsoft.Security/alertsSuppressionRules';
const ONE = `${LIST}/{ruleName}`;
const NAME = /^[A-Za-z0-9][\w.()-]{0,127}$/;
const CHANGE = 'Microsoft.Security/alertsSuppressionRules';

const CONDITION = z
  .object({
    field: z.string().refine(isSuppressionField, 'must be entities.<type>.<property>'),
    in: z.array(z.string().max(1_000)).min(1).max(200).optional(),
    contains: z.string().min(1).max(1_000).optional(),
  })
  .refine((condition) => condition.in !== undefined || condition.contains !== undefined, 'needs `in` or `contains`');
const PROPERTIES = z.object({
  alertType: z.string().min(1).max(256),
  reason: z.string().min(1).max(256),
  state: z.enum(SUPPRESSION_STATES),
  comment: z.string().max(4_000).nullish(),
  expirationDateUtc: z.iso.datetime({ offset: true }).nullish(),
  suppressionAlertsScope: z.object({ allOf: z.array(CONDITION).max(20) }).nullish(),
});
const BODY = z.object({ properties: PROPERTIES }).meta({ id: 'AlertsSuppressionRuleParameters' });
const RULE = z
  .looseObject({ id: z.string(), name: z.string(), type: z.string(), properties: z.looseObject({}) })
  .meta({ id: 'AlertsSuppressionRule' });
const RULES = z.object({ value: z.array(RULE), nextLink: z.string().optional() }).meta({ id: 'AlertsSuppressionRulesList' });
const DRY_RUN = z
  .object({ from: z.string(), examined: z.number(), suppressed: z.number(), examples: z.array(z.string()) })
  .meta({ id: 'SuppressionDryRun' });

const READ = { versions: VERSIONS, access: { scope: 'subscription', permission: 'Settings.Read' } } as const;
const WRITE = { versions: VERSIONS, access: { scope: 'subscription', permission: 'Settings.Write' } } as const;

/** Rules by which new alerts are dismissed, as `Microsoft.Security` serves them, and a trial of a rule on the alerts there are. */
export function suppressionRoutes(services: Services): Route[] {
  const { suppressionRules, clock } = services;
  return [
    {
      ...READ,
      operation: 'AlertsSuppressionRules_List',
      method: 'GET',
      path: LIST,
      summary: 'Suppression rules of a subscription',
      query: {
        AlertType: 'Only the rules about this type of alert',
        $top: 'Largest number in one page',
        $skipToken: 'Continues a list, from its nextLink',
      },
      answers: { 200: RULES },
      async handle(call) {
        const { subscriptionId, query } = call;
        const type = query.get('alerttype')?.toLowerCase();
        const rules = await suppressionRules.of(subscriptionId);
        const wanted = rules.filter(({ alertType }) => type === undefined || alertType.toLowerCase() === type);
        const key = ({ name }: SuppressionRule) => name.toLowerCase();
        return shortListAnswer(call, wanted, key, (rule) => resource(subscriptionId, rule, clock()));
      },
    },
    {
      ...READ,
      operation: 'AlertsSuppressionRules_Get',
      method: 'GET',
      path: ONE,
      summary: 'One suppression rule, and how often it has suppressed an alert',
      answers: { 200: RULE },
      async handle(call) {
        const rule = await suppressionRules.get(call.subscriptionId, param(call, 'ruleName'));
        if (!rule) throw notFound(`The suppression rule '${param(call, 'ruleName')}'`);
        return json(resource(call.subscriptionId, rule, clock(), await suppressionRules.hits(call.subscriptionId, rule.name)));
      },
    },
    route({
      ...WRITE,
      operation: 'AlertsSuppressionRules_Update',
      method: 'PUT',
      path: ONE,
      summary: 'Creates or replaces a suppression rule',
      change: `${CHANGE}/write`,
      body: BODY,
      answers: { 200: RULE },
      async handle(call) {
        const rule = asked(call, clock());
        await suppressionRules.put(call.subscriptionId, rule);
        return json(resource(call.subscriptionId, rule, clock()));
      },
    }),
    {
      ...WRITE,
      operation: 'AlertsSuppressionRules_Delete',
      method: 'DELETE',
      path: ONE,
      summary: 'Deletes a suppression rule; what it has dismissed stays so',
      change: `${CHANGE}/delete`,
      answers: { 204: null },
      async handle(call) {
        await suppressionRules.delete(call.subscriptionId, param(call, 'ruleName'));
        return noContent();
      },
    },
    route({
      ...WRITE,
      operation: 'AlertsSuppressionRules_DryRun',
      method: 'POST',
      path: `${ONE}/dryRun`,
      summary: 'Says which alerts of the last 30 days the rule would have suppressed; nothing is changed',
      body: BODY,
      answers: { 200: DRY_RUN },
      handle: (call) => dryRun(call, services),
    }),
  ];
}

type Body = z.output<typeof BODY>;

function asked(call: Call<Body>, now: number): SuppressionRule {
  const name = param(call, 'ruleName');
  if (!NAME.test(name)) throw badRequest(`'${name.slice(0, 90)}' is no name of a suppression rule.`, 'InvalidSuppressionRuleName');
  const { alertType, reason, state, comment, expirationDateUtc, suppressionAlertsScope } = call.body.properties;
  const latest = latestExpiration(now);
  const expirationTime = expirationDateUtc ? Date.parse(expirationDateUtc) : latest;
  if (expirationTime > latest) throw badRequest('A suppression rule may last 6 months at most.', 'InvalidExpirationDate');
  if (state === 'Enabled' && expirationTime <= now) {
    throw badRequest('A suppression rule that is enabled must expire in the future.', 'InvalidExpirationDate');
  }
  const conditions = (suppressionAlertsScope?.allOf ?? []).map((condition) => ({
    field: condition.field,
    ...(condition.in && { in: condition.in }),
    ...(condition.contains !== undefined && { contains: condition.contains }),
  }));
  return { name, alertType, reason, comment: comment ?? '', state, expirationTime, modifiedTime: now, conditions };
}

const DRY_RUN_MS = 30 * 24 * 60 * 60 * 1000;
const MOST_EXAMPLES = 20;

async function dryRun(call: Call<Body>, { alerts, clock }: Services): Promise<Response> {
  const now = clock();
  const rule = asked(call, now);
  const from = now - DRY_RUN_MS;
  const recent: Condition = { op: 'compare', path: 'startTime', how: 'ge', value: from };
  const examples: string[] = [];
  let examined = 0;
  let suppressed = 0;
  for await (const alert of alerts.all({ subscriptionId: call.subscriptionId, condition: recent })) {
    examined += 1;
    if (!suppresses(rule, alert)) continue;
    suppressed += 1;
    if (examples.length < MOST_EXAMPLES) examples.push(alert.id);
  }
  return json({ from: isoTime(from), examined, suppressed, examples });
}

function resource(subscriptionId: string, rule: SuppressionRule, now: number, hits?: SuppressionHits): object {
  const { name, alertType, reason, comment, expirationTime, modifiedTime, conditions } = rule;
  const counted = hits && {
    hitCount: hits.count,
    ...(hits.lastTime === undefined ? {} : { lastHitUtc: isoTime(hits.lastTime) }),
  };
  return {
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.Security/alertsSuppressionRules/${name}`,
    name,
    type: 'Microsoft.Security/alertsSuppressionRules',
    properties: {
      alertType,
      reason,
      state: stateOf(rule, now),
      comment,
      expirationDateUtc: isoTime(expirationTime),
      lastModifiedUtc: isoTime(modifiedTime),
      ...(conditions.length > 0 ? { suppressionAlertsScope: { allOf: conditions } } : {}),
      ...counted,
    },
  };
}
