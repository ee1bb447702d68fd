import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { findAzureRole } from '../../settings/azure-role';
import type { RoleAssignment } from '../../settings/role-assignment';
import { json, noContent } from '../answer';
import { badRequest, conflict, notFound } from '../api-error';
import { wholeAnswer } from '../list-answer';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';

const VERSIONS = ['2022-04-01', '2020-10-01-preview', '2018-01-01-preview', '2015-07-01'] as const;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SUFFIX = '/providers/Microsoft.Authorization/roleAssignments';
const SCOPES = ['/subscriptions/{subscriptionId}', '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}'] as const;

const BODY = z
  .object({
    properties: z.object({
      roleDefinitionId: z.string().max(400),
      principalId: z.string().regex(GUID, 'must be a GUID'),
      principalType: z.enum(['User', 'Group', 'ServicePrincipal']).default('ServicePrincipal'),
    }),
  })
  .meta({ id: 'RoleAssignmentCreateParameters' });
const ASSIGNMENT = z.looseObject({ id: z.string(), name: z.string(), properties: z.looseObject({}) }).meta({ id: 'RoleAssignment' });

/** Who may do what, after `Microsoft.Authorization`: the part of Azure's role assignments that concerns the roles known here. */
export function roleAssignmentRoutes(services: Services): Route[] {
  return SCOPES.flatMap((scope, level) => {
    const suffix = level === 0 ? '' : 'InResourceGroup';
    const read = { versions: VERSIONS, access: { scope: 'subscription', permission: 'Access.Read' } } as const;
    const write = { versions: VERSIONS, access: { scope: 'subscription', permission: 'Access.Write' } } as const;
    return [
      {
        ...read,
        operation: `RoleAssignments_List${suffix}`,
        method: 'GET',
        path: `${scope}${SUFFIX}`,
        summary: 'Role assignments at a scope and below',
        answers: { 200: z.object({ value: z.array(ASSIGNMENT) }).meta({ id: `RoleAssignmentList${suffix}` }) },
        handle: (call) => wholeAnswer(call, async () => ({ items: (await assignmentsIn(call, services)).map(resource) })),
      },
      {
        ...read,
        operation: `RoleAssignments_Get${suffix}`,
        method: 'GET',
        path: `${scope}${SUFFIX}/{name}`,
        summary: 'One role assignment',
        answers: { 200: ASSIGNMENT },
        handle: async (call) => json(resource(await assignmentOf(call, services))),
      },
      route({
        ...write,
        operation: `RoleAssignments_Create${suffix}`,
        method: 'PUT',
        path: `${scope}${SUFFIX}/{name}`,
        summary: 'Assigns a role to a principal at a scope',
        change: 'Microsoft.Authorization/roleAssignments/write',
        body: BODY,
        answers: { 200: ASSIGNMENT, 201: ASSIGNMENT },
        handle: (call) => assign(call, services),
      }),
      {
        ...write,
        operation: `RoleAssignments_Delete${suffix}`,
        method: 'DELETE',
        path: `${scope}${SUFFIX}/{name}`,
        summary: 'Takes a role assignment back',
        change: 'Microsoft.Authorization/roleAssignments/delete',
        answers: { 200: ASSIGNMENT, 204: null },
        handle: (call) => unassign(call, services),
      },
    ] satisfies Route[];
  });
}

async function assign(call: Call<z.output<typeof BODY>>, services: Services): Promise<Response> {
  const name = param(call, 'name').toLowerCase();
  if (!GUID.test(name)) throw badRequest('The name of a role assignment must be a GUID.', 'InvalidRoleAssignmentId');
  const { principalId, principalType, roleDefinitionId } = call.body.properties;
  const role = findAzureRole(roleDefinitionId);
  if (!role) throw badRequest(`The role definition '${roleDefinitionId}' is not known here.`, 'RoleDefinitionDoesNotExist');
  const assignment = { id: name, principalId: principalId.toLowerCase(), principalType, roleId: role.id, scope: scopeOf(call) };
  const known = (await services.roleAssignments.of(call.subscriptionId)).find(({ id }) => id === name);
  if (known && !isDeepStrictEqual(rightOf(known), rightOf(assignment))) {
    throw conflict(
      'Role, principal and scope of a role assignment cannot be changed: make another one.',
      'RoleAssignmentUpdateNotPermitted',
    );
  }
  const outcome = await services.roleAssignments.put(call.subscriptionId, assignment);
  services.accessChanged();
  return json(resource(assignment), outcome === 'created' ? 201 : 200);
}

/** What an assignment gives, and to whom: to change that, one takes it back and makes another. */
function rightOf({ principalId, roleId, scope }: RoleAssignment): object {
  return { principalId, roleId, scope };
}

async function unassign(call: Call, services: Services): Promise<Response> {
  const known = (await assignmentsIn(call, services)).find(({ id }) => id === param(call, 'name').toLowerCase());
  if (!known || !(await services.roleAssignments.delete(call.subscriptionId, known.id))) return noContent();
  services.accessChanged();
  return json(resource(known));
}

async function assignmentOf(call: Call, services: Services): Promise<RoleAssignment> {
  const name = param(call, 'name');
  const found = (await assignmentsIn(call, services)).find(({ id }) => id === name.toLowerCase());
  if (!found) throw notFound(`The role assignment '${name}'`);
  return found;
}

async function assignmentsIn(call: Call, { roleAssignments }: Services): Promise<RoleAssignment[]> {
  const scope = scopeOf(call);
  const all = await roleAssignments.of(call.subscriptionId);
  return all.filter((assignment) => assignment.scope === scope || assignment.scope.startsWith(`${scope}/`));
}

function scopeOf({ subscriptionId, params }: Pick<Call, 'subscriptionId' | 'params'>): string {
  const group = params.resourceGroup;
  return `/subscriptions/${subscriptionId}${group === undefined ? '' : `/resourcegroups/${group.toLowerCase()}`}`;
}

function resource({ id, principalId, principalType, roleId, scope }: RoleAssignment): object {
  const subscription = scope.split('/').slice(0, 3).join('/');
  return {
    id: `${scope}${SUFFIX}/${id}`,
    name: id,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: {
      scope,
      principalId,
      principalType,
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
      roleName: findAzureRole(roleId)?.name ?? roleId,
    },
  };
}
