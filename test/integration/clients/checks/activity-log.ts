import { deepEqual, equal, ok } from 'node:assert/strict';
import { all, type Check, found, pageSizes, refused } from '../check';
import { type Connected, GROUP, LOCATION } from '../connected';

const HOUR_MS = 3_600_000;
const time = (fromNow: number) => `'${new Date(Date.now() + fromNow).toISOString().replace('Z', '0000Z')}'`;
const LAST_HOUR = () => `eventTimestamp ge ${time(-HOUR_MS)} and eventTimestamp le ${time(HOUR_MS)}`;

const events = ({ monitor }: Connected, filter: string, select?: string) =>
  all(monitor.activityLogs.list(filter, select === undefined ? {} : { select }));

/** Two changes that succeed and one that does not, each of which leaves its beginning and its end. */
async function changes({ security: { alertsSuppressionRules: rules, alerts } }: Connected): Promise<void> {
  await rules.update('logged', { alertType: 'Some', reason: 'Other', state: 'Disabled' });
  await rules.delete('logged');
  await refused(alerts.updateResourceGroupLevelStateToDismiss(LOCATION, 'nothing', 'soc'), 404, 'ResourceNotFound');
}

/** Who changed what, as `@azure/arm-monitor` reads it. The first check makes the entries that the others look at. */
export const activityLogChecks: Check[] = [
  {
    name: 'every change is in the activity log with who, what, when and from where, the latest first',
    async run(connected) {
      await changes(connected);
      const log = await events(connected, LAST_HOUR());
      deepEqual(
        log.map(({ operationName, status }) => [operationName?.value?.split('/').slice(1).join('/'), status?.value]),
        [
          ['locations/alerts/dismiss/action', 'Failed'],
          ['locations/alerts/dismiss/action', 'Started'],
          ['alertsSuppressionRules/delete', 'Succeeded'],
          ['alertsSuppressionRules/delete', 'Started'],
          ['alertsSuppressionRules/write', 'Succeeded'],
          ['alertsSuppressionRules/write', 'Started'],
        ],
      );
      const [latest] = log;
      deepEqual([latest?.caller, latest?.subscriptionId, latest?.level], ['Dana@example.com', connected.subscription, 'Error']);
      deepEqual([latest?.httpRequest?.method, latest?.httpRequest?.clientIpAddress], ['POST', '127.0.0.1']);
      ok(latest?.httpRequest?.uri?.startsWith(connected.address.url), latest?.httpRequest?.uri);
      ok(latest?.eventTimestamp instanceof Date && latest.correlationId && latest.httpRequest?.clientRequestId);
    },
  },
  {
    name: 'the activity log is filtered by time, resource group, resource, provider and correlation id',
    async run(connected) {
      const count = async (filter: string) => (await events(connected, `${LAST_HOUR()} and ${filter}`)).length;
      equal(await count("resourceGroupName eq 'SOC'"), 2);
      equal(await count(`resourceUri eq '${connected.securityPath('alertsSuppressionRules/logged')}'`), 4);
      equal(await count("resourceProvider eq 'Microsoft.Security'"), 6);
      equal(await count("resourceProvider eq 'Microsoft.SecurityInsights'"), 0);
      equal(await count("levels eq 'Error,Critical' and eventChannels eq 'Admin, Operation'"), 1);
      const [{ correlationId } = {}] = await events(connected, LAST_HOUR());
      equal(await count(`correlationId eq '${correlationId}'`), 2);
      equal((await events(connected, `eventTimestamp le ${time(-HOUR_MS)}`)).length, 0);
      equal((await events(connected, "eventTimestamp ge '1970-01-01T00:00:00Z'")).length, 6);
    },
  },
  {
    name: 'the activity log shows the selected properties alone, also on the pages that follow',
    async run({ monitor }) {
      const options = { select: 'operationName,caller', requestOptions: { customHeaders: { Prefer: 'odata.maxpagesize=4' } } };
      deepEqual(await pageSizes(monitor.activityLogs.list(LAST_HOUR(), options)), [4, 2]);
      const last = (await all(monitor.activityLogs.list(LAST_HOUR(), options))).at(-1);
      deepEqual(Object.keys(JSON.parse(JSON.stringify(last))).sort(), ['caller', 'operationName']);
    },
  },
  {
    name: 'an alert is in the activity log as soon as it is raised',
    async run(connected) {
      await connected.simulate('DNS');
      const raised = () => events(connected, `${LAST_HOUR()} and category eq 'Security'`);
      const event = await found(async () => (await raised())[0], 'alert in the activity log');
      deepEqual([event.eventName?.value, event.status?.value], ['AzureDNS_SampleSuspiciousDomain', 'Active']);
      equal(event.operationName?.value, 'Microsoft.Security/locations/alerts/activate/action');
      ok(event.resourceId?.includes('/alerts/') && event.resourceGroupName === GROUP && event.properties?.severity === 'Medium');
    },
  },
  {
    name: 'without a filter that can be read the activity log is refused',
    async run(connected) {
      for (const filter of ['', 'nonsense', "eventTimestamp ge 'yesterday'"]) await refused(events(connected, filter), 400, 'BadRequest');
    },
  },
];
