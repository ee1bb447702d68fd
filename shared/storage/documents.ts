import type { Container, OperationInput } from '@azure/cosmos';

/** False when there was none, which is no error: somebody else has removed it. */
export async function removeDocument(container: Container, subscriptionId: string, id: string): Promise<boolean> {
  try {
    await container.item(id, subscriptionId).delete();
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 404) return false;
    throw error;
  }
}

/** Without `_etag` and the like, which the service adds. */
export function withoutSystemProperties<T extends object>(document: T): T {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !name.startsWith('_'))) as T;
}

/** A document that is new, or one in place of the version that was read. */
export function written(document: { id: string }, etag: string | undefined): OperationInput {
  // The SDK's type of JSON knows no interfaces.
  const resourceBody = document as never;
  if (etag === undefined) return { operationType: 'Create', resourceBody };
  return { operationType: 'Replace', id: document.id, resourceBody, ifMatch: etag };
}
