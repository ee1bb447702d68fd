import type { Author } from '../../incidents/comment';
import type { Permission } from '../../settings/permission';

/** Who calls, as a valid token says. */
export interface Caller {
  tenantId: string;
  /** Object id of the user or application, lower case. */
  principalId: string;
  /** Object ids of the caller's groups, lower case. */
  groupIds: readonly string[];
  /** Of the application roles, within the delegated scopes where there are any. */
  permissions: ReadonlySet<Permission>;
  kind: 'User' | 'Application';
  /** For display alone: names are no identities. */
  name: string;
  userPrincipalName?: string;
  /** The application that calls, or through which the user does. */
  applicationId?: string;
}

/** How the caller is named where people read it. */
export function displayName(caller: Caller): string {
  return caller.userPrincipalName ?? (caller.name || caller.principalId);
}

/** The caller as who wrote something. */
export function authorOf({ principalId, name, userPrincipalName }: Caller): Author {
  return { objectId: principalId, name, ...(userPrincipalName === undefined ? {} : { userPrincipalName }) };
}
