import { createConfig, lintFromString } from '@redocly/openapi-core';
import { routes } from '../../../shared/api/routes';
import type { Services } from '../../../shared/api/services';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, PLACE } from './api-fixture';

// biome-ignore lint/suspicious/noExplicitAny: a document of any shape is what is checked
let document: any;
let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
  const { status, body } = await api.ask('/openapi.json', { token: null });
  expect(status).toBe(200);
  document = body;
});
afterAll(() => api.stop());

type Operation = {
  operationId: string;
  parameters: { name: string; in: string; required?: boolean }[];
  responses: Record<string, { content?: object }>;
  security?: object[];
};
const operations = (): [path: string, method: string, operation: Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(
      ([method, operation]) => [path, method, operation] as [string, string, Operation],
    ),
  );

test('describes every operation under its method and path, and no other', () => {
  expect(document.openapi).toBe('3.1.0');
  const described = operations().map(([path, method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`);
  const expected = routes({} as Services).map(({ operation, method, path }) => `${operation} ${method} ${path}`);
  expect(described.sort()).toEqual(expected.sort());
});

test('has nothing that a linter of OpenAPI 3.1 complains of', async () => {
  // What takes no token and no parameter refuses nothing.
  const config = await createConfig({ extends: ['recommended-strict'], rules: { 'operation-4xx-response': 'off' } });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: 'openapi.json', config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
});

test('what takes a token may be refused', () => {
  const refusing = operations().filter(([, , { responses }]) => Object.keys(responses).some((status) => status.startsWith('4')));
  expect(refusing.length).toBe(operations().filter(([, , { security }]) => security === undefined).length);
});

test('what names a thing may not find it, what changes one may come too late, and what takes a body may get too much', () => {
  const statuses = (id: string) => {
    const [, , operation] = operations().find(([, , { operationId }]) => operationId === id) ?? [];
    return Object.keys(operation?.responses ?? {}).filter((status) => status.startsWith('4'));
  };
  expect(statuses('Alerts_List')).toEqual(['400', '401', '403', '429']);
  expect(statuses('Incidents_Get')).toEqual(['400', '401', '403', '404', '429']);
  expect(statuses('Incidents_Delete')).toEqual(['400', '401', '403', '404', '409', '429']);
  expect(statuses('Graph_MergeIncidents')).toContain('409');
  expect(statuses('Graph_MoveAlerts')).toContain('409');
  expect(statuses('Incidents_CreateOrUpdate')).toEqual(['400', '401', '403', '404', '409', '413', '429']);
});

test('each operation has an id of its own, declares the parameters of its path, and says what it answers', () => {
  const ids = operations().map(([, , { operationId }]) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [path, , { parameters, responses, operationId }] of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect([operationId, parameters.filter((each) => each.in === 'path').map(({ name }) => name)]).toEqual([operationId, inPath]);
    const keys = parameters.map((each) => `${each.in} ${each.name}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(Object.keys(responses).some((status) => /^2\d\d$/.test(status))).toBe(true);
  }
});

test('a list whose pages have a size takes it in Prefer too', () => {
  const headers = (id: string) => {
    const [, , operation] = operations().find(([, , { operationId }]) => operationId === id) ?? [];
    return operation?.parameters.filter((each) => each.in === 'header').map(({ name }) => name);
  };
  expect(headers('Alerts_List')).toEqual(['Prefer']);
  expect(headers('Automations_List')).toEqual(['Prefer']);
  expect(headers('Incidents_Get')).toEqual([]);
});

test('a query parameter that is required is so in the document and in the answer', async () => {
  const required = operations().flatMap(([path, method, { operationId, parameters }]) =>
    parameters
      .filter(({ name, in: place, required }) => place === 'query' && required && name !== 'api-version')
      .map(({ name }) => ({ path, method, operationId, name })),
  );
  const named = required.map(({ operationId, name }) => `${operationId} ${name}`);
  expect(named).toEqual(expect.arrayContaining(['Incidents_WhatIf without', 'ActivityLogs_List $filter']));
  const values: Record<string, string> = {
    subscriptionId: SUBSCRIPTION,
    resourceGroup: PLACE.resourceGroup,
    workspace: PLACE.workspace,
  };
  const versions = new Map(routes({} as Services).map(({ operation, versions }) => [operation, versions?.[0]]));
  for (const { path, method, operationId, name } of required) {
    const place = path.replace(/\{(\w+)\}/g, (_, segment) => values[segment] ?? 'any');
    for (const given of ['', `&${encodeURIComponent(name)}=%20`]) {
      const { status, body } = await api.ask(`${place}?api-version=${versions.get(operationId)}${given}`, { method: method.toUpperCase() });
      expect([operationId, status, body.error.message]).toEqual([operationId, 400, `The query parameter '${name}' is required here.`]);
    }
  }
});

test('an operation that needs a token says so', () => {
  const open = operations().filter(([, , { security }]) => security?.length === 0);
  for (const [, , { responses }] of open) expect(responses).not.toHaveProperty('401');
  for (const [, , { security, responses }] of operations()) if (security === undefined) expect(responses).toHaveProperty('401');
  expect(document.components.securitySchemes).toHaveProperty(Object.keys(document.security[0]));
});

test('every reference leads to a schema, and every schema is in use', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, target]) => target as string);
  const schemas = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect([...new Set(references)].sort()).toEqual(schemas.sort());
  for (const name of Object.keys(document.components.schemas)) expect(name).toMatch(/^[\w.-]+$/);
});

/** Lists that have no next page. */
const WHOLE_LISTS = [
  'Incidents_ListBookmarks',
  'Incidents_GetBookmarks',
  'RoleAssignments_List',
  'RoleAssignments_ListInResourceGroup',
  'Pricings_List',
  'IncidentTypes_List',
  'Automations_ListDeadLetters',
];

test('every list and every report comes in lines too, and nothing else does', () => {
  for (const [, , { operationId, parameters, responses }] of operations()) {
    const isPaged = parameters.some(({ name }) => name === '$skipToken') || WHOLE_LISTS.includes(operationId);
    const types = Object.keys(responses['200']?.content ?? {});
    expect([operationId, types.includes('application/x-ndjson')]).toEqual([operationId, isPaged || types.includes('text/csv')]);
  }
});

test.each(['Microsoft.Security/pricings?api-version=2022-03-01', 'Microsoft.Authorization/roleAssignments?api-version=2022-04-01'])(
  'the list %s comes in lines as well',
  async (path) => {
    const ask = (accept: string) => api.ask(`/subscriptions/${SUBSCRIPTION}/providers/${path}`, { headers: { accept } });
    const lines = await ask('application/x-ndjson');
    expect(lines.headers.get('content-type')).toMatch('application/x-ndjson');
    const items = lines.text.split('\n').filter(Boolean);
    expect(items.map((line) => JSON.parse(line))).toEqual((await ask('application/json')).body.value);
  },
);
