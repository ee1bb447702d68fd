import type StockContainer from '@vercel/cosmosdb-server/lib/account/collection';
import { patchOperation } from '@vercel/cosmosdb-server/lib/handler/_patch-operations';
import type { PatchOperation } from '@vercel/cosmosdb-server/lib/types';
import type { JsonObject, StoredDocument } from './documents';
import { runQuery } from './query';
import { ServiceError } from './service-error';

/** At most 10 operations. `condition` is the end of a query, `from c where ...`. */
export type Patch = PatchOperation[] | { operations: PatchOperation[]; condition?: string };

/**
 * The document with the patch applied, by the stock rules. The condition is ours: the stock server turns all of it to lower case, values included,
 * and looks whether any document of any partition with this id meets it.
 */
export function patched(document: StoredDocument, patch: Patch): JsonObject {
  const { operations, condition } = Array.isArray(patch) ? { operations: patch } : patch;
  if (condition !== undefined && runQuery({ query: `SELECT * ${condition}` }, () => [document]).result.length === 0) {
    throw new ServiceError(412, 'PreconditionFailed', 'Condition specified in the patch request is not satisfied.');
  }
  const { statusCode, body } = patchOperation(containerOf(document), { id: document.id, partitionKey: '[""]', operations });
  if (statusCode !== 200) {
    throw new ServiceError(statusCode, 'BadRequest', String(body?.message));
  }
  return body as unknown as JsonObject;
}

/** As much of a stock container as the stock patch looks at. */
function containerOf(document: StoredDocument): StockContainer {
  const container = { document: () => ({ read: () => document }), documents: { replace: (replacement: JsonObject) => replacement } };
  return container as unknown as StockContainer;
}
