import { readSubscriptionId, subscriptionOfResource } from '../../model/subscription-id';
import { isObject, textOf } from '../fields';
import type { JsonObject } from '../format';
import { LIMITS } from '../limits';
import { property, textProperty } from './property';

/** The Azure resources that an alert concerns, each once, as it spells them. */
export function resourceIdsOf(alert: JsonObject): string[] {
  const ids: string[] = [];
  for (const object of [alert, ...identifiersOf(alert)]) {
    const id = textOf(object.AzureResourceId ?? object.azureResourceId);
    if (id.trim() !== '') ids.push(id);
  }
  return ids.length < 2 ? ids : [...new Map(ids.map((id) => [id.toLowerCase(), id])).values()];
}

/**
 * The subscription that an alert belongs to: that of its resources, else that of its own resource id in Azure, else the one that it names,
 * else that of the workspace which collected it.
 */
export function subscriptionOfAlert(alert: JsonObject, event: JsonObject): string | undefined {
  for (const id of resourceIdsOf(alert)) {
    const subscription = subscriptionOfResource(id);
    if (subscription !== undefined) return subscription;
  }
  return (
    subscriptionOfResource(textProperty(event, 'Id')) ??
    readSubscriptionId(textProperty(alert, 'AzureResourceSubscriptionId')) ??
    readSubscriptionId(textProperty(alert, 'WorkspaceSubscriptionId')) ??
    identifiersOf(alert)
      .map((identifier) => readSubscriptionId(textOf(property(identifier, 'WorkspaceSubscriptionId'))))
      .find((id) => id !== undefined)
  );
}

function identifiersOf(alert: JsonObject): JsonObject[] {
  const identifiers = alert.ResourceIdentifiers ?? alert.resourceIdentifiers;
  return Array.isArray(identifiers) ? identifiers.slice(0, LIMITS.members).filter(isObject) : [];
}
