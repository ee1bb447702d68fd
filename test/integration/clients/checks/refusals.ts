import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { all, type Check, refused } from '../check';
import { type Connected, GROUP, LOCATION, WORKSPACE } from '../connected';

const NOBODY = '5eed0000-0000-4000-8000-00000000000c';

/** Every kind of client asks for something. */
const askedBy = ({ security, insights, monitor }: Connected): (() => Promise<unknown>)[] => [
  () => all(security.alerts.list()),
  () => all(insights.incidents.list(GROUP, WORKSPACE)),
  () => all(monitor.activityLogs.list("eventTimestamp ge '2026-01-01T00:00:00Z'")),
];

/** What the clients tell their callers when the API says no. */
export const refusalChecks: Check[] = [
  {
    name: 'who has no valid token, or may not do it, is told so with the code of Azure',
    async run(connected) {
      const expired = await connected.as({ lifetime: -3_600 });
      for (const ask of askedBy(expired)) await refused(ask(), 401, 'ExpiredAuthenticationToken');
      for (const ask of askedBy(connected.withToken('garbage'))) await refused(ask(), 401, 'InvalidAuthenticationToken');
      for (const ask of askedBy(await connected.as({ principalId: NOBODY }))) await refused(ask(), 403, 'AuthorizationFailed');
      const reader = await connected.as({ roles: ['Security.Read'] });
      await refused(reader.security.alerts.updateSubscriptionLevelStateToDismiss(LOCATION, 'x'), 403, 'AuthorizationFailed');
      await refused(reader.insights.incidents.delete(GROUP, WORKSPACE, 'x'), 403, 'AuthorizationFailed');
    },
  },
  {
    name: 'a subscription id that is none is refused',
    async run(connected) {
      for (const ask of askedBy(connected.of('not-a-guid'))) await refused(ask(), 400, 'InvalidSubscriptionId');
    },
  },
  {
    name: 'api-version, method and size of a request are checked, and every refusal has a body',
    async run(connected) {
      const codeOf = async (rest: string, init: RequestInit = {}) => {
        const { status, body } = await connected.raw(connected.securityPath(rest), init);
        return [status, body.error.code];
      };
      deepEqual(await codeOf('alerts'), [400, 'MissingApiVersionParameter']);
      deepEqual(await codeOf('alerts?api-version=1999-01-01'), [400, 'InvalidApiVersionParameter']);
      deepEqual(await codeOf('nothing?api-version=2022-01-01'), [404, 'ResourceNotFound']);
      deepEqual(await codeOf('pricings/Dns?api-version=2022-03-01', { method: 'PATCH' }), [405, 'MethodNotAllowed']);
      const body = JSON.stringify({ properties: { pricingTier: 'x'.repeat(3_000_000) } });
      deepEqual(await codeOf('pricings/Dns?api-version=2022-03-01', { method: 'PUT', body }), [413, 'ContentLengthLimitExceeded']);
    },
  },
  {
    name: 'answers name the request that they answer, and who may not be answered how to ask',
    async run(connected) {
      const path = connected.securityPath('alerts?api-version=2022-01-01');
      const { headers } = await connected.raw(path, { headers: { 'x-ms-client-request-id': 'mine-1' } });
      deepEqual([headers.get('x-ms-client-request-id'), headers.get('x-ms-correlation-request-id')], ['mine-1', 'mine-1']);
      const refusal = await connected.withToken('').raw(path);
      equal(refusal.status, 401);
      match(refusal.headers.get('www-authenticate') ?? '', /^Bearer authorization_uri=".+", error="invalid_token"/);
      ok(refusal.headers.get('x-ms-request-id'));
    },
  },
];
