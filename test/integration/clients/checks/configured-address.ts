import { deepEqual, equal, ok } from 'node:assert/strict';
import { all, type Check, found, namesOf } from '../check';
import { type Connected, GROUP, LOCATION, WORKSPACE } from '../connected';

/** The burst that the limit of this API lets through: ten seconds' worth, at 5 requests in a second. */
const BURST = 50;

const nextLink = async (connected: Connected, path: string): Promise<string> =>
  (await connected.raw(path, { headers: { prefer: 'odata.maxpagesize=1' } })).body.nextLink;

/** Of an API with a configured address, under which clients find it, and with a low limit on requests. */
export const configuredAddressChecks: Check[] = [
  {
    name: 'links to the next page lead to the configured address, and clients follow them there',
    async run(connected) {
      await connected.simulate('DNS', 'KeyVaults');
      const { security, insights, address } = await connected.as({ claims: { azp: 'pages' } });
      for (const title of ['one', 'two'])
        await insights.incidents.createOrUpdate(GROUP, WORKSPACE, title, { title, severity: 'Low', status: 'New' });
      deepEqual(await namesOf(insights.incidents.list(GROUP, WORKSPACE, { top: 1 })), ['two', 'one']);
      const paged = { requestOptions: { customHeaders: { Prefer: 'odata.maxpagesize=1' } } };
      const listed = async () => ((await all(connected.security.alerts.list())).length === 4 ? true : undefined);
      await found(listed, 'list of two alerts and two incidents');
      equal((await all(security.alerts.list(paged))).length, 4);
      ok(address.publicUrl && address.publicUrl !== address.url);
      for (const path of [
        connected.securityPath('alerts?api-version=2022-01-01'),
        connected.insightsPath('incidents?api-version=2022-09-01-preview'),
      ])
        ok((await nextLink(connected, path)).startsWith(`${address.publicUrl}${path}&`));
    },
  },
  {
    name: 'a long-running operation is to be watched at the configured address',
    async run(connected) {
      const path = connected.securityPath(`locations/${LOCATION}/alerts/default/simulate`);
      const body = JSON.stringify({ properties: { kind: 'Bundles', bundles: ['DNS'] } });
      const { headers } = await connected.raw(`${path}?api-version=2022-01-01`, { method: 'POST', body });
      ok(headers.get('location')?.startsWith(`${connected.address.publicUrl}${path}/`), headers.get('location') ?? '');
    },
  },
  {
    name: 'who asks too often is told when to come back, and the client does',
    async run(connected) {
      const eager = await connected.as({ claims: { azp: 'eager' } });
      const ask = () => eager.raw(eager.securityPath('pricings?api-version=2022-03-01'));
      const answers = await Promise.all(Array.from({ length: 2 * BURST }, ask));
      const late = answers.find(({ status }) => status === 429);
      deepEqual([late?.body.error.code, late?.headers.get('retry-after')], ['TooManyRequests', '1']);
      ok((await eager.security.pricings.list()).value.length > 0);
    },
  },
];
