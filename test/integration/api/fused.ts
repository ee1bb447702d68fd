import { fuse } from '../../../shared/fusion/fuse';
import { toFusionAlert } from '../../../shared/fusion/fusion-alert';
import type { Alert } from '../../../shared/model/alert';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import type { ApiFixture } from './api-fixture';
import { alert } from './stored-alerts';

/** Stores the alerts, fuses them, and returns the ids of the incidents, in the order of their first alerts. */
export async function fused(api: ApiFixture, alerts: readonly Alert[], subscription = SUBSCRIPTION): Promise<string[]> {
  await api.stores.alerts.add(alerts, api.now);
  const { incidents } = await fuse(subscription, alerts.map(toFusionAlert), api.stores.fusion(subscription), {
    now: Number.POSITIVE_INFINITY,
  });
  await api.stores.registry.markChanged(subscription);
  const facts = await Promise.all(incidents.map((id) => api.stores.incidentQueries.get(subscription, id)));
  return facts
    .filter((incident) => incident !== undefined)
    .sort((a, b) => a.firstActivityTime - b.firstActivityTime || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

/** Alerts of an attack on one machine, three in an hour: an incident. `place` keeps attacks apart. */
export function attack(place: string, start: number, subscription = SUBSCRIPTION): Alert[] {
  const host = { kind: 'host' as const, key: `host:${place}`, name: place, properties: { type: 'host', hostName: place } };
  const steps = [
    ['VM_Scan', 'TA0007', 'Medium'],
    ['VM_Shell', 'TA0002', 'High'],
    ['VM_Upload', 'TA0010', 'High'],
  ] as const;
  return steps.map(([alertType, tactic, severity], step) =>
    alert(start + step * 7, {
      subscriptionId: subscription,
      id: `${place}-${step}`,
      alertType,
      displayName: `${alertType} on ${place}`,
      tactics: [tactic],
      severity,
      entities: [host],
      compromisedEntity: place,
    }),
  );
}
