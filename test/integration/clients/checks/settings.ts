import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Automation } from '@azure/arm-security';
import { all, type Check, found, namesOf, pageSizes, refused } from '../check';
import { type Connected, GROUP, LOCATION } from '../connected';

const BY_TWO = { requestOptions: { customHeaders: { Prefer: 'odata.maxpagesize=2' } } };

const TOMORROW = new Date(Date.now() + 86_400_000);

const rule = (changes: object = {}) => ({
  alertType: 'VM_UnseenProcess',
  reason: 'FalsePositive',
  state: 'Enabled' as const,
  comment: 'Our own scanner.',
  expirationDateUtc: TOMORROW,
  suppressionAlertsScope: {
    allOf: [
      { field: 'entities.ip.address', in: ['203.0.113.77', '192.0.2.1'] },
      { field: 'entities.process.commandline', contains: 'scan' },
    ],
  },
  ...changes,
});

const automation = ({ subscription }: Connected, changes: object = {}): Automation => ({
  location: LOCATION,
  tags: { team: 'soc' },
  description: 'High ones.',
  isEnabled: true,
  scopes: [{ description: 'All', scopePath: `/subscriptions/${subscription}` }],
  sources: [
    {
      eventSource: 'Alerts',
      ruleSets: [{ rules: [{ propertyJPath: 'Severity', propertyType: 'String', operator: 'Equals', expectedValue: 'High' }] }],
    },
  ],
  actions: [
    {
      actionType: 'Workspace',
      workspaceResourceId: `/subscriptions/${subscription}/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/soc`,
    },
  ],
  ...changes,
});

/** Suppression rules, automations and plans as `@azure/arm-security` handles them. */
export const settingsChecks: Check[] = [
  {
    name: 'a suppression rule in every state is written, read, written back and deleted',
    async run({ security: { alertsSuppressionRules: rules } }) {
      for (const state of ['Enabled', 'Disabled', 'Expired'] as const) {
        const written = await rules.update('kept', rule({ state }));
        for (const [name, value] of Object.entries(rule({ state }))) deepEqual(written[name as keyof typeof written], value, name);
        ok(written.lastModifiedUtc instanceof Date);
      }
      const read = await rules.get('KEPT');
      equal((await rules.update('kept', { ...read, comment: 'Theirs.' })).comment, 'Theirs.');
      for (const _ of [1, 2]) await rules.delete('kept');
      await refused(rules.get('kept'), 404, 'ResourceNotFound');
      const late = rule({ expirationDateUtc: new Date(Date.now() + 400 * 86_400_000) });
      await refused(rules.update('late', late), 400, 'InvalidExpirationDate');
    },
  },
  {
    name: 'suppression rules are listed, by type of alert in any case, and page by page',
    async run({ security: { alertsSuppressionRules: rules } }) {
      for (const [name, alertType] of [
        ['a', 'One'],
        ['b', 'Two'],
        ['c', '*'],
      ] as const)
        await rules.update(name, rule({ alertType }));
      deepEqual(await namesOf(rules.list()), ['a', 'b', 'c']);
      deepEqual(await namesOf(rules.list({ alertType: 'TWO' })), ['b']);
      deepEqual(await namesOf(rules.list({ alertType: 'Three' })), []);
      deepEqual(await pageSizes(rules.list(BY_TWO)), [2, 1]);
    },
  },
  {
    name: 'an automation is validated, created, changed, read and deleted; secrets are not shown',
    async run(connected) {
      const { automations } = connected.security;
      const asked = automation(connected);
      equal((await automations.validate(GROUP, 'kept', asked)).isValid, true);
      const wrong = await automations.validate(GROUP, 'kept', automation(connected, { actions: [] }));
      deepEqual([wrong.isValid, typeof wrong.message], [false, 'string']);
      const created = await automations.createOrUpdate(GROUP, 'kept', asked);
      for (const [name, value] of Object.entries(asked)) deepEqual(created[name as keyof Automation], value, name);
      equal((await automations.createOrUpdate(GROUP, 'kept', { ...created, isEnabled: false })).isEnabled, false);
      const secret = 'Endpoint=sb://hub.example.com/;SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0;EntityPath=alerts';
      const hub = `/subscriptions/${connected.subscription}/resourceGroups/soc/providers/Microsoft.EventHub/namespaces/n/eventhubs/alerts`;
      const actions = [{ actionType: 'EventHub', eventHubResourceId: hub, connectionString: secret }];
      await automations.createOrUpdate(GROUP, 'kept', automation(connected, { actions }));
      const [action] = (await automations.get('Sample-RG', 'Kept')).actions ?? [];
      deepEqual([action?.actionType, JSON.stringify(action).includes('c2VjcmV0')], ['EventHub', false]);
      for (const _ of [1, 2]) await automations.delete(GROUP, 'kept');
      await refused(automations.get(GROUP, 'kept'), 404, 'ResourceNotFound');
    },
  },
  {
    name: 'automations are listed by subscription and by resource group, page by page',
    async run(connected) {
      const { automations } = connected.security;
      for (const [group, name] of [
        ['soc', 'a'],
        ['soc', 'b'],
        ['web', 'c'],
      ] as const)
        await automations.createOrUpdate(group, name, automation(connected, { isEnabled: false }));
      deepEqual(await namesOf(automations.list()), ['a', 'b', 'c']);
      deepEqual(await namesOf(automations.listByResourceGroup('SOC')), ['a', 'b']);
      deepEqual(await pageSizes(automations.list(BY_TWO)), [2, 1]);
    },
  },
  {
    name: 'plans are listed without pages; the first Standard starts the trial, whose rest is an ISO 8601 duration',
    async run({ security: { pricings } }) {
      const { value, ...rest } = await pricings.list();
      ok(value.length > 10 && Object.keys(rest).length === 0);
      for (const { pricingTier, freeTrialRemainingTime } of value) deepEqual([pricingTier, freeTrialRemainingTime], ['Standard', 'P30D']);
      equal((await pricings.update('KeyVaults', { pricingTier: 'Free' })).pricingTier, 'Free');
      equal((await pricings.get('keyvaults')).pricingTier, 'Free');
      const standard = await pricings.update('KeyVaults', { pricingTier: 'Standard' });
      deepEqual([standard.name, standard.pricingTier], ['KeyVaults', 'Standard']);
      equal((await pricings.update('VirtualMachines', { pricingTier: 'Standard', subPlan: 'P2' })).subPlan, 'P2');
      match((await pricings.get('KeyVaults')).freeTrialRemainingTime ?? '', /^P(?:30D|29DT23H59M\d+S)$/);
      await refused(pricings.get('Cooking'), 404, 'ResourceNotFound');
      await refused(pricings.update('KeyVaults', { pricingTier: 'Gold' }), 400, 'InvalidRequestContent');
    },
  },
  {
    name: 'a suppression rule, and a plan that is set to Free, hold for the next alert',
    async run(connected) {
      const { alerts, alertsSuppressionRules: rules, pricings } = connected.security;
      const statuses = async () =>
        (await all(alerts.list())).map(({ alertType, status }) => [alertType?.split('_')[0], status].join(' ')).sort();
      const raised = async (bundles: string[], expected: string[]) => {
        await connected.simulate(...bundles);
        const shown = await found(
          async () => ((await statuses()).length === expected.length ? statuses() : undefined),
          expected.join(', '),
        );
        deepEqual(shown, expected);
      };
      await raised(['DNS', 'KeyVaults'], ['AzureDNS Active', 'KV Active']);
      await rules.update('dns', { alertType: 'AzureDNS_SampleSuspiciousDomain', reason: 'Other', state: 'Enabled' });
      await pricings.update('KeyVaults', { pricingTier: 'Free' });
      await raised(['DNS', 'KeyVaults'], ['AzureDNS Active', 'AzureDNS Dismissed', 'KV Active', 'KV Dismissed']);
    },
  },
];
