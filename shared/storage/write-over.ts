import type { Container, ItemDefinition } from '@azure/cosmos';

/**
 * Writes a document made from the stored one (undefined: there is none yet), and makes it anew whenever somebody else was faster. `next` gives undefined when
 * nothing is to change.
 */
export async function writeOver<Document extends ItemDefinition & { id: string }>(
  container: Container,
  partitionKey: string,
  id: string,
  next: (stored: Document | undefined) => Document | undefined,
): Promise<void> {
  const item = container.item(id, partitionKey);
  for (;;) {
    const { resource: stored, etag } = await item.read<Document>();
    const document = next(stored);
    if (document === undefined) return;
    try {
      if (stored) await item.replace(document, { accessCondition: { type: 'IfMatch', condition: etag } });
      else await container.items.create(document);
      return;
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code !== 409 && code !== 412) throw error;
    }
  }
}
