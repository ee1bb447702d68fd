/** Where a deployment's alerts and incidents stand in Azure's tree of resources. */
export interface Places {
  /** The one region under which alerts are shown. */
  location: string;
  workspace: { resourceGroup: string; name: string };
}

const SECURITY = 'providers/Microsoft.Security';

export function alertPath(places: Places, subscriptionId: string, resourceGroup: string | undefined, name: string): string {
  const group = resourceGroup === undefined ? '' : `/resourceGroups/${resourceGroup}`;
  return `/subscriptions/${subscriptionId}${group}/${SECURITY}/locations/${places.location}/alerts/${name}`;
}

/** The path under which a subscription's incidents, entities and bookmarks stand. */
export function workspacePath({ workspace }: Places, subscriptionId: string): string {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${workspace.resourceGroup}`;
  return `${group}/providers/Microsoft.OperationalInsights/workspaces/${workspace.name}/providers/Microsoft.SecurityInsights`;
}

export function incidentPath(places: Places, subscriptionId: string, id: string): string {
  return `${workspacePath(places, subscriptionId)}/incidents/${id}`;
}

/** An alert as an entity of an incident, by which relations name it. */
export function entityPath(places: Places, subscriptionId: string, id: string): string {
  return `${workspacePath(places, subscriptionId)}/entities/${id}`;
}

export function bookmarkPath(places: Places, subscriptionId: string, id: string): string {
  return `${workspacePath(places, subscriptionId)}/bookmarks/${id}`;
}
