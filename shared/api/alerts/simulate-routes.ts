import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { json, noContent } from '../answer';
import { ALERT_VERSIONS } from '../projections/security-alert';
import { type Route, route } from '../route';
import type { Services } from '../services';
import { BUNDLES, sampleAlerts } from './sample-bundles';

const PATH = '/subscriptions/{subscriptionId}/providers/Microsoft.Security/locations/{location}/alerts/default/simulate';
const BODY = z
  .object({
    properties: z.object({
      kind: z.literal('Bundles'),
      bundles: z
        .array(z.enum(BUNDLES))
        .max(20)
        .default([...BUNDLES]),
    }),
  })
  .meta({ id: 'AlertSimulatorRequestBody' });

/** Sample alerts. The older version is answered by 204, the newer by 202 and a place to ask, which its client waits for. */
export function simulateRoutes({ samples, clock }: Services): Route[] {
  return [
    route({
      operation: 'Alerts_Simulate',
      method: 'POST',
      path: PATH,
      summary: 'Sends sample alerts, which take the way of every alert',
      versions: ALERT_VERSIONS,
      access: { scope: 'subscription', permission: 'Alert.Write' },
      change: 'Microsoft.Security/locations/alerts/simulate/action',
      body: BODY,
      answers: { 202: null, 204: null },
      async handle({ subscriptionId, body, apiVersion, url }) {
        const run = randomUUID();
        const bundles = [...new Set(body.properties.bundles)];
        await samples.send(
          subscriptionId,
          bundles.flatMap((bundle) => sampleAlerts(bundle, subscriptionId, run, clock())),
        );
        if (apiVersion === '2021-11-01') return noContent();
        const location = `${url.origin}${url.pathname}/${run}?api-version=${apiVersion}`;
        return new Response(null, { status: 202, headers: { location, 'retry-after': '1' } });
      },
    }),
    {
      operation: 'Alerts_SimulateResult',
      method: 'GET',
      path: `${PATH}/{run}`,
      summary: 'The end of a simulation: its alerts were sent before it was answered',
      versions: ALERT_VERSIONS,
      access: { scope: 'subscription', permission: 'Alert.Read' },
      answers: { 200: z.object({ status: z.string() }).meta({ id: 'SimulationResult' }) },
      handle: async () => json({ status: 'Succeeded' }),
    },
  ];
}
