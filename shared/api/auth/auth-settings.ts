import { createRemoteJWKSet } from 'jose';
import { z } from 'zod';
import { findAzureRole } from '../../settings/azure-role';
import type { RoleAssignment } from '../../settings/role-assignment';
import type { TokenRules } from './authentication';

export interface AuthSettings {
  AUTH_ISSUER: string;
  AUTH_AUDIENCE: string;
  AUTH_JWKS_URI?: string | undefined;
  AUTH_TENANTS: string;
  AUTH_ASSIGNMENTS: string;
}

/** Patient enough for a slow answer, short enough for a caller who waits. */
const KEYS_TIMEOUT_MS = 5_000;

/** By which tokens are judged. Without a place to read keys from no token is valid. */
export function tokenRules(settings: AuthSettings): TokenRules {
  const { AUTH_JWKS_URI: uri } = settings;
  return {
    issuers: list(settings.AUTH_ISSUER),
    audiences: list(settings.AUTH_AUDIENCE),
    tenants: list(settings.AUTH_TENANTS).map((tenant) => tenant.toLowerCase()),
    keys: uri === undefined ? undefined : createRemoteJWKSet(new URL(uri), { timeoutDuration: KEYS_TIMEOUT_MS }),
  };
}

const ASSIGNMENTS = z.array(
  z.object({
    principalId: z.string().min(1).toLowerCase(),
    role: z.string().refine((role) => findAzureRole(role) !== undefined, 'no such role'),
    scope: z.string().regex(/^\/(?:subscriptions\/[0-9a-f-]{36}(?:\/resourcegroups\/[^/]+)?)?$/i, 'no scope'),
  }),
);

/** The assignments of the deployment: who may make the first ones in the store. Throws an `Error` that says what is wrong. */
export function configuredAssignments({ AUTH_ASSIGNMENTS: text }: Pick<AuthSettings, 'AUTH_ASSIGNMENTS'>): RoleAssignment[] {
  const parsed = ASSIGNMENTS.safeParse(text === '' ? [] : JSON.parse(text));
  if (!parsed.success) throw new Error(`AUTH_ASSIGNMENTS: ${z.prettifyError(parsed.error)}`);
  return parsed.data.map(({ principalId, role, scope }, index) => ({
    id: `configured-${index}`,
    principalId,
    principalType: 'ServicePrincipal',
    roleId: findAzureRole(role)?.id ?? '',
    scope: scope.toLowerCase(),
  }));
}

function list(text: string): string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== '');
}
