import parse from '@zeit/cosmosdb-query';
import { type Node, pathOf } from '../../../infra/local/cosmos/syntax-tree';
import { ALERT_FIELDS } from '../../../shared/api/alerts/alert-fields';
import { parseFilter } from '../../../shared/api/odata/filter';
import { readConfig } from '../../../shared/runtime/config';
import { CONTAINERS } from '../../../shared/runtime/resources';
import { ofActivities, startingWithin } from '../../../shared/storage/alert-queries';
import { allOf, where } from '../../../shared/storage/condition';
import { SqlWriter } from '../../../shared/storage/condition-sql';
import { containerDefinitions } from '../../../shared/storage/container-definitions';
import { openStores } from '../../../shared/storage/stores';
import { alertOf } from '../../integration/storage/fixture';
import { placesOfQueries, type RecordedQuery, recordQueries } from './recorded-queries';

const OWN = 'aaaaaaaa-0000-4000-8000-000000000001';

let recorded: RecordedQuery[];
beforeAll(async () => {
  // Enough of everything for a method that goes on with what it has found.
  recorded = recordQueries({
    ...{ id: 'found', clusterId: 'c', isIncident: true, memberIds: ['activity'], alertIds: [], touches: [], incidentId: 'i', decision: {} },
    ...{ alerts: [], keys: [], entities: [], reasons: [], revision: '', startTime: 1, createdTime: 1, _ts: 1, entries: [], tactics: [] },
  });
  await askEverything();
});
afterAll(() => jest.restoreAllMocks());

/** Every method of a repository that asks a query. */
async function askEverything(): Promise<void> {
  const stores = openStores(readConfig({ COSMOS_ENDPOINT: 'http://127.0.0.1:1', COSMOS_KEY: 'a2V5', EVENT_HUBS: 'unused' }));
  const fusion = stores.fusion(OWN);
  const page = { limit: 1, after: [1, 'before'] as const };
  const [condition, order] = [where('id', 'x'), { path: 'createdTime', descending: true }];
  const timeline = allOf(ofActivities(['a', 'b']), startingWithin({ from: 1, to: 2 }));
  const alert = { id: 'alert', activityId: 'activity' };
  const tried = [
    () => all(stores.alerts.writtenSince(OWN, 1)),
    () => stores.alerts.add([ALERT], 1),
    () => stores.alertQueries.page({ subscriptionId: OWN, condition, ...page }),
    () => stores.alertQueries.page({ subscriptionId: OWN, condition, ...page, isInIncident: true }),
    () => stores.alertQueries.page({ subscriptionId: OWN, condition, ...page, repeats: 'folded' }),
    () => stores.repeats.of(OWN, [alert]),
    () => stores.alertQueries.byIds(OWN, ['x']),
    () => stores.alertQueries.raised(OWN, condition, page),
    () => stores.alertQueries.page({ subscriptionId: OWN, condition: timeline, descending: false, ...page }),
    () => stores.alertQueries.count(OWN, timeline),
    () => stores.membership.incidentsOf(OWN, [alert, { id: 'other', activityId: 'found' }]),
    () => stores.deadLetters.count(OWN),
    () => stores.deadLetterQueries.page({ subscriptionId: OWN, condition, ...page }),
    () => stores.registry.all(),
    () => stores.registry.changed(),
    () => stores.outbox.pending(OWN, 1),
    () => stores.incidentQueries.page({ subscriptionId: OWN, condition, order, ...page }),
    () => all(stores.incidentQueries.facts(OWN, condition, ['severity'], 1)),
    () => stores.incidentQueries.fusionHistory(OWN, condition, page),
    () => stores.incidents.incidentOfActivity(OWN, 'c', ['a', 'b']),
    () => stores.incidents.operations(OWN, 'i', page),
    () => stores.comments.page(OWN, ['i', 'j'], { ...page, order }),
    () => stores.incidents.mergedFrom(OWN, 'i'),
    () => stores.attachments.of(OWN, ['i']),
    () => stores.bookmarks.page(OWN, page, condition),
    () => stores.bookmarks.ofIncidents(OWN, ['i']),
    () => stores.relations.names(OWN, 'i'),
    () => stores.incidentTypes.of(OWN),
    () => stores.activityLog.page(OWN, condition, page),
    () => stores.roleAssignments.of(OWN),
    () => stores.automations.of(OWN),
    () => stores.plans.of(OWN),
    () => stores.suppressionRules.of(OWN),
    () => stores.exportRegistry.health(),
    () => all(stores.exportLedger.ledger(OWN, 't', 1, 2)),
    () => stores.exportLedger.deadLetters(OWN, 't'),
    () => all(stores.exportSource.writtenSince(OWN, 'alerts', 1, 2)),
    () => all(stores.exportSource.writtenSince(OWN, 'incidents', 1)),
    () => stores.exportSource.firstWrittenAfter(OWN, 'alerts', 1),
    () => stores.exportSource.existing(OWN, 'alerts', 1, [1, 'x']),
    () => stores.exportSource.existing(OWN, 'incidents', 1, [1, 'x']),
    () => fusion.activities(['a']),
    () => fusion.countAlerts?.('a'),
    () => fusion.activitiesTouching(['k'], 1, 2, 3),
    () => all(fusion.activitiesBetween(1, 2)),
    () => fusion.earliestBucket(),
    () => fusion.clusters(['c']),
    () => fusion.clustersTouching(['k'], 1, 2),
    () => fusion.rollUps(1, 2),
    () => fusion.decisions(['a'], ['c']),
    () => fusion.closings(['k']),
  ];
  for (const ask of tried) {
    // What is made of the answer does not matter here.
    await Promise.resolve(ask()).catch(() => undefined);
  }
}

const ALERT = { ...alertOf(), subscriptionId: OWN };

async function all(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

test('every place that asks a query was asked', () => {
  const asked = new Set(recorded.map(({ from }) => from));
  expect(placesOfQueries().filter((place) => !asked.has(place))).toEqual([]);
  expect(recorded.length).toBeGreaterThan(40);
});

test('a query names its partition, in the options and in its condition', () => {
  for (const { query, parameters, partitionKey, from } of recorded) {
    const [, name] = /WHERE c\.subscriptionId = (@\w+)/.exec(query) ?? [];
    expect([from, typeof partitionKey, parameters.find((each) => each.name === name)?.value]).toEqual([from, 'string', partitionKey]);
  }
});

/** The paths of a container's policy, as `a/b` and `list/[]/a`; what the service always indexes included. */
function indexesOf(container: string) {
  const { indexingPolicy } = containerDefinitions().find(({ id }) => id === container) ?? {};
  const included = (indexingPolicy?.includedPaths ?? []).map(({ path }) => path.replace(/^\//, '').replace(/\/\?$/, ''));
  const composite = (indexingPolicy?.compositeIndexes ?? []).map((index) => index.map(({ path }) => path.replace(/^\//, '')).join(', '));
  return { included: new Set([...included, 'id', '_ts']), composite: new Set(composite) };
}

/** No index serves the comparison of two counters. There is one small document for each subscription, and these are found by their kind. */
const COMPARED = ['changes', 'fusedChanges'];

test('a query filters and orders by what an index has', () => {
  expect(Object.values(CONTAINERS)).toEqual(expect.arrayContaining(recorded.map(({ container }) => container)));
  const problems: string[] = [];
  for (const { container, query, from } of recorded) {
    const { included, composite } = indexesOf(container);
    const { body } = parse(query).ast as Node;
    const unindexed = filteredPaths(body.where.condition, new Map([['c', []]])).filter(
      (each) => !included.has(each) && !COMPARED.includes(each),
    );
    for (const each of new Set(unindexed)) problems.push(`${from} filters ${container} by ${each}`);
    const orders = (body.orderBy?.expressions ?? []).map(({ expression }: Node) => pathOf(expression, 'c')?.join('/'));
    const isOrdered = orders.length < 2 ? orders.every((each: string) => included.has(each)) : composite.has(orders.join(', '));
    if (!isOrdered) problems.push(`${from} orders ${container} by ${orders.join(', ')}`);
  }
  expect(problems).toEqual([]);
});

test.each([
  "properties/severity eq 'high' and status in ('Active', 'InProgress')",
  "productName eq 'Microsoft Defender for Cloud'",
  "alertType eq 'VM_Example' and startTimeUtc ge 2026-03-01 and startTimeUtc lt 2026-04-01",
  "tactics/any(t: t eq 'Execution') and techniques/any(t: t eq 'T1059')",
  "intent eq 'LateralMovement'",
  "entityKeys/any(k: k eq 'ip:203.0.113.77')",
  "resourceGroups/any(g: g eq 'Prod')",
  "name eq '2517_x'",
])('alerts by %s are found by indexes', (filter) => {
  const text = new SqlWriter().condition(parseFilter(filter, ALERT_FIELDS));
  const { body } = parse(`SELECT * FROM c WHERE ${text}`).ast as Node;
  const { included } = indexesOf(CONTAINERS.alerts);
  expect(filteredPaths(body.where.condition, new Map([['c', []]])).filter((each) => !included.has(each))).toEqual([]);
  // An index knows values as they are stored.
  expect(text).not.toMatch(/LOWER|EXISTS/);
});

/** What a condition looks at; inside of a subquery a variable stands for the elements of a list. */
function filteredPaths(node: unknown, variables: ReadonlyMap<string, readonly string[]>): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type } = node as Node;
  if (type === 'identifier') return pathsOf(variables.get((node as Node).name));
  if (type === 'scalar_member_expression') {
    for (const [name, root] of variables) {
      const found = pathOf(node as Node, name);
      if (found) return pathsOf([...root, ...found]);
    }
  }
  if (type === 'scalar_function_expression' && (node as Node).name.name === 'ARRAY_CONTAINS') {
    const [list, value] = (node as Node).arguments as [Node, Node];
    return [...filteredPaths(list, variables).map((each) => `${each}/[]`), ...filteredPaths(value, variables)];
  }
  if (type === 'select_query') {
    const { expression, alias, iteration } = (node as Node).from.source;
    const list = filteredPaths(expression.expression ?? expression, variables)[0]?.split('/') ?? [];
    const name = (alias ?? expression.expression).name as string;
    return filteredPaths((node as Node).where, new Map([...variables, [name, iteration ? [...list, '[]'] : list]]));
  }
  return Object.values(node).flatMap((child) => filteredPaths(child, variables));
}

function pathsOf(path: readonly string[] | undefined): string[] {
  return path === undefined || path.length === 0 ? [] : [path.join('/')];
}
