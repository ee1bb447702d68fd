/** What a caller may do; also the names of the application roles in a token. */
export const PERMISSIONS = [
  'Alert.Read',
  'Alert.Write',
  'Incident.Read',
  'Incident.Write',
  'Settings.Read',
  'Settings.Write',
  'Indicator.Read',
  'Indicator.Write',
  'Activity.Read',
  'Access.Read',
  'Access.Write',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Application roles that stand for several permissions. Only the whole bundle lets a caller give rights to others. */
const BUNDLES: Record<string, readonly Permission[]> = {
  'Security.Read': PERMISSIONS.filter((permission) => permission.endsWith('.Read')),
  'Security.Manage': PERMISSIONS,
};

/** Every application role that a token can carry. */
export const APP_ROLES: readonly string[] = [...PERMISSIONS, ...Object.keys(BUNDLES)];

/** The permissions in the application roles, or the delegated scopes, of a token; unknown ones give none. Who may write may read. */
export function permissionsOf(appRoles: readonly string[]): Set<Permission> {
  return new Set(appRoles.flatMap((role) => BUNDLES[role] ?? (isPermission(role) ? withReading(role) : [])));
}

function isPermission(text: string): text is Permission {
  return (PERMISSIONS as readonly string[]).includes(text);
}

function withReading(permission: Permission): Permission[] {
  return [permission, permission.replace(/\.Write$/, '.Read') as Permission];
}
