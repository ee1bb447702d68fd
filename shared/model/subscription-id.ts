import { remember } from './remember';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Holds what names no subscription, such as the dead letter of an event which is not JSON. No real subscription has the nil GUID. */
export const NO_SUBSCRIPTION = '00000000-0000-0000-0000-000000000000';

/** The canonical form (lower case) of a subscription id; undefined when the text is not a GUID. */
export function readSubscriptionId(text: string): string | undefined {
  const id = text.trim().toLowerCase();
  return GUID.test(id) ? id : undefined;
}

/** The subscription in an Azure resource id (`/subscriptions/<id>/...`), canonical. */
export const subscriptionOfResource = remember((resourceId: string): string | undefined => {
  const [, id] = /^\/?subscriptions\/([^/]+)/i.exec(resourceId) ?? [];
  return id === undefined ? undefined : readSubscriptionId(id);
});

/** The resource group in an Azure resource id, lower case. */
export function resourceGroupOf(resourceId: string): string | undefined {
  return /^\/?subscriptions\/[^/]+\/resourcegroups\/([^/]+)/i.exec(resourceId)?.[1]?.toLowerCase();
}
