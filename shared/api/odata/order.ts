import type { Order } from '../../storage/pages';
import { badRequest } from '../api-error';

/**
 * Reads `$orderby`: one property with `asc` or `desc`; without it the newest first. `sortable` has the stored property of each that may be named, by its name in
 * lower case; each needs a composite index with the id. Throws a 400 `ApiError`.
 */
export function readOrder(orderby: string | undefined, sortable: Readonly<Record<string, string>>): Order {
  if (!orderby) return { path: 'createdTime', descending: true };
  const [, name = '', direction = 'asc'] = /^\s*(?:properties\/)?(\w+)(?:\s+(asc|desc))?\s*$/i.exec(orderby) ?? [];
  const path = new Map(Object.entries(sortable)).get(name.toLowerCase());
  if (path === undefined) throw badRequest(`Ordering by '${orderby.slice(0, 80)}' is not possible.`);
  return { path, descending: direction.toLowerCase() === 'desc' };
}
