import fc from 'fast-check';
import { AlertRepository } from '../../../shared/storage/alert-repository';
import { AlertStatusRepository } from '../../../shared/storage/alert-status-repository';
import { alertOf, type Storage, startStorage, subscription } from './fixture';

describe('the store of alerts', () => {
  let storage: Storage;
  let alerts: AlertRepository;
  let subscriptions = 0;
  const fresh = () => subscription(++subscriptions);

  beforeAll(async () => {
    storage = await startStorage();
    alerts = new AlertRepository(storage.containers.alerts, { retentionDays: 7 });
  });
  afterAll(() => storage.close());

  const writtenSince = async (id: string) => {
    const found: string[] = [];
    for await (const page of alerts.writtenSince(id, 0)) found.push(...page.alerts.map((alert) => alert.id));
    return found;
  };

  it('keeps all that the source said, and by when it expires', async () => {
    const alert = alertOf({ SystemAlertId: 'a-1' }, fresh());
    expect(await alerts.add([alert], 1_000)).toEqual(['created']);
    const stored = await alerts.get(alert.subscriptionId, 'a-1');
    expect(stored).toMatchObject(JSON.parse(JSON.stringify(alert)));
    expect(stored).toMatchObject({ arrivedTime: 1_000, ttl: 7 * 24 * 3600, resourceGroups: ['web'] });
    expect(stored?.entityKeys).toContain('host:web01.corp.example.com');
  });

  it('changes nothing when an alert comes again', async () => {
    const alert = alertOf({ SystemAlertId: 'again' }, fresh());
    await alerts.add([alert], 1);
    const before = await alerts.get(alert.subscriptionId, 'again');
    expect(await alerts.add([alert, alert], 2)).toEqual(['known', 'known']);
    expect(await alerts.get(alert.subscriptionId, 'again')).toEqual(before);
  });

  it('tells the same id in two subscriptions apart', async () => {
    const [one, other] = [fresh(), fresh()];
    expect(await alerts.add([alertOf({ SystemAlertId: 'x' }, one), alertOf({ SystemAlertId: 'x' }, other)], 1)).toEqual([
      'created',
      'created',
    ]);
    expect(await writtenSince(one)).toEqual(['x']);
    expect(await alerts.get(fresh(), 'x')).toBeUndefined();
  });

  it('ends with the latest version, in whatever order and batches the versions come', async () => {
    const versions = ['2026-03-02T09:15:00Z', '2026-03-02T09:20:00Z', '2026-03-02T09:25:00Z'];
    const order = fc.shuffledSubarray(versions, { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(order, fc.boolean(), async (shuffled, inOneBatch) => {
        const id = fresh();
        const batch = shuffled.map((time) => alertOf({ SystemAlertId: 'v', ProcessingEndTime: time, Description: `as of ${time}` }, id));
        if (inOneBatch) await alerts.add(batch, 1);
        else for (const alert of batch) await alerts.add([alert], 1);
        expect((await alerts.get(id, 'v'))?.description).toBe(`as of ${versions[2]}`);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps the status that a person set when the source revises the alert', async () => {
    const id = fresh();
    const first = alertOf({ SystemAlertId: 's' }, id);
    await alerts.add([first], 1);
    const stored = await alerts.get(id, 's');
    await storage.containers.alerts.item('s', id).replace({ ...stored, id: 's', status: 'Resolved', statusChangedTime: 5 });
    const revision = alertOf({ SystemAlertId: 's', ProcessingEndTime: '2026-03-03T00:00:00Z', Description: 'revised' }, id);
    expect(await alerts.add([revision], 9)).toEqual(['revised']);
    expect(await alerts.get(id, 's')).toMatchObject({ status: 'Resolved', description: 'revised', arrivedTime: 1 });
  });

  it('keeps the states that people took an alert out of when the source revises it, each with the version that was in it', async () => {
    const id = fresh();
    await alerts.add([alertOf({ SystemAlertId: 'former' }, id)], 1);
    const first = await alerts.get(id, 'former');
    await new AlertStatusRepository(storage.containers.alerts).set(id, 'former', 'Dismissed', 5);
    const later = (time: string) => alertOf({ SystemAlertId: 'former', ProcessingEndTime: time }, id);
    await alerts.add([later('2026-03-03T00:00:00Z')], 9);
    await alerts.add([later('2026-03-04T00:00:00Z')], 9);
    expect(await alerts.get(id, 'former')).toMatchObject({
      status: 'Dismissed',
      supersededStatuses: [{ status: 'Active', revision: first?.revision, severity: first?.severity }],
    });
  });

  it('refuses what no document can hold, and stores what came with it', async () => {
    const id = fresh();
    const big = { ...alertOf({ SystemAlertId: 'big' }, id), raw: 'x'.repeat(2_500_000) };
    expect(await alerts.add([alertOf({ SystemAlertId: 'small' }, id), big], 1)).toEqual(['created', 'refused']);
    expect(await writtenSince(id)).toEqual(['small']);
  });

  it('takes many at once, and large ones among them', async () => {
    const id = fresh();
    const many = Array.from({ length: 250 }, (_, n) =>
      alertOf({ SystemAlertId: `m${n}`, ...(n % 50 === 0 && { Description: 'long '.repeat(80_000) }) }, id),
    );
    expect(new Set(await alerts.add(many, 1))).toEqual(new Set(['created']));
    expect(new Set(await writtenSince(id)).size).toBe(250);
  });

  it.each([429, 503, 'disconnect'] as const)('throws while the store answers %s, and stores the rest when asked again', async (refusal) => {
    const id = fresh();
    const batch = [alertOf({ SystemAlertId: 'r1' }, id), alertOf({ SystemAlertId: 'r2' }, id)];
    storage.server.refuse(refusal);
    try {
      await expect(alerts.add(batch, 1)).rejects.toThrow();
    } finally {
      storage.server.restore();
    }
    await alerts.add(batch, 1);
    expect((await writtenSince(id)).sort()).toEqual(['r1', 'r2']);
  });
});
