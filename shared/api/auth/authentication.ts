import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { permissionsOf } from '../../settings/permission';
import { ApiError } from '../api-error';
import type { Caller } from './caller';

export interface TokenRules {
  /** Issuers that may have signed; Entra ID has two per tenant, for its two versions of tokens. */
  issuers: readonly string[];
  audiences: readonly string[];
  tenants: readonly string[];
  /** Absent where the deployment names no issuer: then no token is valid. */
  keys: IssuerKeys | undefined;
}

/** Keys that are fetched from the issuer when they are needed, and kept for a while. */
export interface IssuerKeys extends JWTVerifyGetKey {
  /** Those at hand are young enough. */
  readonly fresh: boolean;
  reload(): Promise<void>;
}

/** In seconds: how far clocks may be apart. */
const CLOCK_TOLERANCE = 60;

/** Turns the `Authorization` header into the caller. Throws an `ApiError` with status 401 unless it holds a valid token. */
export async function authenticate(header: string | undefined, rules: TokenRules): Promise<Caller> {
  const [, token] = /^Bearer +(\S+) *$/i.exec(header ?? '') ?? [];
  if (token === undefined) {
    throw unauthorized(
      'AuthenticationFailed',
      "Authentication failed. The 'Authorization' header is missing or holds no bearer token.",
      rules,
    );
  }
  return toCaller(await verified(token, rules), rules);
}

async function verified(token: string, rules: TokenRules): Promise<JWTPayload> {
  if (!rules.keys) throw unauthorized('InvalidAuthenticationToken', 'No token issuer is configured.', rules);
  try {
    const { payload } = await jwtVerify(token, rules.keys, {
      issuer: [...rules.issuers],
      audience: [...rules.audiences],
      algorithms: ['RS256'],
      clockTolerance: CLOCK_TOLERANCE,
      requiredClaims: ['exp', 'tid', 'oid'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw unauthorized('ExpiredAuthenticationToken', 'The access token has expired.', rules);
    }
    if (isFaultOfToken(error)) throw unauthorized('InvalidAuthenticationToken', 'The access token is not valid.', rules);
    throw new ApiError(503, 'ServiceUnavailable', 'The keys of the token issuer cannot be read at the moment.', { 'retry-after': '5' });
  }
}

/** The rest are faults in reaching the issuer: those must not look like a bad token, which no client sends again. */
function isFaultOfToken(error: unknown): boolean {
  return error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC';
}

function toCaller(claims: JWTPayload, rules: TokenRules): Caller {
  const tenantId = text(claims.tid).toLowerCase();
  const principalId = text(claims.oid).toLowerCase();
  if (principalId === '' || !rules.tenants.includes(tenantId)) {
    throw unauthorized('InvalidAuthenticationToken', 'The access token is from a tenant that has no access.', rules);
  }
  const roles = permissionsOf(texts(claims.roles));
  const scopes = typeof claims.scp === 'string' ? permissionsOf(claims.scp.split(' ')) : undefined;
  const userPrincipalName = text(claims.preferred_username) || text(claims.upn);
  const applicationId = text(claims.azp) || text(claims.appid);
  return {
    tenantId,
    principalId,
    groupIds: texts(claims.groups).map((id) => id.toLowerCase()),
    permissions: scopes ? new Set([...roles].filter((permission) => scopes.has(permission))) : roles,
    kind: scopes || claims.idtyp === 'user' ? 'User' : 'Application',
    name: text(claims.name),
    ...(userPrincipalName === '' ? {} : { userPrincipalName }),
    ...(applicationId === '' ? {} : { applicationId }),
  };
}

function text(claim: unknown): string {
  return typeof claim === 'string' ? claim : '';
}

function texts(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.filter((value) => typeof value === 'string') : [];
}

function unauthorized(code: string, message: string, { issuers }: TokenRules): ApiError {
  const challenge = `Bearer authorization_uri="${issuers[0] ?? ''}", error="invalid_token", error_description="${message.replace(/["\\]/g, "'")}"`;
  return new ApiError(401, code, message, { 'www-authenticate': challenge });
}
