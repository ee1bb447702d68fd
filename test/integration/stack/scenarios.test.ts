import { setTimeout as delay } from 'node:timers/promises';
import { sampleCampaign } from '../../../infra/local/sample/campaign';
import { eventually } from '../../support/test-app/eventually';
import { Checkout, type RunningStack } from './stack-process';

jest.setTimeout(180_000);

const DISTURBED = '11111111-aaaa-4bbb-8ccc-000000000001';
const UNDISTURBED = '11111111-aaaa-4bbb-8ccc-000000000002';

/** The last two days of the sample. What is usual is learned from days that are over; of these two nothing is, whenever their alerts arrive. */
const CAMPAIGN = sampleCampaign(Date.UTC(2026, 2, 9, 23, 50)).filter(({ StartTimeUtc }) => String(StartTimeUtc) >= '2026-03-08');
const IDS = CAMPAIGN.map(({ SystemAlertId }) => SystemAlertId as string).sort();
const LINES = CAMPAIGN.map((alert) => JSON.stringify(alert));

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
});
afterEach(() => checkout.delete());

function replay(file: string, subscription: string, ...more: string[]) {
  return checkout.run('replay/main.ts', ['--format', 'defender', '--subscription', subscription, ...more, file]);
}

async function untilStored(stack: RunningStack, subscription: string, ids: readonly string[] = IDS): Promise<void> {
  let stored: string[] = [];
  await eventually(
    async () => {
      stored = await stack.alertIds(subscription);
      return stored.length >= ids.length;
    },
    () => `${ids.length} alerts, has ${stored.length}`,
    60_000,
  );
  expect(stored).toEqual(ids);
}

/** The incidents, once they are the same as those of the other subscription; what they are then, or in the end. */
async function expectSameIncidents(stack: RunningStack): Promise<void> {
  let found: string[][][] = [];
  const same = async () => {
    found = [await stack.incidents(DISTURBED), await stack.incidents(UNDISTURBED)];
    return (found[0]?.length ?? 0) > 0 && JSON.stringify(found[0]) === JSON.stringify(found[1]);
  };
  await eventually(same, undefined, 90_000).catch(() => expect(found[0]).toEqual(found[1]));
}

/** Every way in which an event may be no alert, with the reason that its dead letter must give. */
const GARBAGE: [body: string | Buffer, code: string][] = [
  [(LINES[0] as string).slice(0, 300), 'NotJson'],
  ['', 'EmptyBody'],
  ['42', 'NotAnObject'],
  ['"text"', 'NotAnObject'],
  ['x'.repeat(2 << 20), 'TooLarge'],
  [JSON.stringify({ ...CAMPAIGN[0], StartTimeUtc: { not: 'a time' } }), 'InvalidField'],
  [JSON.stringify({ ...CAMPAIGN[0], AlertType: undefined }), 'InvalidField'],
  [JSON.stringify({ schema: 'unknown', value: 1 }), 'InvalidField'],
];

describe('garbage among the alerts', () => {
  it('becomes dead letters with their reasons, and every good alert is stored', async () => {
    const stack = await checkout.start();
    const half = LINES.length / 2;
    const bodies = [...LINES.slice(0, half), ...GARBAGE.map(([body]) => body), ...LINES.slice(half)];
    const file = checkout.file('mixed.ndjson', Buffer.concat(bodies.flatMap((body) => [Buffer.from(body), Buffer.from('\n')])));
    expect(await replay(file, DISTURBED, '--raw').exit).toBe(0);
    await untilStored(stack, DISTURBED);
    let codes: string[] = [];
    await eventually(async () => {
      const letters = await stack.documents<{ kind: string; code: string }>('deadLetters', DISTURBED);
      codes = letters.filter(({ kind }) => kind === 'deadLetter').map(({ code }) => code);
      return codes.length >= GARBAGE.length;
    });
    expect(codes.sort()).toEqual(GARBAGE.map(([, code]) => code).sort());
  });
});

describe('a host that is killed in the middle of a replay', () => {
  it('loses no alert and doubles none, and the incidents are those of an undisturbed run', async () => {
    const data = ['--no-sample', '--data', `${checkout.dir}/data`];
    const file = checkout.file('campaign.ndjson', `${LINES.join('\n')}\n`);
    const first = await checkout.start(data);
    const cut = replay(file, DISTURBED, '--rate', '40');
    await eventually(async () => (await first.alertIds(DISTURBED)).length > 20);
    process.kill(first.state.pids['functions-host'] as number, 'SIGKILL');
    expect(await first.command.exit).toBe(1);
    expect(await cut.exit).toBe(1);
    expect(cut.output).toMatch(/\d+ alerts were sent; it came to .*campaign\.ndjson:\d+/);

    const second = await checkout.start(data);
    expect((await second.alertIds(DISTURBED)).length).toBeGreaterThan(20);
    expect(await replay(file, DISTURBED).exit).toBe(0);
    expect(await replay(file, UNDISTURBED).exit).toBe(0);
    await untilStored(second, DISTURBED);
    await untilStored(second, UNDISTURBED);
    await expectSameIncidents(second);
  });
});

describe('Cosmos DB that refuses everything during a replay', () => {
  it('makes the stream wait, and nothing is lost', async () => {
    const stack = await checkout.start();
    const file = checkout.file('campaign.ndjson', `${LINES.join('\n')}\n`);
    const replaying = replay(file, DISTURBED, '--rate', '20');
    await eventually(async () => (await stack.alertIds(DISTURBED)).length > 20);
    for (const refusal of ['429', '503', 'disconnect']) {
      await stack.cosmos(`refuse/${refusal}`);
      await delay(1_500);
    }
    expect(await replaying.exit).toBe(0);
    await stack.cosmos('restore');
    await untilStored(stack, DISTURBED);
    expect(await stack.documents('deadLetters', DISTURBED)).toEqual([]);
    expect(await replay(file, UNDISTURBED).exit).toBe(0);
    await untilStored(stack, UNDISTURBED);
    await expectSameIncidents(stack);
  });
});
