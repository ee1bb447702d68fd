import type { ActivityEvent } from '../../settings/activity-event';
import { isoTime } from './time';

interface LocalizableString {
  value: string;
  localizedValue: string;
}

/** An entry of the activity log as `Microsoft.Insights` shows it: flat, and with names as pairs of a value and its text. */
export function eventData(event: ActivityEvent) {
  const { id, subscriptionId, caller, http } = event;
  const time = isoTime(event.time);
  return {
    id: `${event.resourceId}/events/${id}`,
    eventDataId: id,
    correlationId: event.correlationId,
    operationId: event.correlationId,
    subscriptionId,
    tenantId: caller.tenantId,
    resourceId: event.resourceId,
    resourceGroupName: event.resourceGroup,
    resourceProviderName: localizable(event.resourceType.split('/')[0] ?? ''),
    resourceType: localizable(event.resourceType),
    caller: caller.name,
    claims: { oid: caller.principalId, ...(caller.applicationId === undefined ? {} : { appid: caller.applicationId }) },
    description: event.description,
    level: event.level,
    eventTimestamp: time,
    submissionTimestamp: time,
    operationName: localizable(event.operation),
    eventName: localizable(eventNameOf(event)),
    category: localizable(event.category),
    status: localizable(event.status),
    subStatus: localizable(event.subStatus),
    authorization: { action: event.operation, scope: event.resourceId },
    ...(http && {
      httpRequest: {
        method: http.method,
        uri: http.uri,
        ...(http.clientAddress === undefined ? {} : { clientIpAddress: http.clientAddress }),
        ...(http.clientRequestId === undefined ? {} : { clientRequestId: http.clientRequestId }),
      },
    }),
    properties: event.properties,
  };
}

function eventNameOf({ status, properties }: ActivityEvent): string {
  if (status === 'Active') return properties.alertType ?? '';
  return status === 'Started' ? 'BeginRequest' : 'EndRequest';
}

function localizable(value: string): LocalizableString {
  return { value, localizedValue: value };
}
