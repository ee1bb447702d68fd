import fc from 'fast-check';
import { IncidentActions } from '../../../shared/incidents/incident-actions';
import type { IncidentUpdate } from '../../../shared/incidents/lifecycle';
import { merge } from '../../../shared/incidents/merge-action';
import { move } from '../../../shared/incidents/move-action';
import { Refusal } from '../../../shared/incidents/refusal';
import { undo } from '../../../shared/incidents/undo-action';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture } from './api-fixture';
import { attack, fused } from './fused';

const BY = { actor: { principalId: 'p1', name: 'Dana' } };
const INCIDENTS = 3;

/** What a person may do; numbers name incidents and steps of their attacks. */
type Action =
  | { do: 'update'; incident: number; update: Pick<IncidentUpdate, 'status' | 'classification' | 'labels'> & { title: string } }
  | { do: 'delete'; incident: number }
  | { do: 'merge'; incidents: number[] }
  | { do: 'move'; from: number; step: number; to: number | null };

const index = fc.nat({ max: INCIDENTS - 1 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    do: fc.constant('update' as const),
    incident: index,
    update: fc.record({
      status: fc.constantFrom('New' as const, 'Active' as const, 'Closed' as const),
      classification: fc.constantFrom('TruePositive' as const, 'Undetermined' as const),
      labels: fc.subarray(['vip', 'night']),
      title: fc.constantFrom('Mine', 'Ours'),
    }),
  }),
  fc.record({ do: fc.constant('delete' as const), incident: index }),
  fc.record({ do: fc.constant('merge' as const), incidents: fc.uniqueArray(index, { minLength: 2 }) }),
  fc.record({ do: fc.constant('move' as const), from: index, step: fc.nat({ max: 2 }), to: fc.option(index) }),
);

let api: ApiFixture;
let actions: IncidentActions;
let runs = 0;
beforeAll(async () => {
  api = await ApiFixture.start();
  actions = new IncidentActions(api.stores.incidents, () => api.now);
});
afterAll(() => api.stop());

test('any sequence of actions, undone, leaves everything as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 6 }), async (sequence) => {
      runs += 1;
      const places = Array.from({ length: INCIDENTS }, (_, n) => `place-${runs}-${n}`);
      const ids: string[] = [];
      for (const [n, place] of places.entries()) ids.push(...(await fused(api, attack(place, (runs * INCIDENTS + n) * 5_000))));
      expect(ids).toHaveLength(INCIDENTS);
      const before = await Promise.all(ids.map(stateOf));

      const touched = new Set(ids);
      for (const each of sequence) {
        for (const id of await performed(each, ids, places)) touched.add(id);
      }
      await undoAll([...touched]);

      expect(await Promise.all(ids.map(stateOf))).toEqual(before);
      for (const id of touched) if (!ids.includes(id)) expect((await stateOf(id))?.incident.deletedTime).toBeDefined();
    }),
    { numRuns: 25 },
  );
}, 120_000);

/** The incidents that it was done to; none where it was refused. */
async function performed(each: Action, ids: readonly string[], places: readonly string[]): Promise<string[]> {
  const id = (n: number) => ids[n] as string;
  try {
    switch (each.do) {
      case 'update': {
        const { title, ...update } = each.update;
        const wording = { title, story: 'Told anew.', severity: 'Low' as const };
        return [(await actions.update(SUBSCRIPTION, id(each.incident), { ...update, wording }, undefined, BY)).id];
      }
      case 'delete':
        return (await actions.delete(SUBSCRIPTION, id(each.incident), BY)) ? [id(each.incident)] : [];
      case 'merge':
        return [(await merge(actions, SUBSCRIPTION, each.incidents.map(id), BY)).id];
      case 'move': {
        const alerts = await api.stores.alertQueries.byIds(SUBSCRIPTION, [`${places[each.from]}-${each.step}`]);
        return [(await move(actions, SUBSCRIPTION, alerts, each.to === null ? null : id(each.to), BY)).id];
      }
    }
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/** Undoes on each incident as far as it goes, until no incident has anything left. */
async function undoAll(ids: readonly string[]): Promise<void> {
  for (let undone = true; undone; ) {
    undone = false;
    for (const id of ids) {
      const result = await undo(actions, SUBSCRIPTION, id, BY).catch((error) => {
        if (error instanceof Refusal) return undefined;
        throw error;
      });
      undone ||= result !== undefined;
    }
  }
}

/** All that people and fusion see of an incident, without what only counts changes. */
async function stateOf(id: string) {
  const incident = await api.stores.incidents.incident(SUBSCRIPTION, id);
  const cluster = await api.stores.incidents.cluster(SUBSCRIPTION, id);
  if (!incident) return undefined;
  const { version: _version, modifiedTime: _modified, ...rest } = incident.value;
  return { incident: rest, cluster: cluster?.value };
}
