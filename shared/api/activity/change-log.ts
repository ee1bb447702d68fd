import { randomUUID } from 'node:crypto';
import type { Clock } from '../../runtime/clock';
import { type Log, line } from '../../runtime/log';
import type { ActivityEvent } from '../../settings/activity-event';
import { ApiError } from '../api-error';
import { displayName } from '../auth/caller';
import type { Call } from '../route';

export interface ActivityLog {
  append(event: ActivityEvent): Promise<void>;
}

/**
 * Does a change and records it: that it began, before anything happens, and how it ended. A change whose beginning cannot be recorded is not made; one
 * whose end cannot be recorded is in the log as begun.
 */
export async function recorded(
  operation: string,
  call: Call,
  { activityLog, clock, log }: { activityLog: ActivityLog; clock: Clock; log: Log | undefined },
  change: () => Promise<Response>,
): Promise<Response> {
  await activityLog.append(eventOf(operation, call, clock(), 'Started', ''));
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
      await activityLog.append(eventOf(operation, call, clock(), status, subStatus));
    } catch (error) {
      log?.warn(
        line('The end of a change is not in the activity log', { operation, correlationId: call.correlationId, error: String(error) }),
      );
    }
  }
}

function eventOf(operation: string, call: Call, time: number, status: ActivityEvent['status'], subStatus: string): ActivityEvent {
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
    resourceId: decodeURIComponent(url.pathname).toLowerCase(),
    resourceGroup: (call.params.resourceGroup ?? '').toLowerCase(),
    resourceType: operation.split('/').slice(0, -1).join('/').toLowerCase(),
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
