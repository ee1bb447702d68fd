import { fork } from 'node:child_process';
import path from 'node:path';
import { routes } from '../../../shared/api/routes';
import type { Services } from '../../../shared/api/services';
import { TlsFront } from '../../support/tls-front';
import { Checkout } from '../stack/stack-process';
import { operationsOfClients, succeeded } from './asked-operations';
import type { Address } from './connected';
import { GROUPS } from './groups';
import type { Outcome } from './run-checks';

jest.setTimeout(180_000);

const outcomes = new Map<string, Outcome>();
const checkouts: Checkout[] = [];
const fronts: TlsFront[] = [];

beforeAll(async () => {
  const [usual, configured] = await Promise.all([serve(false), serve(true)]);
  await runChecks({ usual, configured });
});
afterAll(async () => {
  await Promise.all([...checkouts.map((checkout) => checkout.delete()), ...fronts.map((front) => front.stop())]);
});

/** The local stack, as a user starts it, with TLS before it. */
async function serve(configured: boolean): Promise<Address> {
  let target = '';
  const front = await TlsFront.start(() => target);
  fronts.push(front);
  const checkout = new Checkout();
  checkouts.push(checkout);
  // The same front under its other name.
  const publicUrl = front.url.replace('localhost', '127.0.0.1');
  const settings = configured ? { PUBLIC_BASE_URL: publicUrl, REQUESTS_PER_SECOND: '5' } : {};
  const { state } = await checkout.start(['--no-sample'], { FUSION_SCHEDULE: '* * * * * *', ...settings });
  target = state.url;
  return { url: front.url, issuer: state.connections.issuer ?? '', ...(configured ? { publicUrl } : {}) };
}

async function runChecks(addresses: Record<'usual' | 'configured', Address>): Promise<void> {
  const certificates = fronts.map(({ certificate }) => certificate).join('\n');
  const child = fork(path.join(__dirname, 'run-checks.ts'), [JSON.stringify(addresses)], {
    execArgv: ['--require', path.join(__dirname, '../stack/typescript.cjs')],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: checkouts[0]?.file('certificates.pem', certificates) },
  });
  child.on('message', (outcome: Outcome) => outcomes.set(`${outcome.group} ${outcome.check}`, outcome));
  await new Promise((resolve) => child.once('exit', resolve));
}

describe.each(GROUPS)('unmodified clients over TLS: $name', ({ name, checks }) => {
  test.each(checks.map((check) => check.name))('%s', (check) => {
    const outcome = outcomes.get(`${name} ${check}`);
    if (!outcome) throw new Error('The check was not run.');
    if (outcome.failure !== undefined) throw new Error(outcome.failure);
  });
});

test('the clients have asked for every operation that is theirs, and got it', () => {
  // The table is made without services: only handling a request needs them.
  const table = routes({} as Services);
  const done = succeeded(
    fronts.flatMap(({ exchanges }) => exchanges),
    table,
  );
  expect(operationsOfClients(table).filter((operation) => !done.has(operation))).toEqual([]);
});
