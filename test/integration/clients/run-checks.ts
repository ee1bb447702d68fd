import { type Address, Connected } from './connected';
import { GROUPS, type Group, subscriptionOf } from './groups';

/** From the process of the clients to the test: how a check ended. */
export interface Outcome {
  group: string;
  check: string;
  /** Undefined: as it should. */
  failure?: string;
}

/** The process of the clients. It trusts certificates as its environment says, which is how users of the clients make them trust one. */
async function main(addresses: Record<Group['of'], Address>): Promise<void> {
  await Promise.all(GROUPS.map((group, index) => runGroup(group, subscriptionOf(index), addresses[group.of])));
}

async function runGroup(group: Group, subscription: string, address: Address): Promise<void> {
  const connected = await Connected.to(address, subscription, { name: 'Dana', scopes: ['Security.Manage'] });
  const prepared = await failureOf(() => connected.prepareIncidents(group.incidents));
  for (const check of group.checks) {
    const failure = prepared ?? (await failureOf(() => check.run(connected)));
    report({ group: group.name, check: check.name, ...(failure === undefined ? {} : { failure }) });
  }
}

async function failureOf(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return (error as Error).stack ?? String(error);
  }
}

function report(outcome: Outcome): void {
  process.send?.(outcome);
}

void main(JSON.parse(process.argv[2] ?? '{}')).finally(() => process.disconnect());
