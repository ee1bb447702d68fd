import { type Fault, randomOf } from '../../../infra/local/faults';
import { SentinelEndpoint } from '../../../infra/local/sentinel/endpoint';
import { copyNameOf } from '../../../shared/export/sentinel/incident-form';
import { SentinelClient } from '../../../shared/export/sentinel/sentinel-client';
import { targetIdOf } from '../../../shared/export/target-state';
import type { Automation, AutomationAction } from '../../../shared/settings/automation';
import type { LedgerChunk } from '../../../shared/storage/export-repository';
import { attack, fused } from '../api/fused';
import { subscription } from '../storage/fixture';
import { automationPath, ExportFixture, workspaceId } from './export-fixture';
import { RANDOM_FAULTS, sentinelScene } from './sentinel-scene';

let sentinel: SentinelEndpoint;
let exports: ExportFixture;
beforeAll(async () => {
  sentinel = await SentinelEndpoint.start({ now: () => exports.now() });
  const workspaces = JSON.stringify([{ workspaceResourceId: '*', managementEndpoint: sentinel.url }]);
  exports = await ExportFixture.start({ EXPORT_WORKSPACES: workspaces, EXPORT_TIMEOUT_SECONDS: '3' });
});
afterAll(async () => {
  await exports.stop();
  await sentinel.close();
});

const scene = (number: number, action?: Record<string, unknown>) => sentinelScene({ sentinel, exports }, number, action);

describe('incidents in Microsoft Sentinel', () => {
  it('are created with what Sinter says of them, and the ledger knows by which request', async () => {
    const { id, incidentId, name, run, there, here, copy } = await scene(900);
    expect(await run()).toMatchObject([{ outcome: 'done', delivered: 1, dead: 0 }]);
    const { title, severity, firstActivityTimeUtc, lastActivityTimeUtc } = await here();
    expect(there.all()).toMatchObject([
      { name, properties: { title, severity, status: 'New', firstActivityTimeUtc, lastActivityTimeUtc } },
    ]);
    expect(copy().description).toMatch(
      new RegExp(`Tactics: Discovery, Execution, Exfiltration[^]*Sinter incident ${incidentId}, state 1\\.$`),
    );
    expect(await ledgerOf(id)).toMatchObject([
      { outcome: 'delivered', requestIds: [expect.stringMatching(/^local-\d+$/)], entries: [[`${incidentId}.1`, expect.any(Number)]] },
    ]);
    expect(await exports.reconciliation(id, 'soc')).toMatchObject({ isComplete: true, value: [{ recordsIn: 1, delivered: 1 }] });
  });

  it('get what people change in Sinter', async () => {
    const { run, change, copy } = await scene(901);
    await run();
    await change({
      status: 'Closed',
      classification: 'FalsePositive',
      classificationReason: 'InaccurateData',
      classificationComment: 'A test.',
      owner: { userPrincipalName: 'ana@example.com' },
      labels: [{ labelName: 'drill' }],
      severity: 'Low',
    });
    await run();
    expect(copy()).toMatchObject({
      status: 'Closed',
      classification: 'FalsePositive',
      classificationReason: 'InaccurateData',
      classificationComment: 'A test.',
      owner: { userPrincipalName: 'ana@example.com' },
      labels: [{ labelName: 'drill' }],
      severity: 'Low',
    });
  });

  it('give Sinter what people change there, with their names, and it is not sent back', async () => {
    const { id, incidentId, name, run, runAll, there, here, history, later, ask } = await scene(902);
    await run();
    later();
    there.change(name, { status: 'Closed', classification: 'TruePositive', classificationReason: 'SuspiciousActivity' }, 'ana@example.com');
    there.change(name, { owner: { userPrincipalName: 'ana@example.com', assignedTo: 'Ana' }, severity: 'Low' }, 'ana@example.com');
    const writes = sentinel.writes;
    await runAll();
    expect(await here()).toMatchObject({
      status: 'Closed',
      classification: 'TruePositive',
      classificationReason: 'SuspiciousActivity',
      owner: { userPrincipalName: 'ana@example.com', assignedTo: 'Ana' },
      severity: 'Low',
    });
    expect(await history()).toMatchObject([
      {
        action: 'update',
        actor: { principalId: 'Microsoft Sentinel', name: 'ana@example.com' },
        note: expect.stringMatching(
          /Microsoft Sentinel.*status Closed \(TruePositive, SuspiciousActivity\), owner ana@example.com, severity Low/,
        ),
      },
    ]);
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const filter = encodeURIComponent(`eventTimestamp ge '${from}'`);
    const log = await ask(
      `/subscriptions/${id}/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=${filter}`,
    );
    expect(log.body.value.find(({ resourceId }: { resourceId: string }) => resourceId.endsWith(incidentId))).toMatchObject({
      caller: 'ana@example.com',
      operationName: { value: 'Microsoft.SecurityInsights/incidents/write' },
    });
    expect(sentinel.writes).toBe(writes);
    expect(await history()).toHaveLength(1);
  });

  it('keep what was changed last where it was changed on both sides, and the history says so', async () => {
    const { name, run, runAll, there, here, copy, change, history, later } = await scene(903);
    await run();
    later();
    there.change(name, { status: 'Active' }, 'ana@example.com');
    later();
    await change({ status: 'Closed', classification: 'BenignPositive' });
    later();
    await runAll();
    expect(await here()).toMatchObject({ status: 'Closed', classification: 'BenignPositive' });
    expect(copy()).toMatchObject({ status: 'Closed', classification: 'BenignPositive' });
    expect(await history()).toMatchObject(
      [{ action: 'note', actor: { name: 'ana@example.com' }, note: /Not taken over.*later: status Active/ }, { action: 'update' }].map(
        ({ note, ...rest }) => (note ? { ...rest, note: expect.stringMatching(note) } : rest),
      ),
    );
    await change({ status: 'New' });
    later();
    there.change(name, { status: 'Active' }, 'ben@example.com');
    await runAll();
    expect(await here()).toMatchObject({ status: 'Active' });
    expect(copy()).toMatchObject({ status: 'Active' });
  });

  it('that were merged are closed, with a comment that names the other one', async () => {
    const { id, incidentId, run, there, ask } = await scene(904);
    const more = await fused(exports.api, attack('other-904', 904 * 3_000 + 2_000, id), id);
    await run();
    const incidentIds = [...new Set([incidentId, ...more])];
    const { body } = await ask('/v1.0/security/incidents/mergeIncidents', { method: 'POST', body: { incidentIds } });
    const [source = ''] = incidentIds.filter((each) => each !== body.targetIncidentId);
    const [kept, closed] = [body.targetIncidentId, source].map((each) => copyNameOf(id, each)) as [string, string];
    await run();
    expect(there.get(closed)).toMatchObject({ properties: { status: 'Closed', classification: 'Undetermined' } });
    expect(there.comments(closed)).toMatchObject([
      { message: `Merged into the incident ${kept} (Sinter incident ${body.targetIncidentId}).` },
    ]);
    expect(there.get(kept)).toMatchObject({ properties: { status: 'New' } });
    expect(there.comments(kept)).toEqual([]);
    exports.late += 2_000;
    there.change(closed, { status: 'Active' }, 'ana@example.com');
    await run();
    expect(there.get(closed)).toMatchObject({ properties: { status: 'Closed' } });
    const { documents } = await exports.api.stores.incidents.operations(id, source, { limit: 1 });
    expect(documents).toMatchObject([{ action: 'note', note: expect.stringContaining('the incident is no more') }]);
  });

  it('keep what people change there to themselves when nothing is to be taken over', async () => {
    const { name, run, runAll, there, here, copy, change, later } = await scene(905, { syncStatus: false });
    await run();
    later();
    there.change(name, { status: 'Active' }, 'ana@example.com');
    await runAll();
    expect(await here()).toMatchObject({ status: 'New' });
    await change({ owner: { assignedTo: 'Ben' } });
    await runAll();
    expect(copy()).toMatchObject({ status: 'Active', owner: { assignedTo: 'Ben' } });
  });

  it('do not go back and forth when the service spells things its own way', async () => {
    const { name, run, runAll, there, here, history, change, later } = await scene(906);
    there.normalize = ({ owner, ...rest }) => ({ ...rest, owner: { ...(owner as object), email: 'filled-in@example.com' } });
    await run();
    await change({ owner: { objectId: 'not-a-principal', assignedTo: 'Ana' } });
    await runAll();
    const writes = sentinel.writes;
    for (let again = 0; again < 3; again++) await runAll();
    expect(sentinel.writes).toBe(writes);
    expect(await here()).toMatchObject({ owner: { objectId: 'not-a-principal', assignedTo: 'Ana' } });
    expect(await history()).toHaveLength(1);
    later();
    there.change(name, { status: 'Active' }, 'ana@example.com');
    await runAll();
    expect(await here()).toMatchObject({ status: 'Active', owner: { objectId: 'not-a-principal', assignedTo: 'Ana' } });
  });

  it.each<[string, number, Fault]>([
    ['a timeout of which nobody knows whether it came through', 910, { kind: 'reset-after' }],
    ['a connection that breaks before', 911, { kind: 'reset-before' }],
    ['503', 912, { kind: 'refuse', status: 503 }],
    ['409 although nobody has changed it', 913, { kind: 'refuse', status: 409 }],
  ])('are there once after %s, whichever request it meets', async (_, number, fault) => {
    const { id, run, runAll, there, change, copy, here } = await scene(number);
    await run();
    for (let failing = 1; failing <= 4; failing++) {
      await change({ owner: { assignedTo: `Person ${failing}` } });
      const first = sentinel.requests;
      sentinel.faults = (request) => (request === first + failing ? fault : undefined);
      await runAll();
      expect(copy()).toMatchObject({ owner: { assignedTo: `Person ${failing}` } });
    }
    expect(there.all()).toHaveLength(1);
    expect((await here()).owner).toEqual({ assignedTo: 'Person 4' });
    expect(await exports.reconciliation(id, 'soc')).toMatchObject({ isComplete: true, value: [{ recordsIn: 5, delivered: 5, dead: 0 }] });
  });

  it('are there once when the service takes one and does not answer', async () => {
    const { run, runAll, there, change, copy } = await scene(915);
    await run();
    await change({ owner: { assignedTo: 'Ana' } });
    const writes = sentinel.writes;
    const first = sentinel.requests;
    // What changed there, what changed since, the copy, and then the copy as it is to be.
    sentinel.faults = (request) => (request === first + 4 ? { kind: 'stall-after' } : undefined);
    expect(await run()).toMatchObject([{ outcome: 'unavailable', delivered: 0 }]);
    expect(copy()).toMatchObject({ owner: { assignedTo: 'Ana' } });
    await runAll();
    expect(sentinel.writes).toBe(writes + 1);
    expect(there.all()).toHaveLength(1);
  });

  it('wait for as long as the service asks', async () => {
    const { run } = await scene(920);
    sentinel.faults = () => ({ kind: 'refuse', status: 429, retryAfter: 3_600 });
    expect(await run()).toMatchObject([{ outcome: 'unavailable' }]);
    sentinel.faults = () => undefined;
    exports.late += 3_500_000;
    expect(await run()).toMatchObject([{ outcome: 'waiting' }]);
    exports.late += 200_000;
    expect(await run()).toMatchObject([{ outcome: 'done', delivered: 1 }]);
  });

  it('that the service refuses become dead letters with its answer, and hold up no others', async () => {
    const { id, run, incidentId } = await scene(921);
    sentinel.faults = (request) => (request === first + 3 ? { kind: 'refuse', status: 400 } : undefined);
    const first = sentinel.requests;
    expect(await run()).toMatchObject([{ outcome: 'done', delivered: 0, dead: 1 }]);
    const letters = await exports.api.ask(automationPath(id, 'soc', '/deadLetters'));
    expect(letters.body.value).toMatchObject([
      { name: `${incidentId}.1`, properties: { status: 400, answer: expect.stringContaining('Refused') } },
    ]);
  });

  it('that somebody deletes there are not made again, and hold up no others', async () => {
    const { id, incidentId, name, run, there, change } = await scene(922);
    await run();
    there.delete(name);
    await change({ status: 'Active' });
    expect(await run()).toMatchObject([{ outcome: 'done', delivered: 0, dead: 1 }]);
    expect(there.all()).toEqual([]);
    const letters = await exports.api.ask(automationPath(id, 'soc', '/deadLetters'));
    expect(letters.body.value).toMatchObject([
      { name: `${incidentId}.2`, properties: { status: 409, answer: expect.stringContaining('deleted') } },
    ]);
  });

  it.each([1, 20_261_124])('are the same on both sides in the end, whatever fails (seed %i)', async (seed) => {
    const { id, name, run, runAll, there, here, copy, change, later } = await scene(930 + (seed % 7));
    await run();
    const random = randomOf(seed);
    sentinel.faults = () => (random() < 0.3 ? RANDOM_FAULTS[Math.floor(random() * RANDOM_FAULTS.length)] : undefined);
    for (let round = 0; round < 12; round++) {
      later();
      if (random() < 0.5) await change({ owner: { assignedTo: `Here ${round}` } });
      if (random() < 0.5) there.change(name, { status: random() < 0.5 ? 'Active' : 'New' }, 'ana@example.com');
      if (random() < 0.5) there.change(name, { labels: [{ labelName: `there-${round}`, labelType: 'User' }] }, 'ana@example.com');
      // Two hosts at once.
      await Promise.all([run(), run()]);
      if (random() < 0.3) exports.late += 400_000;
    }
    sentinel.faults = () => undefined;
    exports.late += 800_000;
    await runAll();
    const { status, owner, labels } = await here();
    expect(copy()).toMatchObject({ status, owner, labels: labels.map(({ labelName }: { labelName: string }) => ({ labelName })) });
    const writes = sentinel.writes;
    await runAll();
    expect(sentinel.writes).toBe(writes);
    expect(await exports.reconciliation(id, 'soc')).toMatchObject({ isComplete: true });
  });
});

describe('what has changed in a workspace', () => {
  const resourceId = workspaceId(subscription(960));
  const place = { subscriptionId: subscription(960), resourceGroup: 'soc', workspace: 'soc' };
  const properties = { title: 'T', severity: 'Low', status: 'New' };

  it('is found to the last, though it changes again while it is read page by page', async () => {
    sentinel.faults = () => undefined;
    exports.late = 0;
    const there = sentinel.workspace(resourceId);
    const names = Array.from({ length: 250 }, (_, n) => `incident-${n}`);
    for (const name of names) there.put(name, undefined, properties, 'ana@example.com');
    const found = new Set<string | undefined>();
    for await (const page of new SentinelClient(place, sentinel.url, Date.now, 3_000).changedSince(0)) {
      if (found.size === 0) for (const name of names.slice(0, 60)) there.change(name, { status: 'Active' }, 'ben@example.com');
      for (const { name } of page) found.add(name);
    }
    expect(found).toEqual(new Set(names));
  });
});

describe('an automation for Microsoft Sentinel', () => {
  const id = subscription(950);
  const put = (properties: Record<string, unknown>) => exports.automation(id, 'wrong', properties);
  const actions = [{ actionType: 'Sentinel', workspaceResourceId: workspaceId(id) }];

  it('takes incidents alone', async () => {
    const both = await put({ actions, sources: [{ eventSource: 'Alerts' }, { eventSource: 'Incidents' }] });
    expect(both).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('Incidents alone') } } });
  });

  it('names a workspace', async () => {
    const sources = [{ eventSource: 'Incidents' }];
    const elsewhere = await put({ sources, actions: [{ actionType: 'Sentinel', workspaceResourceId: '/subscriptions/x' }] });
    expect(elsewhere).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('no resource id') } } });
  });

  it('is the only one that keeps incidents in its workspace', async () => {
    const sources = [{ eventSource: 'Incidents' }];
    const taken = subscription(951);
    const action = { actionType: 'Sentinel', workspaceResourceId: workspaceId(taken) };
    expect(await exports.automation(taken, 'first', { sources, actions: [action] })).toMatchObject({ status: 201 });
    const second = await exports.automation(taken, 'second', { sources, actions: [{ ...action, syncStatus: true }] });
    expect(second).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining("'first'") } } });
    expect(await exports.automation(taken, 'first', { sources, actions: [{ ...action, syncStatus: true }] })).toMatchObject({
      status: 200,
    });
  });

  it('takes over nothing unless it is told to', async () => {
    const created = await exports.automation(id, 'plain', { actions, sources: [{ eventSource: 'Incidents' }] });
    expect(created.body.properties.actions).toEqual([{ ...actions[0], syncStatus: false }]);
  });
});

async function ledgerOf(id: string): Promise<LedgerChunk[]> {
  const { stores } = exports.api;
  const automation = (await stores.automations.get(id, 'soc', 'soc')) as Automation;
  const target = targetIdOf(automation, automation.actions[0] as AutomationAction);
  const chunks: LedgerChunk[] = [];
  for await (const chunk of stores.exportLedger.ledger(id, target, 0, Number.MAX_SAFE_INTEGER)) chunks.push(chunk);
  return chunks;
}
