import type { IncidentEvent } from '../../../shared/export/incident-event';
import { fuse } from '../../../shared/fusion/fuse';
import type { FusionAlert } from '../../../shared/fusion/fusion-alert';
import { FusionConflict } from '../../../shared/fusion/fusion-store';
import { fuseSubscription } from '../../../shared/pipeline/fuse-subscription';
import { ingest } from '../../../shared/pipeline/ingest';
import type { ReceivedEvent } from '../../../shared/pipeline/received-event';
import { openStores, type Stores } from '../../../shared/storage/stores';
import { defenderExport } from '../../support/sample-alerts';
import { type Storage, startStorage, subscription } from '../storage/fixture';

describe('fusing a subscription', () => {
  let storage: Storage;
  let stores: Stores;
  let subscriptions = 0;
  const published: IncidentEvent[] = [];
  const publisher = {
    publish: async (_: string, events: readonly IncidentEvent[]) => {
      published.push(...events);
    },
  };

  beforeAll(async () => {
    storage = await startStorage();
    stores = openStores(storage.settings);
  });
  afterAll(() => storage.close());
  beforeEach(() => {
    published.length = 0;
  });

  /** Three alerts of one attack on one machine. */
  const attack = (id: string): ReceivedEvent[] =>
    [
      ['VM_SuspiciousSignIn', 'InitialAccess', '09:00'],
      ['VM_Mimikatz', 'CredentialAccess', '09:10'],
      ['VM_LateralTool', 'LateralMovement', '09:20'],
    ].map(([AlertType, Intent, time], index) => ({
      body: JSON.stringify(
        defenderExport({
          ...{ AlertType, Intent, AlertDisplayName: `${AlertType} was seen`, SystemAlertId: `${id.slice(-4)}-${index}`, Severity: 'High' },
          ...{ StartTimeUtc: `2026-03-02T${time}:00Z`, EndTimeUtc: `2026-03-02T${time}:30Z` },
        }),
      ),
      ...{ properties: { subscriptionId: id }, partitionId: '0', sequenceNumber: index, enqueuedTime: '' },
    }));
  const take = (events: ReceivedEvent[]) => ingest(events, stores, 1_000_000, Date.now);
  const run = (id: string) => fuseSubscription(id, stores, publisher, Date.now);
  const latest = () => new Map(published.map(({ incident }) => [incident.id, incident]));

  it.each([
    ['at another time', { time: '2026-03-02T11:00:00Z' }],
    ['on another machine', { entities: [{ type: 'host', hostName: 'db01' }] }],
  ])('goes on when a source revises an alert so that it was %s', async (_, revision) => {
    const id = subscription(++subscriptions);
    const beaconing = (changes: object): ReceivedEvent[] => [
      {
        body: JSON.stringify({
          ...{ id: 'case-17', title: 'Beaconing seen', product: 'Own NDR', severity: 'High', time: '2026-03-02T09:00:00Z' },
          ...{ entities: [{ type: 'host', hostName: 'web01' }], ...changes },
        }),
        ...{ properties: { subscriptionId: id }, partitionId: '0', sequenceNumber: 0, enqueuedTime: '' },
      },
    ];
    await take(beaconing({}));
    expect(await run(id)).toEqual({ outcome: 'done', alerts: 1 });
    await take(beaconing({ description: 'Corrected.', ...revision }));
    expect(await run(id)).toMatchObject({ outcome: 'done' });
    await take(attack(id));
    expect(await run(id)).toMatchObject({ outcome: 'done' });
    expect([...latest().values()]).toContainEqual(expect.objectContaining({ alertIds: expect.arrayContaining([`${id.slice(-4)}-0`]) }));
  });

  it('makes one announced incident of one attack, and nothing more of it when it runs again', async () => {
    const id = subscription(++subscriptions);
    await take(attack(id));
    expect(await stores.registry.changed()).toContain(id);
    expect(await run(id)).toEqual({ outcome: 'done', alerts: 3 });
    expect([...latest().values()]).toMatchObject([{ subscriptionId: id, alertCount: 3, severity: 'High', status: 'New' }]);
    expect(await stores.registry.changed()).not.toContain(id);

    published.length = 0;
    await take(attack(id));
    expect((await run(id)).outcome).toBe('done');
    expect(published).toEqual([]);
  });

  it.each([
    ['of a plan that is off', { planGate: { planOff: async () => 'VirtualMachines' as const } }],
    ['that a rule suppresses', { suppression: { ruleFor: async () => 'a-rule', count: async () => undefined } }],
  ])('makes no incident of alerts %s alone, and has them as evidence of one that is raised', async (_, silencing) => {
    const id = subscription(++subscriptions);
    const [first, ...others] = attack(id);
    await ingest(others, { ...stores, ...silencing }, 1_000_000, Date.now);
    expect((await run(id)).alerts).toBe(2);
    expect(latest().size).toBe(0);

    await take(first ? [first] : []);
    await run(id);
    const [incident] = [...latest().values()];
    expect(incident).toMatchObject({ alertCount: 3, severity: 'High' });
    const statuses = (await stores.alertQueries.byIds(id, (incident?.alertIds ?? []) as string[])).map(({ status }) => status);
    expect(statuses).toEqual(['Active', 'Dismissed', 'Dismissed']);
  });

  it('comes to the same incident when the alerts come one by one, the last first', async () => {
    const [whole, piecemeal] = [subscription(++subscriptions), subscription(++subscriptions)];
    await take(attack(whole));
    await run(whole);
    for (const event of attack(piecemeal).reverse()) {
      await take([event]);
      await run(piecemeal);
    }
    const incidents = [...latest().values()].filter(({ mergedInto }) => mergedInto === undefined);
    const [one, ...others] = incidents.map(({ severity, score, tactics, alertCount, title }) => ({
      severity,
      score,
      tactics,
      alertCount,
      title,
    }));
    expect(others).toEqual([one]);
  });

  it('counts every alert of a flood once, however often it comes', async () => {
    const id = subscription(++subscriptions);
    const flood = Array.from({ length: 150 }, (_, n) => ({
      ...(attack(id)[1] as ReceivedEvent),
      body: String(attack(id)[1]?.body).replace(/"SystemAlertId":"[^"]*"/, `"SystemAlertId":"flood-${n}"`),
    }));
    for (let round = 0; round < 3; round++) {
      await take(flood);
      await run(id);
    }
    expect([...latest().values()]).toMatchObject([{ alertCount: 150 }]);
  });

  it('does no harm when many workers have the same subscription at once', async () => {
    const id = subscription(++subscriptions);
    await take(attack(id));
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => run(id)));
    expect(outcomes.filter(({ outcome }) => outcome === 'done').length).toBeGreaterThan(0);
    expect([...latest().values()]).toMatchObject([{ alertCount: 3 }]);
  });

  it('does no harm when workers without a lease, each with its own part first, change the same incident at once', async () => {
    const id = subscription(++subscriptions);
    await take(attack(id));
    const alerts: FusionAlert[] = [];
    for await (const arrivals of stores.alerts.writtenSince(id, 0)) alerts.push(...arrivals.alerts);
    const work = async (order: readonly FusionAlert[]) => {
      for (const alert of order) {
        for (let isDone = false; !isDone; ) {
          isDone = await fuse(id, [alert], stores.fusion(id), { now: Date.now() }).then(
            () => true,
            (error) => {
              if (!(error instanceof FusionConflict)) throw error;
              return false;
            },
          );
        }
      }
    };
    const [first, second, third] = alerts as [FusionAlert, FusionAlert, FusionAlert];
    await Promise.all([work([first, second, third]), work([third, second, first]), work([second, first, third])]);
    await run(id);
    expect([...latest().values()].filter(({ mergedInto }) => mergedInto === undefined)).toMatchObject([
      { alertCount: 3, severity: 'High' },
    ]);
  });

  it('announces later what could not be announced', async () => {
    const id = subscription(++subscriptions);
    await take(attack(id));
    const broken = { publish: () => Promise.reject(new Error('the stream is away')) };
    await expect(fuseSubscription(id, stores, broken, Date.now)).rejects.toThrow('the stream is away');
    expect(published).toEqual([]);
    expect(await stores.registry.changed()).toContain(id);
    await run(id);
    expect([...latest().values()]).toMatchObject([{ subscriptionId: id, alertCount: 3 }]);
  });

  it('throws while the store is away, and goes on where it was', async () => {
    const id = subscription(++subscriptions);
    await take(attack(id));
    storage.server.refuse(503);
    await expect(run(id)).rejects.toThrow();
    storage.server.restore();
    expect(await run(id)).toEqual({ outcome: 'done', alerts: 3 });
    expect(latest().size).toBe(1);
  });
});
