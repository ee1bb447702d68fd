import { type Fault, randomOf } from '../../../infra/local/data-collection/faults';
import type { ExportRepository } from '../../../shared/storage/export-repository';
import { alert } from '../../integration/api/stored-alerts';
import { automationPath, ExportFixture, workspaceId } from '../../integration/export/export-fixture';
import { subscription } from '../../integration/storage/fixture';

/** Rounds of writing, delivering and failing; each seed is another story, and the same seed the same story. */
const SEEDS = [1, 7, 20_261_124];
const ROUNDS = 14;

const KINDS: Fault[] = [
  { kind: 'refuse', status: 429, retryAfter: 2 },
  { kind: 'refuse', status: 503 },
  { kind: 'refuse', status: 500 },
  { kind: 'refuse', status: 401 },
  { kind: 'reset-before' },
  { kind: 'reset-after' },
];

let exports: ExportFixture;
beforeAll(async () => {
  exports = await ExportFixture.start();
});
afterAll(() => exports.stop());

/** The host dies before or after it writes down what it delivered. */
class Killed extends Error {}

function dying(ledger: ExportRepository, random: () => number, rate: () => number): ExportRepository {
  return new Proxy(ledger, {
    get(repository, name: keyof ExportRepository) {
      const member = repository[name];
      if (typeof member !== 'function') return member;
      // A dead host gives no lease back.
      if (name === 'release') return async () => undefined;
      if (name !== 'commit') return member.bind(repository);
      return async (...args: Parameters<ExportRepository['commit']>) => {
        if (random() < rate()) throw new Killed();
        const held = await repository.commit(...args);
        if (random() < rate()) throw new Killed();
        return held;
      };
    },
  });
}

it.each(SEEDS)('what comes in is what arrives, in order, whatever fails (seed %i)', async (seed) => {
  const id = subscription(600 + (seed % 97));
  const random = randomOf(seed);
  let isFailing = true;
  exports.late = 0;
  exports.endpoint.faults = () => (isFailing && random() < 0.4 ? KINDS[Math.floor(random() * KINDS.length)] : undefined);
  const { stores } = exports.api;
  const whole = stores.exportLedger;
  await exports.automation(id, 'sim', {
    sources: [{ eventSource: 'Alerts' }],
    actions: [{ actionType: 'Workspace', workspaceResourceId: workspaceId(id) }],
  });
  stores.exportLedger = dying(whole, random, () => (isFailing ? 0.15 : 0));

  const written = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const some = Array.from({ length: 1 + Math.floor(random() * 40) }, () => {
      const n = Math.floor(random() * 400);
      written.add(alert(n).id);
      return alert(n, { subscriptionId: id, revisedTime: Date.UTC(2026, 5, 1) + round, raw: JSON.stringify({ round, seed }) });
    });
    await exports.add(...some);
    if (round === 5) exports.late += 600_000;
    // Two hosts at once, each of which may die.
    await Promise.allSettled([exports.run(id), exports.run(id)]);
    exports.late += Math.floor(random() * 200_000);
  }
  isFailing = false;
  exports.late += 800_000;
  await exports.runAll(id);
  stores.exportLedger = whole;
  exports.late = 0;

  const rows = exports.rows(id);
  const latest = new Map(rows.map((row) => [row.SystemAlertId, row.RecordId]));
  expect(new Set(latest.keys())).toEqual(written);
  const report = await exports.reconciliation(id, 'sim');
  expect(report).toMatchObject({ isComplete: true, value: [{ pending: 0, missingCount: 0, dead: 0 }] });
  // What the ledger says is what the receiver has, once it has dropped repeats.
  const distinct = [...new Set(rows.map(({ RecordId }) => RecordId))];
  expect(report.value[0].delivered).toBeLessThanOrEqual(distinct.length);
  expect((await exports.api.ask(automationPath(id, 'sim', '/deadLetters'))).body.value).toEqual([]);
  // An older state of an alert never comes for the first time behind a newer one.
  const order = new Map<unknown, number>();
  for (const row of distinct.map((recordId) => rows.find(({ RecordId }) => RecordId === recordId) as (typeof rows)[number])) {
    const stored = await stores.alerts.get(id, String(row.SystemAlertId));
    if (latest.get(row.SystemAlertId) === row.RecordId) order.set(row.SystemAlertId, stored?.revisedTime ?? 0);
    else expect(order.has(row.SystemAlertId)).toBe(false);
  }
});
