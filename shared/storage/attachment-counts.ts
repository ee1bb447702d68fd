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
    const seen = new Set<string>();
    /** Incidents with the one at which they count: first each with itself, then those that were merged into these, and so on. */
    let level = new Map(incidentIds.map((id) => [id, id]));
    while (level.size > 0) {
      const ids = [...level.keys()];
      for (const id of ids) seen.add(id);
      const [attached, merged] = await Promise.all([this.#attached(subscriptionId, ids), this.#mergedInto(subscriptionId, ids)]);
      for (const { kind, incidentId } of attached) {
        const count = counts.get(level.get(incidentId) ?? '');
        if (count) count[kind === 'comment' ? 'comments' : 'bookmarks'] += 1;
      }
      const fresh = merged.filter(({ id }) => !seen.has(id));
      level = new Map(fresh.map(({ id, mergedInto }) => [id, level.get(mergedInto) ?? '']));
    }
    return counts;
  }

  async #mergedInto(subscriptionId: string, incidentIds: readonly string[]): Promise<{ id: string; mergedInto: string }[]> {
    const { where, parameters } = oneOf('mergedInto', incidentIds);
    const query = `SELECT c.id, c.mergedInto FROM c WHERE c.subscriptionId = @s AND c.kind = 'incident' AND ${where}`;
    return this.#rows(subscriptionId, query, parameters);
  }

  async #attached(subscriptionId: string, incidentIds: readonly string[]): Promise<{ kind: string; incidentId: string }[]> {
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
