/** How often the embedded Cosmos DB server was asked, since its start. */
export type Operations = Record<'reads' | 'queries' | 'writes', number>;

export async function operationsOf(endpoint: string): Promise<Operations> {
  return (await (await fetch(new URL('/_local/counters', endpoint))).json()) as Operations;
}
