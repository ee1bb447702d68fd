import { z } from 'zod';
import { NDJSON } from '../ndjson';
import { nameIn, segmentsOf } from '../path';
import type { Route } from '../route';

type Json = Record<string, unknown>;

/** Errors that any operation with a token may answer. */
const REFUSALS: readonly [status: string, description: string][] = [
  ['400', 'The request is not valid'],
  ['401', 'No valid token'],
  ['403', 'The caller lacks the permission, or the assignment in this scope'],
  ['429', 'Too many requests; see Retry-After'],
  ['503', 'The store does not answer at the moment; see Retry-After'],
];
const NOT_FOUND = ['404', 'There is no such thing'] as const;
const CONFLICT = ['409', 'It has been changed meanwhile, or its state does not allow this'] as const;
const TOO_LARGE = ['413', 'The request content is too large'] as const;

/** The OpenAPI document, version 3.1, of the given table of routes. It is made from what the router itself works by, so it cannot say anything else. */
export function openApiDocument(routes: readonly Route[]): Json {
  const schemas = new Schemas();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/${segmentsOf(route.path).join('/')}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sinter',
      version: '0.1.0',
      description: 'Alerts, incidents and settings, in the form of the Azure APIs for them.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token of Microsoft Entra ID' } },
      schemas: { ...schemas.components, Error: ERROR },
    },
  };
}

const ERROR = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: { code: { type: 'string' }, message: { type: 'string' }, details: { type: 'array', items: { type: 'object' } } },
    },
  },
};

function operation(route: Route, schemas: Schemas): Json {
  const { access } = route;
  return {
    operationId: route.operation,
    summary: route.summary,
    parameters: parameters(route),
    ...(route.body && { requestBody: { required: true, content: content(schemas.of(route.body, 'input')) } }),
    responses: { ...answers(route, schemas), ...(access.scope === 'anyone' ? {} : refusals(route)) },
    ...(access.scope === 'anyone' ? { security: [] } : { description: `Needs the permission \`${access.permission}\`.` }),
  };
}

function parameters({ path, versions, query = {}, requiredQuery = {} }: Route): Json[] {
  const names = segmentsOf(path).flatMap((segment) => nameIn(segment) ?? []);
  return [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(versions ? [{ name: 'api-version', in: 'query', required: true, schema: { type: 'string', enum: [...versions] } }] : []),
    ...Object.entries(requiredQuery).map(([name, description]) => ({ ...inQuery(name, description), required: true })),
    ...Object.entries(query).map(([name, description]) => inQuery(name, description)),
    ...('$top' in query ? [PREFER] : []),
  ];
}

/** The lists of `Microsoft.Security` have no other size in Azure's own API. */
const PREFER = {
  name: 'Prefer',
  in: 'header',
  description: '`odata.maxpagesize=N`: largest number in one page',
  schema: { type: 'string' },
};

function inQuery(name: string, description: string): Json {
  return { name, in: 'query', description, schema: { type: 'string' } };
}

function answers(route: Route, schemas: Schemas): Json {
  const entries = Object.entries(route.answers).map(([status, answer]) => {
    if (answer === null) return [status, { description: 'Done' }];
    if (answer === 'csv') return [status, { description: 'A report', content: { 'text/csv': { schema: { type: 'string' } }, ...LINES } }];
    const lines = isList(answer) ? LINES : {};
    return [status, { description: route.summary, content: { ...content(schemas.of(answer, 'output')), ...lines } }];
  });
  return Object.fromEntries(entries);
}

const LINES = { [NDJSON]: { schema: { type: 'string', description: 'All items, one JSON object per line' } } };

/** What answers items, and perhaps where more of them are, can also answer a line for each. */
function isList(answer: z.ZodType): boolean {
  const names = answer instanceof z.ZodObject ? Object.keys(answer.shape) : [];
  return names.includes('value') && names.every((name) => name === 'value' || name === 'nextLink');
}

function refusals({ path, change, body }: Route): Json {
  const error = content({ $ref: '#/components/schemas/Error' });
  const names = segmentsOf(path).flatMap((segment) => nameIn(segment) ?? []);
  const looksUp = body !== undefined || names.some((name) => name !== 'subscriptionId');
  const all = [...REFUSALS, ...(looksUp ? [NOT_FOUND] : []), ...(change ? [CONFLICT] : []), ...(body ? [TOO_LARGE] : [])];
  return Object.fromEntries(all.map(([status, description]) => [status, { description, content: error }]));
}

function content(schema: Json): Json {
  return { 'application/json': { schema } };
}

/** Schemas that carry an id stand once among the components, under that id. */
class Schemas {
  readonly components: Record<string, Json> = {};

  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const {
      $schema: _dialect,
      $defs,
      ...own
    } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & { $defs?: Record<string, Json> };
    for (const [id, definition] of Object.entries($defs ?? {})) this.#add(id, definition);
    const id = typeof own.id === 'string' ? own.id : undefined;
    if (id === undefined) return moved(own) as Json;
    this.#add(id, own);
    return { $ref: reference(id) };
  }

  /** `id` would be a keyword of an older dialect. */
  #add(id: string, { id: _id, ...definition }: Json): void {
    this.components[id] = moved(definition) as Json;
  }
}

function reference(id: string): string {
  return `#/components/schemas/${id}`;
}

/** The same schema, with its references to where the components are. */
function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const isReference = name === '$ref' && typeof each === 'string';
      return [name, isReference ? each.replace(/^#\/\$defs\//, reference('')) : moved(each)];
    }),
  );
}
