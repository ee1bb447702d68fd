import type { DeliveryStatus } from '../../export/exporting';
import type { StoredAutomation } from '../../storage/automation-repository';
import { isoTime } from '../projections/time';

export const AUTOMATION_VERSION = '2019-01-01-preview';

/** An automation as `Microsoft.Security` shows it. Its secrets are not part of it. `deliveries`: how its actions fare, Sinter's own addition. */
export function automationResource(automation: StoredAutomation, deliveries?: object[]): object {
  const { subscriptionId, resourceGroup, name, location, tags, description, isEnabled, scopes, sources, actions, etag } = automation;
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Security/automations/${name}`,
    name,
    type: 'Microsoft.Security/automations',
    location,
    tags,
    etag,
    properties: { description, isEnabled, scopes, sources, actions, ...(deliveries ? { deliveries } : {}) },
  };
}

/** How the delivery to one place fares. */
export function deliveryResource(status: DeliveryStatus): object {
  const { coveredFrom, watermark, lastDelivery, lastFailure, retryAt, ...rest } = status;
  return {
    ...rest,
    ...(coveredFrom === undefined ? {} : { coveredFromUtc: isoTime(coveredFrom) }),
    ...(watermark === undefined ? {} : { watermarkUtc: isoTime(watermark) }),
    ...(lastDelivery === undefined ? {} : { lastDeliveryUtc: isoTime(lastDelivery) }),
    ...(lastFailure
      ? { lastFailure: { timeUtc: isoTime(lastFailure.time), status: lastFailure.status, message: lastFailure.message } }
      : {}),
    ...(retryAt === undefined ? {} : { retryAtUtc: isoTime(retryAt) }),
  };
}
