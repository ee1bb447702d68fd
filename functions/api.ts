import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { createApi } from '../shared/api/api';
import { systemClock } from '../shared/runtime/clock';
import { config } from '../shared/runtime/config';
import { stores } from '../shared/storage/stores';
import { fromFetchResponse, toFetchRequest } from './http-messages';

/**
 * The host has no precedence among routes, and its own errors have no body that Azure's clients understand. So each function takes a whole branch of the
 * tree, and the routes are in shared/api. Nothing is anonymous for that: the API itself asks for a token.
 */
const BRANCHES = {
  'api-subscriptions': 'subscriptions/{*rest}',
  'api-graph': 'v1.0/{*rest}',
  'api-health': 'healthz',
  'api-readiness': 'readyz',
  'api-description': 'openapi.json',
};

let api: ReturnType<typeof createApi> | undefined;

async function serve(request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  api ??= createApi(config(), stores(), systemClock);
  return fromFetchResponse(await api.fetch(toFetchRequest(request), { log: context }), context.invocationId);
}

for (const [name, route] of Object.entries(BRANCHES)) {
  app.http(name, { route, methods: ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'], authLevel: 'anonymous', handler: serve });
}
