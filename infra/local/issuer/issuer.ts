import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type KeyLike, SignJWT } from 'jose';

/** Claims of a token beside those that every token has. */
export interface TokenRequest {
  /** Object id of who the token is for; by default the administrator, who may do everything everywhere. */
  principalId?: string;
  /** Application roles; by default the bundle of all. */
  roles?: string[];
  name?: string;
  /** Makes it a user's token, with these delegated scopes. */
  scopes?: string[];
  /** Seconds until it expires. */
  lifetime?: number;
  /** Takes the place of claims that are usually right: `iss`, `aud`, `tid`. */
  claims?: Record<string, unknown>;
}

export const TENANT = '5eed0000-0000-4000-8000-000000000001';
export const AUDIENCE = 'api://sinter-local';
/** May do everything in every subscription, by the settings of the local stack. */
export const ADMINISTRATOR = '5eed0000-0000-4000-8000-0000000000ad';
export const ALL_ROLES = 'Security.Manage';

/** A working day. */
const LIFETIME = 12 * 60 * 60;
const KEY_ID = 'local-1';

/**
 * Stands in for Entra ID on 127.0.0.1: signs whatever token it is asked for, with a key that it publishes and that ends with it. Whoever can reach it can be
 * anybody, which is what a local stack needs and nothing else does.
 */
export class Issuer {
  private constructor(
    private readonly server: Server,
    private readonly privateKey: KeyLike,
    private readonly publicKey: JWK,
  ) {
    server.on('request', (request, response) => void this.#answer(request, response));
  }

  /** `port` 0 takes a free one. Rejects when it is in use. */
  static async start(port = 0): Promise<Issuer> {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' };
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new Issuer(server, privateKey, jwk);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The `iss` of its tokens, in the form of Entra ID's second version. */
  get issuer(): string {
    return `${this.url}/${TENANT}/v2.0`;
  }

  /** The app settings by which the API accepts its tokens. */
  settings(): Record<string, string> {
    return {
      AUTH_ISSUER: this.issuer,
      AUTH_AUDIENCE: AUDIENCE,
      AUTH_TENANTS: TENANT,
      AUTH_JWKS_URI: `${this.url}/${TENANT}/discovery/v2.0/keys`,
      AUTH_ASSIGNMENTS: JSON.stringify([{ principalId: ADMINISTRATOR, role: 'Owner', scope: '/' }]),
    };
  }

  async token(request: TokenRequest = {}): Promise<string> {
    const { principalId = ADMINISTRATOR, roles = [ALL_ROLES], name, scopes, lifetime = LIFETIME, claims = {} } = request;
    const user = scopes && { scp: scopes.join(' '), preferred_username: `${name ?? 'analyst'}@example.com` };
    const usual = { iss: this.issuer, aud: AUDIENCE, ver: '2.0', tid: TENANT, oid: principalId, azp: principalId, sub: principalId };
    return new SignJWT({ ...usual, name: name ?? 'Local administrator', roles, ...user, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime(Math.floor(Date.now() / 1000) + lifetime)
      .sign(this.privateKey);
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const answer = await this.#route(request);
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? { error: 'not_found' }));
    } catch (error) {
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: (error as Error).message }));
    }
  }

  async #route(request: IncomingMessage): Promise<object | undefined> {
    const path = new URL(request.url ?? '/', this.url).pathname;
    if (request.method === 'POST' && path === `/${TENANT}/oauth2/v2.0/token`) {
      const asked = JSON.parse(await textOf(request)) as TokenRequest;
      return { token_type: 'Bearer', expires_in: asked.lifetime ?? LIFETIME, access_token: await this.token(asked) };
    }
    if (request.method !== 'GET') return undefined;
    if (path === `/${TENANT}/discovery/v2.0/keys`) return { keys: [this.publicKey] };
    if (path !== `/${TENANT}/v2.0/.well-known/openid-configuration`) return undefined;
    return {
      issuer: this.issuer,
      jwks_uri: `${this.url}/${TENANT}/discovery/v2.0/keys`,
      token_endpoint: `${this.url}/${TENANT}/oauth2/v2.0/token`,
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8') || '{}';
}
