import { readSubscriptionId, subscriptionOfResource } from '../../model/subscription-id';
import { isObject, textOf } from '../fields';
import type { JsonObject } from '../format';
import { LIMITS } from '../limits';
import { property, textProperty } from './property';

/** The Azure resources that an alert concerns, each once, as it spells them. */
export function resourceIdsOf(alert: JsonObject): string[] {
  const ids: string[] = [];
  addResourceId(ids, alert);
  for (const identifier of identifiersOf(alert)) addResourceId(ids, identifier);
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

function addResourceId(ids: string[], { AzureResourceId, azureResourceId }: JsonObject): void {
  const id = textOf(AzureResourceId ?? azureResourceId);
  if (id.trim() !== '') ids.push(id);
}

function identifiersOf(alert: JsonObject): readonly JsonObject[] {
  const identifiers = alert.ResourceIdentifiers ?? alert.resourceIdentifiers;
  if (!Array.isArray(identifiers)) return [];
  return identifiers.length <= LIMITS.members && identifiers.every(isObject)
    ? identifiers
    : identifiers.slice(0, LIMITS.members).filter(isObject);
}
