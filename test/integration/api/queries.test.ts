import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights, security } from './api-fixture';
import { attack, fused } from './fused';
import { alert } from './stored-alerts';

const account = { kind: 'account' as const, key: 'account:corp\\jane', name: 'CORP\\jane', properties: { type: 'account' } };
/** A name like that of an account, of another kind. */
const host = { kind: 'host' as const, key: 'host:jane', name: 'CORP\\jane', properties: { type: 'host' } };

let api: ApiFixture;
let incidents: Map<string, string>;
beforeAll(async () => {
  api = await ApiFixture.start();
  await api.stores.alerts.add(
    [
      alert(0, { id: 'plain' }),
      alert(10, { id: 'account', entities: [account] }),
      alert(20, { id: 'host', entities: [host] }),
      alert(30, { id: 'moving', tactics: ['TA0008', 'TA0002'], techniques: ['T1021', 'T1021.002'] }),
      alert(35, { id: 'graded', severity: 'High' }),
      alert(36, { id: 'least', severity: 'Low' }),
      alert(40, { id: 'ids', product: 'Suricata', vendor: 'OISF', component: 'sensor-1' }),
      alert(50, { id: 'worded', displayName: 'Mimikatz was run', description: 'Credentials of 100% of the users, "all".' }),
    ],
    api.now,
  );
  incidents = new Map();
  for (const [index, place] of ['alpha', 'beta'].entries()) {
    const [id = ''] = await fused(api, attack(place, 5_000 + index * 3_000));
    incidents.set(id, place);
  }
});
afterAll(() => api.stop());

const name = ({ name }: { name: string }) => name;

/** Every filter has its alerts among eight, so that each of them also leaves some out. */
test.each<[what: string, filter: string, found: string[]]>([
  ['entity', "properties/entities/any(e: e/type eq 'account' and e/name eq 'corp\\jane')", ['account']],
  ['entity of another kind', "properties/entities/any(e: e/type eq 'Host' and e/name eq 'CORP\\jane')", ['host']],
  ['canonical key of an entity', "entityKeys/any(k: k eq 'account:corp\\jane')", ['account']],
  ['tactic', "properties/tactics/any(t: t eq 'LateralMovement')", ['moving']],
  ['intent', "properties/intent eq 'LateralMovement'", ['moving']],
  ['technique', "properties/techniques/any(t: t eq 't1021.002')", ['moving']],
  ['product', "properties/productName eq 'suricata'", ['ids']],
  ['vendor and component', "vendorName eq 'OISF' and startswith(productComponentName, 'Sensor')", ['ids']],
  ['time', 'startTimeUtc ge 2026-03-02T09:10:00Z and startTimeUtc lt 2026-03-02T09:30:00Z', ['host', 'account']],
  ['title', "contains(alertDisplayName, 'mimikatz')", ['worded']],
  ['text', 'contains(description, \'100% of the users, "ALL"\')', ['worded']],
  ['severity at least', "severity gt 'Medium'", ['graded']],
  ['severity at most', "properties/severity lt 'medium'", ['least']],
  ['no incident', 'incidentId eq null and startTimeUtc le 2026-03-02T09:10:00Z', ['account', 'plain']],
])('alerts by %s', async (_, filter, found) => {
  const early = `startTimeUtc lt 2026-03-03 and (${filter})`;
  const expression = filter.includes('incidentId') ? filter : early;
  const { items } = await api.all(security(SUBSCRIPTION, `alerts?api-version=2022-01-01&$filter=${encodeURIComponent(expression)}`));
  expect(items.map(name)).toEqual(found);
});

test.each<[what: string, filter: string, places: string[]]>([
  ['entity', "properties/entities/any(e: e/key eq 'host:alpha')", ['alpha']],
  ['name of an entity', "entities/any(e: e/type eq 'host' and e/name eq 'BETA')", ['beta']],
  ['tactic', "properties/additionalData/tactics/any(t: t eq 'Exfiltration')", ['alpha', 'beta']],
  ['tactic that none has', "properties/additionalData/tactics/any(t: t eq 'Impact')", []],
  ['severity', "properties/severity ge 'Low'", ['alpha', 'beta']],
  ['what none has, negated', "not (properties/classification eq 'TruePositive') and not contains(owner/email, 'x')", ['alpha', 'beta']],
  ['what one has, negated', "not contains(title, 'beta') and not alertIds/any(a: a eq 'gamma-1')", ['alpha']],
  ['alert', "alertIds/any(a: a eq 'beta-1')", ['beta']],
])('incidents by %s', async (_, filter, places) => {
  const { items } = await api.all(insights(SUBSCRIPTION, `incidents?api-version=2022-09-01-preview&$filter=${encodeURIComponent(filter)}`));
  expect(items.map(({ name: id }) => incidents.get(id)).sort()).toEqual(places);
});

/** Each filter is one that the alerts of the two attacks do not fulfil. */
test.each<[what: string, filter: string, places: string[]]>([
  ['its compromised entity', "properties/compromisedEntity eq 'ALPHA' and isIncident eq true", ['alpha']],
  ['any other compromised entity', "isIncident eq true and compromisedEntity ne 'alpha'", ['beta']],
  ['one thing or another that only alerts have', "startswith(vendorName, 'sin') or resourceGroups/any(g: g eq 'prod')", ['alpha', 'beta']],
  ['lacking what only alerts have', "isIncident eq true and not resourceGroups/any(g: g eq 'web') and isLate ne true", ['alpha', 'beta']],
  ['its status', "contains(productName, 'Sinter') and startswith(status, 'act')", ['alpha', 'beta']],
  ['another status', "contains(productName, 'Sinter') and status ne 'Active'", []],
  ['an entity', "productComponentName eq 'Fusion' and entityKeys/any(k: k eq 'host:beta')", ['beta']],
])('incidents among alerts by %s', async (_, filter, places) => {
  const { items } = await api.all(security(SUBSCRIPTION, `alerts?api-version=2022-01-01&$filter=${encodeURIComponent(filter)}`));
  expect(items.map(({ name: id }) => incidents.get(id)).sort()).toEqual(places);
});

test.each([
  security(SUBSCRIPTION, "alerts?api-version=2022-01-01&filter=severity eq 'High'"),
  security(SUBSCRIPTION, "alerts.csv?filter=severity eq 'High'"),
  security(SUBSCRIPTION, "deadLetters?$filter=reason eq 'x'"),
  insights(SUBSCRIPTION, "bookmarks?api-version=2022-09-01-preview&$filter=displayName eq 'x'"),
  insights(SUBSCRIPTION, 'incidents?api-version=2022-09-01-preview&$sort=title'),
])('a list refuses a parameter that it does not have: %s', async (path) => {
  expect(await api.ask(path)).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining('is no query parameter here') } },
  });
});

test.each(["$filter=relatedResourceKind eq 'Bookmark'", '$orderby=nonsense'])('relations of an incident refuse %s', async (query) => {
  const [id] = incidents.keys();
  const path = insights(SUBSCRIPTION, `incidents/${id}/relations?api-version=2022-09-01-preview`);
  expect((await api.ask(path)).status).toBe(200);
  expect((await api.ask(`${path}&${query}`)).status).toBe(400);
});

test.each(["status gt 'Active'", "severity ge 'Grave'", "name lt 'b'"])('refuses %s, for these words have no order', async (filter) => {
  const path = security(SUBSCRIPTION, `alerts?api-version=2022-01-01&$filter=${encodeURIComponent(filter)}`);
  expect((await api.ask(path)).status).toBe(400);
});
