import type { Permission } from '../../settings/permission';
import { type Demand, grants, type RoleAssignment } from '../../settings/role-assignment';
import { ApiError } from '../api-error';
import type { Caller } from './caller';

/** Where the assignments are kept. */
export interface Assignments {
  /** All that are made in the subscription, or above it. */
  of(subscriptionId: string): Promise<readonly RoleAssignment[]>;
  /** The subscriptions in which one of the principals has an assignment; more are harmless, since each is checked. */
  subscriptionsOf(principalIds: readonly string[]): Promise<readonly string[]>;
}

/** Says who may do what: a caller needs the permission in the token AND an assignment in the scope. */
export class Authorization {
  constructor(private readonly assignments: Assignments) {}

  /** Throws 403 unless the caller may. A subscription that does not exist looks like one that is closed to the caller. */
  async require(caller: Caller, permission: Permission, subscriptionId: string, resourceGroup?: string): Promise<void> {
    const scope = `/subscriptions/${subscriptionId}${resourceGroup === undefined ? '' : `/resourcegroups/${resourceGroup.toLowerCase()}`}`;
    if (!(await this.#allows(caller, { permission, scope }, subscriptionId))) throw forbidden(caller, permission, scope);
  }

  /** The subscriptions in which the caller may do this. Throws 403 when there are none. */
  async subscriptionsWith(caller: Caller, permission: Permission): Promise<string[]> {
    if (!caller.permissions.has(permission)) throw forbidden(caller, permission, '/');
    const candidates = await this.assignments.subscriptionsOf([caller.principalId, ...caller.groupIds]);
    const allowed = await Promise.all(candidates.map((id) => this.#allows(caller, { permission, scope: `/subscriptions/${id}` }, id)));
    const found = candidates.filter((_, index) => allowed[index]);
    if (found.length === 0) throw forbidden(caller, permission, '/');
    return found;
  }

  async #allows(caller: Caller, demand: Demand, subscriptionId: string): Promise<boolean> {
    if (!caller.permissions.has(demand.permission)) return false;
    const principals = new Set([caller.principalId, ...caller.groupIds]);
    const assignments = await this.assignments.of(subscriptionId);
    return assignments.some((assignment) => principals.has(assignment.principalId) && grants(assignment, demand));
  }
}

/** In the words of Azure Resource Manager. */
function forbidden({ principalId }: Caller, permission: Permission, scope: string): ApiError {
  const message =
    `The client '${principalId}' with object id '${principalId}' does not have authorization to perform action '${permission}' over scope '${scope}' ` +
    'or the scope is invalid. If access was recently granted, please refresh your credentials.';
  return new ApiError(403, 'AuthorizationFailed', message);
}
