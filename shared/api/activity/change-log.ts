import { randomUUID } from 'node:crypto';
import type { Clock } from '../../runtime/clock';
import { type Log, line } from '../../runtime/log';
import type { ActivityEvent } from '../../settings/activity-event';
import { ApiError } from '../api-error';
import { displayName } from '../auth/caller';
import { segmentsOf } from '../path';
import type { Call } from '../route';

export interface ActivityLog {
  append(event: ActivityEvent): Promise<void>;
}

/**
 * Does a change and records it: that it began, before anything happens, and how it ended. A change whose beginning cannot be recorded is not made; one
 * whose end cannot be recorded is in the log as begun. Each resource that is changed has entries of its own, by which it is found; the change may add to
 * `resources` what it makes.
 */
export async function recorded(
  operation: string,
  call: Call,
  { activityLog, clock, log }: { activityLog: ActivityLog; clock: Clock; log: Log | undefined },
  change: () => Promise<Response>,
  resources: readonly string[] = [resourceOf(operation, call)],
): Promise<Response> {
  await append('Started', '');
  try {
    const response = await change();
    await ended('Succeeded', String(response.status));
    return response;
  } catch (error) {
    await ended('Failed', error instanceof ApiError ? error.code : 'InternalServerError');
    throw error;
  }

  async function ended(status: 'Succeeded' | 'Failed', subStatus: string): Promise<void> {
    try {
      await append(status, subStatus);
    } catch (error) {
      log?.warn(
        line('The end of a change is not in the activity log', { operation, correlationId: call.correlationId, error: String(error) }),
      );
    }
  }

  async function append(status: ActivityEvent['status'], subStatus: string): Promise<void> {
    const outcome = { time: clock(), status, subStatus };
    await Promise.all(resources.map((resource) => activityLog.append(eventOf(operation, call, resource, outcome))));
  }
}

/** What an action is called ends its path, and is no part of the resource. */
function resourceOf(operation: string, { url }: Call): string {
  const segments = segmentsOf(url.pathname).map(decodeURIComponent);
  return `/${(isAction(operation) ? segments.slice(0, -1) : segments).join('/')}`;
}

/** `<provider>/<type>` of `<provider>/<type>/write` and of `<provider>/<type>/<verb>/action`. */
function typeOf(operation: string): string {
  return operation
    .split('/')
    .slice(0, isAction(operation) ? -2 : -1)
    .join('/');
}

function isAction(operation: string): boolean {
  return operation.endsWith('/action');
}

function eventOf(
  operation: string,
  call: Call,
  resource: string,
  { time, status, subStatus }: Pick<ActivityEvent, 'time' | 'status' | 'subStatus'>,
): ActivityEvent {
  const { caller, url, subscriptionId } = call;
  const clientRequestId = call.headers.get('x-ms-client-request-id');
  return {
    id: randomUUID(),
    subscriptionId,
    time,
    operation,
    status,
    subStatus,
    category: 'Administrative',
    level: status === 'Failed' ? 'Error' : 'Informational',
    resourceId: resource.toLowerCase(),
    resourceGroup: (/\/resourceGroups\/([^/]+)/i.exec(resource)?.[1] ?? '').toLowerCase(),
    resourceType: typeOf(operation).toLowerCase(),
    caller: {
      principalId: caller.principalId,
      name: displayName(caller),
      tenantId: caller.tenantId,
      ...(caller.applicationId === undefined ? {} : { applicationId: caller.applicationId }),
    },
    correlationId: call.correlationId,
    description: '',
    http: {
      method: call.method,
      uri: url.href.slice(0, 2_000),
      ...(call.clientAddress === undefined ? {} : { clientAddress: call.clientAddress }),
      ...(clientRequestId ? { clientRequestId: clientRequestId.slice(0, 64) } : {}),
    },
    properties: { ...call.notes },
  };
}
