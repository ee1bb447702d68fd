import { resourceGroupOf } from '../model/subscription-id';
import type { Automation } from '../settings/automation';
import { scopeOf } from '../settings/automation-request';
import type { SourceRecord } from './record';

/** Whether a record is in one of the automation's scopes: of an incident, whether one of its Azure resources is. */
export function isInScope(record: SourceRecord, { scopes, subscriptionId }: Pick<Automation, 'scopes' | 'subscriptionId'>): boolean {
  const groups = new Set(scopes.map(({ scopePath }) => scopeOf(scopePath, subscriptionId)));
  if (groups.has('*')) return true;
  return groupsOf(record).some((group) => groups.has(group));
}

function groupsOf(record: SourceRecord): string[] {
  if (record.stream === 'alerts') return record.alert.resourceGroups;
  const resources = record.incident.entities
    .filter(({ kind }) => kind === 'azure-resource')
    .map(({ key }) => key.slice(key.indexOf(':') + 1));
  return resources.map(resourceGroupOf).filter((group) => group !== undefined);
}
