import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { readSubscriptionId } from '../model/subscription-id';
import type { Clock } from '../runtime/clock';
import type { Log } from '../runtime/log';
import { type ActivityLog, recorded } from './activity/change-log';
import { json } from './answer';
import { ApiError, badRequest, notFound } from './api-error';
import type { Authorization } from './auth/authorization';
import type { Caller } from './auth/caller';
import { toApiError } from './fault';
import { matchingForm, nameIn, paramsOf, segmentsOf } from './path';
import { publicUrl } from './public-url';
import { readBody } from './read-body';
import { readQuery, refuseMissing, refuseOthers, versionOf } from './request-query';
import type { Call, Method, Route } from './route';

export interface HttpAppOptions {
  routes: readonly Route[];
  /** Throws 401. */
  authenticate(authorization: string | undefined): Promise<Caller>;
  authorization: Authorization;
  /** Throws 429. */
  admit(caller: Caller): void;
  /** The one resource group and workspace under which a subscription's incidents stand. */
  workspace: { resourceGroup: string; name: string };
  publicBaseUrl?: string | undefined;
  activityLog: ActivityLog;
  clock: Clock;
}

/** What a request brings along for the log. */
export interface Environment {
  Bindings: { log: Log };
  Variables: { correlationId: string };
}

/** The whole API as one function from a request to an answer. */
export function httpApp(options: HttpAppOptions): Hono<Environment> {
  const app = new Hono<Environment>({ getPath: (request) => matchingForm(new URL(request.url).pathname) });
  app.use(identify);
  app.use(compress({ threshold: 1_024 }));
  for (const each of [...options.routes].sort(literalsFirst)) {
    app.on(each.method, honoPath(each.path), (context) => answer(each, context, options));
  }
  for (const [path, methods] of methodsByPath(options.routes)) app.all(path, (context) => refuseMethod(methods, context, options));
  app.notFound((context) => refuseUnknown(context, options));
  app.onError((error, context) => {
    const fault = toApiError(error, context.env.log, context.get('correlationId'));
    return json(fault.body(), fault.status, { ...fault.headers, ...identityOf(context) });
  });
  return app;
}

/** Every answer says which request it answers, also under the id that the client gave it. */
async function identify(context: Context<Environment>, next: () => Promise<void>): Promise<void> {
  const given =
    context.req.header('x-ms-correlation-request-id') ??
    context.req.header('x-ms-client-request-id') ??
    context.req.header('client-request-id');
  context.set('correlationId', given && /^[\w-]{1,64}$/.test(given) ? given : randomUUID());
  await next();
  for (const [name, value] of Object.entries(identityOf(context))) context.res.headers.set(name, value);
}

function identityOf(context: Context<Environment>): Record<string, string> {
  const clientId = context.req.header('x-ms-client-request-id');
  return {
    'x-ms-request-id': randomUUID(),
    'x-ms-correlation-request-id': context.get('correlationId'),
    ...(clientId && /^[\w-]{1,64}$/.test(clientId) ? { 'x-ms-client-request-id': clientId } : {}),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
}

async function answer(route: Route, context: Context<Environment>, options: HttpAppOptions): Promise<Response> {
  const request = context.req.raw;
  const url = publicUrl(request.url, request.headers, options.publicBaseUrl);
  const query = readQuery(url.search);
  const caller = await authenticated(route, context, options);
  const apiVersion = versionOf(route, query);
  const params = paramsOf(route.path, new URL(request.url).pathname);
  const subscriptionId = subscriptionOf(params);
  const subscriptions = await allowed(route, caller, params, subscriptionId, options);
  refuseOthers(query, route);
  refuseMissing(query, Object.keys(route.requiredQuery ?? {}));
  const body = route.body ? await readBody(request, route.body) : undefined;
  const clientAddress = addressOf(request.headers);
  const call: Call = {
    params,
    subscriptionId,
    subscriptions,
    query,
    headers: request.headers,
    body,
    caller,
    demand: (permission, ...place) => options.authorization.require(caller, permission, ...place),
    url,
    apiVersion,
    correlationId: context.get('correlationId'),
    method: route.method,
    notes: {},
    ...(clientAddress === undefined ? {} : { clientAddress }),
  };
  if (route.change === undefined || subscriptionId === '') return route.handle(call);
  const { activityLog, clock } = options;
  return recorded(route.change, call, { activityLog, clock, log: context.env.log }, () => route.handle(call));
}

const NOBODY: Caller = { tenantId: '', principalId: '', groupIds: [], permissions: new Set(), kind: 'Application', name: '' };

async function authenticated(route: Route, context: Context<Environment>, options: HttpAppOptions): Promise<Caller> {
  if (route.access.scope === 'anyone') return NOBODY;
  const caller = await options.authenticate(context.req.header('authorization'));
  options.admit(caller);
  return caller;
}

function subscriptionOf({ subscriptionId: given }: Record<string, string>): string {
  if (given === undefined) return '';
  const id = readSubscriptionId(given);
  if (id === undefined) {
    throw badRequest(`The provided subscription identifier '${given.slice(0, 60)}' is malformed or invalid.`, 'InvalidSubscriptionId');
  }
  return id;
}

/** Throws 403 or 404; the subscriptions of a `mine` route. */
async function allowed(route: Route, caller: Caller, params: Record<string, string>, subscriptionId: string, options: HttpAppOptions) {
  if (route.access.scope === 'anyone') return [];
  if (route.access.scope === 'mine') return options.authorization.subscriptionsWith(caller, route.access.permission);
  const { resourceGroup, workspace } = params;
  await options.authorization.require(caller, route.access.permission, subscriptionId, resourceGroup);
  if (workspace === undefined) return [];
  const registered = options.workspace;
  const isRegistered = sameName(workspace, registered.name) && sameName(resourceGroup ?? '', registered.resourceGroup);
  if (!isRegistered) throw notFound(`The workspace '${workspace}' in resource group '${resourceGroup}'`);
  return [];
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** As the front end of the platform tells it: the last hop is the one that the platform itself has seen. */
function addressOf(headers: Headers): string | undefined {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return last && /^[\w.:[\]]{2,64}$/.test(last) ? last : undefined;
}

/** Whoever shows no token learns nothing of which routes there are. */
async function refuseUnknown(context: Context<Environment>, options: HttpAppOptions): Promise<Response> {
  options.admit(await options.authenticate(context.req.header('authorization')));
  throw notFound(`The resource at '${new URL(context.req.url).pathname.slice(0, 200)}'`);
}

async function refuseMethod(methods: readonly Method[], context: Context<Environment>, options: HttpAppOptions): Promise<Response> {
  options.admit(await options.authenticate(context.req.header('authorization')));
  const allow = methods.join(', ');
  throw new ApiError(405, 'MethodNotAllowed', `The method '${context.req.method}' is not supported here. Supported: ${allow}.`, { allow });
}

function honoPath(path: string): string {
  const segments = segmentsOf(path).map((segment) => {
    const name = nameIn(segment);
    return name === undefined ? segment.toLowerCase() : `:${name}`;
  });
  return `/${segments.join('/')}`;
}

/** Of two routes that fit, the one with the literal segment is meant. */
function literalsFirst(a: Route, b: Route): number {
  return variables(a) - variables(b);
}

function variables({ path }: Route): number {
  return segmentsOf(path).filter((segment) => nameIn(segment) !== undefined).length;
}

function methodsByPath(routes: readonly Route[]): Map<string, Method[]> {
  const methods = new Map<string, Method[]>();
  for (const { path, method } of routes) {
    const key = honoPath(path);
    methods.set(key, [...(methods.get(key) ?? []), method]);
  }
  return methods;
}
