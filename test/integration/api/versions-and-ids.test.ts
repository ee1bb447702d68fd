import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights, PLACE, security } from './api-fixture';

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.stop());

const inInsights = (rest: string) => insights(SUBSCRIPTION, `${rest}?api-version=2022-09-01-preview`);
const AUTOMATION = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Security/automations/feed?api-version=2019-01-01-preview`;
const PLACES: [what: string, path: string, body: object][] = [
  ['incident', inInsights('incidents/aa11'), { properties: { title: 'By hand', severity: 'Low', status: 'New' } }],
  ['comment', inInsights('incidents/other/comments/bb22'), { properties: { message: 'Seen' } }],
  ['bookmark', inInsights('bookmarks/cc33'), { properties: { displayName: 'Found', query: 'Heartbeat' } }],
  [
    'automation',
    AUTOMATION,
    {
      properties: {
        scopes: [{ scopePath: `/subscriptions/${SUBSCRIPTION}` }],
        sources: [{ eventSource: 'Alerts' }],
        actions: [
          {
            actionType: 'LogicApp',
            logicAppResourceId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`,
            uri: 'https://hook.example.com/in',
          },
        ],
      },
    },
  ],
];
const put = (path: string, body: object, headers: Record<string, string> = {}) => api.ask(path, { method: 'PUT', body, headers });
const remove = (path: string, headers: Record<string, string> = {}) => api.ask(path, { method: 'DELETE', headers });

describe.each(PLACES)('the etag of what is written: %s', (_what, path, body) => {
  beforeAll(() => put(inInsights('incidents/other'), { properties: { title: 'Other', severity: 'Low', status: 'New' } }));

  test('of what does not exist is 404, and makes nothing', async () => {
    for (const seen of ['"abc"', '*']) {
      expect((await put(path, body, { 'if-match': seen })).status).toBe(404);
      expect((await put(path, { ...body, etag: seen })).status).toBe(404);
      expect((await remove(path, { 'if-match': seen })).status).toBe(404);
    }
    expect((await api.ask(path)).status).toBe(404);
  });

  test('is looked at in the body, and else in If-Match, before anything changes', async () => {
    const made = await put(path, body);
    expect(made.status).toBe(201);
    const { etag } = (await api.ask(path)).body;
    for (const stale of [await put(path, { ...body, etag: '"stale"' }), await put(path, body, { 'if-match': '"stale"' })])
      expect(stale).toMatchObject({ status: 409, body: { error: { code: 'Conflict' } } });
    expect((await remove(path, { 'if-match': '"stale"' })).status).toBe(409);
    expect((await api.ask(path)).body.etag).toBe(etag);
    expect((await put(path, { ...body, etag }, { 'if-match': '"stale"' })).status).toBe(200);
    expect((await put(path, body, { 'if-match': '*' })).status).toBe(200);
    const { etag: present } = (await api.ask(path)).body;
    expect([200, 204]).toContain((await remove(path, { 'if-match': present })).status);
    expect((await api.ask(path)).status).toBe(404);
  });
});

test('ids of incidents, comments and bookmarks are the same in any case', async () => {
  const upper = (path: string) => path.replace(/(Dd44|Ee55|Ff66)/gi, (id) => id.toUpperCase());
  for (const [path, body] of [
    [inInsights('incidents/dd44'), PLACES[0]?.[2]],
    [inInsights('incidents/dd44/comments/ee55'), PLACES[1]?.[2]],
    [inInsights('bookmarks/ff66'), PLACES[2]?.[2]],
  ] as [string, object][]) {
    expect((await put(path, body)).status).toBe(201);
    expect((await put(upper(path), body)).status).toBe(200);
    expect((await api.ask(upper(path))).body.name).toBe((await api.ask(path)).body.name);
  }
  const asAlert = security(SUBSCRIPTION, `locations/${PLACE.location}/alerts/DD44?api-version=2022-01-01`);
  expect((await api.ask(asAlert)).body.name).toBe('dd44');
});

test('a blank segment of a path is refused', async () => {
  const blank = [
    security(SUBSCRIPTION, `locations/${PLACE.location}/alerts/%20?api-version=2022-01-01`),
    inInsights('incidents/%20'),
    inInsights('bookmarks/%20%20'),
  ];
  for (const path of blank) expect((await api.ask(path)).status).toBe(400);
  expect(api.errors).toEqual([]);
});

test('an incident does not end before it begins', async () => {
  const times = { firstActivityTimeUtc: '2026-01-02T00:00:00Z', lastActivityTimeUtc: '2026-01-01T00:00:00Z' };
  const properties = { title: 'By hand', severity: 'Low', status: 'New', ...times };
  const { status, text } = await put(inInsights('incidents/gg77'), { properties });
  expect([status, text]).toEqual([400, expect.stringContaining('firstActivityTimeUtc')]);
});
