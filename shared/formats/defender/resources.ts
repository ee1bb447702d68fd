import { readSubscriptionId, subscriptionOfResource } from '../../model/subscription-id';
import { isObject, textOf } from '../fields';
import type { JsonObject } from '../format';
import { LIMITS } from '../limits';
import { property, textProperty } from './property';

/** The Azure resources that an alert concerns, each once, as it spells them. */
export function resourceIdsOf(alert: JsonObject): string[] {
  const ids = identifiersOf(alert).map((identifier) => textProperty(identifier, 'AzureResourceId'));
  ids.unshift(textProperty(alert, 'AzureResourceId'));
  const present = ids.filter((id) => id.trim() !== '');
  return present.length < 2 ? present : [...new Map(present.map((id) => [id.toLowerCase(), id])).values()];
}

/**
 * The subscription that an alert belongs to: that of its resources, else that of its own resource id in Azure, else the one that it names,
 * else that of the workspace which collected it.
 */
export function subscriptionOfAlert(alert: JsonObject, armId: string): string | undefined {
  for (const id of resourceIdsOf(alert)) {
    const subscription = subscriptionOfResource(id);
    if (subscription !== undefined) return subscription;
  }
  return (
    subscriptionOfResource(armId) ??
    readSubscriptionId(textProperty(alert, 'AzureResourceSubscriptionId')) ??
    readSubscriptionId(textProperty(alert, 'WorkspaceSubscriptionId')) ??
    identifiersOf(alert)
      .map((identifier) => readSubscriptionId(textOf(property(identifier, 'WorkspaceSubscriptionId'))))
      .find((id) => id !== undefined)
  );
}

function identifiersOf(alert: JsonObject): JsonObject[] {
  const identifiers = property(alert, 'ResourceIdentifiers');
  return Array.isArray(identifiers) ? identifiers.slice(0, LIMITS.members).filter(isObject) : [];
}
