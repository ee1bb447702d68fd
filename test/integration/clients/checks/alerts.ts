import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { all, type Check, found, namesOf, pageSizes, refused } from '../check';
import { type Connected, GROUP, LOCATION } from '../connected';

const BUNDLES: Record<string, string> = {
  AppServices: 'AppServices_SampleWebShell',
  DNS: 'AzureDNS_SampleSuspiciousDomain',
  KeyVaults: 'KV_SampleListing',
  KubernetesService: 'K8S_SampleShell',
  ResourceManager: 'ARM_SampleRoleAssignment',
  SqlServers: 'SQL_SampleBruteForce',
  StorageAccounts: 'Storage_SampleExtraction',
};
/** Of one machine three, and the incident that they fuse into. */
const ALL_SHOWN = Object.keys(BUNDLES).length + 3 + 1;

const OTHER_SUBSCRIPTION = 'c11e4700-0000-4000-8000-0000000000ff';

const list = ({ security }: Connected) => all(security.alerts.list());
/** An alert that is no incident. */
const anAlert = async (connected: Connected) => (await list(connected)).find(({ isIncident }) => !isIncident)?.name ?? '';

/** Alerts as `@azure/arm-security` handles them. The first check makes those that the others look at. */
export const alertChecks: Check[] = [
  {
    name: 'sample alerts of each bundle go the whole way into the list, and those of a machine become an incident there',
    async run(connected) {
      for (const bundle of Object.keys(BUNDLES)) await connected.simulate(bundle);
      await connected.prepareIncidents(1);
      const shown = await found(async () => {
        const alerts = await list(connected);
        return alerts.length === ALL_SHOWN ? alerts : undefined;
      }, `list of ${ALL_SHOWN} alerts`);
      const types = shown.map(({ alertType = '' }) => alertType);
      for (const alertType of Object.values(BUNDLES)) equal(types.filter((type) => type === alertType).length, 1, alertType);
      const incident = shown.find(({ isIncident }) => isIncident);
      deepEqual([incident?.severity, incident?.status, incident?.vendorName], ['High', 'Active', 'Sinter']);
      for (const alert of shown.filter(({ isIncident }) => !isIncident)) {
        ok(alert.startTimeUtc instanceof Date && alert.timeGeneratedUtc instanceof Date && alert.processingEndTimeUtc instanceof Date);
        deepEqual([alert.type, alert.extendedProperties?.isSample], ['Microsoft.Security/Locations/alerts', 'true']);
        deepEqual(
          alert.resourceIdentifiers?.map(({ type }) => type),
          ['AzureResource'],
        );
      }
    },
  },
  {
    name: 'a bundle that there is not, or no body, is refused',
    async run({ security }) {
      const wrong = { properties: { kind: 'Bundles' as const, bundles: ['Cooking'] } };
      await refused(security.alerts.simulate(LOCATION, wrong), 400, 'InvalidRequestContent');
      await refused(security.alerts.simulate(LOCATION, {}), 400, 'InvalidRequestContent');
    },
  },
  {
    name: 'the newer version simulates as a long-running operation, which ends with 200',
    async run(connected) {
      const body = JSON.stringify({ properties: { kind: 'Bundles', bundles: ['CosmosDbs'] } });
      const path = connected.of(OTHER_SUBSCRIPTION).securityPath(`locations/${LOCATION}/alerts/default/simulate?api%2Dversion=2022-01-01`);
      const started = await connected.raw(path, { method: 'POST', body });
      equal(started.status, 202);
      match(started.headers.get('retry-after') ?? '', /^\d+$/);
      const location = started.headers.get('location') ?? '';
      ok(location.startsWith(`${connected.address.url}/`), location);
      await found(async () => ((await connected.raw(location)).status === 200 ? true : undefined), 'end of the operation');
      await found(
        async () => (await list(connected.of(OTHER_SUBSCRIPTION))).find(({ alertType }) => alertType === 'CosmosDB_SampleExtraction'),
        'alert',
      );
    },
  },
  {
    name: 'pages of the size that `Prefer: odata.maxpagesize` names make up the same list',
    async run(connected) {
      const { security } = connected;
      const paged = { requestOptions: { customHeaders: { Prefer: 'odata.maxpagesize=4' } } };
      deepEqual(await pageSizes(security.alerts.list(paged)), [4, 4, 3]);
      deepEqual(await namesOf(security.alerts.list(paged)), await namesOf(security.alerts.list()));
      const path = connected.securityPath('alerts?api-version=2021-11-01');
      const { nextLink } = (await connected.raw(path, { headers: { prefer: 'odata.maxpagesize=4' } })).body;
      ok(nextLink.startsWith(`${connected.address.url}${path}&`), nextLink);
    },
  },
  {
    name: 'lists of a resource group and of a region ignore the case of its name; an unknown one has nothing',
    async run({ security: { alerts } }) {
      equal((await all(alerts.listByResourceGroup('Sample-RG'))).length, ALL_SHOWN - 1);
      equal((await all(alerts.listSubscriptionLevelByRegion('CentralUS'))).length, ALL_SHOWN);
      equal((await all(alerts.listResourceGroupLevelByRegion('CENTRALUS', 'SAMPLE-RG'))).length, ALL_SHOWN - 1);
      deepEqual(await all(alerts.listByResourceGroup('nowhere')), []);
      deepEqual(await all(alerts.listSubscriptionLevelByRegion('westeurope')), []);
      deepEqual(await all(alerts.listResourceGroupLevelByRegion('westeurope', GROUP)), []);
    },
  },
  {
    name: 'an alert is got by region and name, within its resource group alone',
    async run(connected) {
      const { alerts } = connected.security;
      const name = await anAlert(connected);
      const alert = await alerts.getSubscriptionLevel(LOCATION, name);
      deepEqual(await alerts.getResourceGroupLevel('CentralUS', name, 'Sample-RG'), alert);
      equal(alert.name, name);
      await refused(alerts.getResourceGroupLevel(LOCATION, name, 'other'), 404, 'ResourceNotFound');
      await refused(alerts.getSubscriptionLevel('westeurope', name), 404, 'ResourceNotFound');
      await refused(alerts.getSubscriptionLevel(LOCATION, 'nothing'), 404, 'ResourceNotFound');
    },
  },
  {
    name: 'the newer version shows techniques and evidence as well',
    async run(connected) {
      const path = connected.securityPath(`locations/${LOCATION}/alerts/${await anAlert(connected)}`);
      const { body } = await connected.raw(`${path}?api-version=2022-01-01`);
      ok(Array.isArray(body.properties.techniques) && Array.isArray(body.properties.subTechniques) && body.properties.supportingEvidence);
      equal((await connected.raw(`${path}?api-version=2021-11-01`)).body.properties.techniques, undefined);
    },
  },
  {
    name: 'an alert is brought into each state, by subscription and by resource group',
    async run(connected) {
      const { alerts } = connected.security;
      const name = await anAlert(connected);
      const status = async () => (await alerts.getSubscriptionLevel(LOCATION, name)).status;
      const steps: [string, () => Promise<unknown>][] = [
        ['Dismissed', () => alerts.updateSubscriptionLevelStateToDismiss(LOCATION, name)],
        ['Resolved', () => alerts.updateSubscriptionLevelStateToResolve(LOCATION, name)],
        ['Active', () => alerts.updateSubscriptionLevelStateToActivate(LOCATION, name)],
        ['Dismissed', () => alerts.updateResourceGroupLevelStateToDismiss(LOCATION, name, GROUP)],
        ['Active', () => alerts.updateResourceGroupLevelStateToActivate(LOCATION, name, GROUP)],
        ['Resolved', () => alerts.updateResourceGroupLevelStateToResolve('CENTRALUS', name, 'SAMPLE-RG')],
      ];
      for (const [expected, bring] of steps) {
        await bring();
        equal(await status(), expected);
      }
      for (const scope of ['', `/resourceGroups/${GROUP}`]) {
        await alerts.updateSubscriptionLevelStateToActivate(LOCATION, name);
        const path = `/subscriptions/${connected.subscription}${scope}/providers/Microsoft.Security/locations/${LOCATION}/alerts/${name}/inProgress`;
        equal((await connected.raw(`${path}?api-version=2022-01-01`, { method: 'POST' })).status, 204);
        equal(await status(), 'InProgress');
      }
      await refused(alerts.updateSubscriptionLevelStateToDismiss(LOCATION, 'nothing'), 404, 'ResourceNotFound');
      await refused(alerts.updateResourceGroupLevelStateToDismiss(LOCATION, name, 'other'), 404, 'ResourceNotFound');
    },
  },
  {
    name: 'the state of an alert that stands for an incident is the state of the incident',
    async run(connected) {
      const { alerts } = connected.security;
      const id = connected.takeIncident();
      const incident = () => connected.insights.incidents.get(GROUP, 'fusion', id);
      await alerts.updateSubscriptionLevelStateToResolve(LOCATION, id);
      deepEqual([(await incident()).status, (await incident()).classification], ['Closed', 'TruePositive']);
      await alerts.updateSubscriptionLevelStateToActivate(LOCATION, id);
      equal((await alerts.getSubscriptionLevel(LOCATION, id)).status, 'Active');
      equal((await incident()).status, 'New');
    },
  },
];
