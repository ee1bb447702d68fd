import type { Container } from '@azure/cosmos';

/** How much people have written at an incident. */
export interface Attachments {
  comments: number;
  bookmarks: number;
}

/** Counts what hangs on incidents. What hung on one that was merged counts at the one that took it in. */
export class AttachmentCounts {
  constructor(private readonly container: Container) {}

  async of(subscriptionId: string, incidentIds: readonly string[]): Promise<Map<string, Attachments>> {
    const counts = new Map(incidentIds.map((id) => [id, { comments: 0, bookmarks: 0 }]));
    const roots = await this.#roots(subscriptionId, incidentIds);
    for (const { kind, incidentId } of await this.#attached(subscriptionId, [...roots.keys()])) {
      const count = counts.get(roots.get(incidentId) ?? '');
      if (count) count[kind === 'comment' ? 'comments' : 'bookmarks'] += 1;
    }
    return counts;
  }

  /** Each of the incidents, and each that was merged into one of them, with the one that took it in. */
  async #roots(subscriptionId: string, incidentIds: readonly string[]): Promise<Map<string, string>> {
    const roots = new Map(incidentIds.map((id) => [id, id]));
    for (let into = [...incidentIds]; into.length > 0; ) {
      const { where, parameters } = oneOf('mergedInto', into);
      const query = `SELECT c.id, c.mergedInto FROM c WHERE c.subscriptionId = @s AND c.kind = 'incident' AND ${where}`;
      const merged = await this.#rows<{ id: string; mergedInto: string }>(subscriptionId, query, parameters);
      const found = merged.filter(({ id }) => !roots.has(id));
      for (const { id, mergedInto } of found) roots.set(id, roots.get(mergedInto) ?? mergedInto);
      into = found.map(({ id }) => id);
    }
    return roots;
  }

  async #attached(subscriptionId: string, incidentIds: readonly string[]): Promise<{ kind: string; incidentId: string }[]> {
    if (incidentIds.length === 0) return [];
    const { where, parameters } = oneOf('incidentId', incidentIds);
    const query = `SELECT c.kind, c.incidentId FROM c WHERE c.subscriptionId = @s AND c.kind IN ('comment', 'bookmark') AND ${where}`;
    return this.#rows(subscriptionId, query, parameters);
  }

  async #rows<Row>(subscriptionId: string, query: string, parameters: { name: string; value: string }[]): Promise<Row[]> {
    const spec = { query, parameters: [{ name: '@s', value: subscriptionId }, ...parameters] };
    const { resources } = await this.container.items.query<Row>(spec, { partitionKey: subscriptionId }).fetchAll();
    return resources;
  }
}

function oneOf(path: string, values: readonly string[]) {
  const parameters = values.map((value, index) => ({ name: `@v${index}`, value }));
  return { where: `c.${path} IN (${parameters.map(({ name }) => name).join(', ')})`, parameters };
}
