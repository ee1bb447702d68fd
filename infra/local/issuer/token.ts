import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { APP_ROLES } from '../../../shared/settings/permission';
import { Failure } from '../stack/failure';
import { findRunningStack } from '../stack/state-file';
import { TENANT, type TokenRequest } from './issuer';

const USAGE = `Usage: npm run --silent token -- [--role ROLE]... [--subscription ID]... [--name NAME]

Prints a token for the API of the local stack that runs here.
  --role ROLE        application role in the token (default: Security.Manage, which is all): ${APP_ROLES.join(', ')}
  --subscription ID  where the caller may use it (default: everywhere); makes the role assignments in the store
  --name NAME        makes it the token of a person of that name`;

const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

void main().then(
  (text) => console.log(text),
  (error) => {
    console.error(error instanceof Failure ? error.message : error);
    process.exit(1);
  },
);

async function main(): Promise<string> {
  const { role: roles = [], subscription: subscriptions = [], name, help } = readOptions();
  if (help) return USAGE;
  const unknown = roles.find((role) => !APP_ROLES.includes(role));
  if (unknown !== undefined) throw new Failure(`There is no role '${unknown}'. Roles: ${APP_ROLES.join(', ')}`);
  const stack = findRunningStack(process.cwd(), process.env.SINTER_PORT);
  const issuer = stack?.connections.issuer;
  if (!stack || issuer === undefined) throw new Failure('No local stack with an issuer of its own runs here. Start one with "npm start".');
  const principalId = subscriptions.length === 0 ? {} : { principalId: principalFor(subscriptions) };
  if (principalId.principalId !== undefined) await assign(stack.url, await mint(issuer, {}), principalId.principalId, subscriptions);
  return mint(issuer, {
    ...principalId,
    ...(roles.length > 0 ? { roles } : {}),
    ...(name === undefined ? {} : { name, scopes: roles.length > 0 ? roles : ['Security.Manage'] }),
  });
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        role: { type: 'string', multiple: true },
        subscription: { type: 'string', multiple: true },
        name: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new Failure(`${(error as Error).message.split('\n', 1)[0]}\n${USAGE}`);
  }
}

async function mint(issuer: string, request: TokenRequest): Promise<string> {
  const response = await fetch(`${issuer}/${TENANT}/oauth2/v2.0/token`, { method: 'POST', body: JSON.stringify(request) });
  if (!response.ok) throw new Failure(`The issuer answers ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** One caller for each set of subscriptions, so that the same command gives the same caller. */
function principalFor(subscriptions: readonly string[]): string {
  return guidOf(`principal ${[...new Set(subscriptions.map((id) => id.toLowerCase()))].sort().join(' ')}`);
}

function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Makes the caller an owner of the subscriptions; what it may do then is up to the roles in its token. */
async function assign(api: string, administrator: string, principalId: string, subscriptions: readonly string[]): Promise<void> {
  for (const subscription of subscriptions) {
    const scope = `/subscriptions/${subscription}`;
    const name = guidOf(`assignment ${principalId} ${subscription.toLowerCase()}`);
    const response = await fetch(`${api}${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${administrator}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        properties: {
          principalId,
          principalType: 'ServicePrincipal',
          roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${OWNER}`,
        },
      }),
    });
    if (!response.ok) throw new Failure(`The API answers ${response.status} to a role assignment: ${await response.text()}`);
  }
}
