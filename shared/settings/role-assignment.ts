import { findAzureRole } from './azure-role';
import type { Permission } from './permission';

/** Lets a principal act in a scope, after Azure's role assignments. */
export interface RoleAssignment {
  /** A GUID, chosen by who makes the assignment. */
  id: string;
  /** Object id of a user, an application or a group, lower case. */
  principalId: string;
  principalType: 'User' | 'Group' | 'ServicePrincipal';
  /** Id of one of the Azure roles. */
  roleId: string;
  /** `/subscriptions/{id}`, `/subscriptions/{id}/resourceGroups/{name}`, or `/` for all subscriptions; lower case. */
  scope: string;
}

/** What is asked for: a scope as in `RoleAssignment`, in lower case. */
export interface Demand {
  permission: Permission;
  scope: string;
}

/** Whether the assignment lets its principal do this: the role has the permission and the scope is the same or wider. */
export function grants(assignment: Pick<RoleAssignment, 'roleId' | 'scope'>, { permission, scope }: Demand): boolean {
  return covers(assignment.scope, scope) && findAzureRole(assignment.roleId)?.permissions.includes(permission) === true;
}

function covers(wider: string, scope: string): boolean {
  return wider === '/' || scope === wider || scope.startsWith(`${wider}/`);
}
