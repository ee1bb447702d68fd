/**
 * Query parameters by name in lower case: Azure's clients write `api%2Dversion`, `%24filter`, `AlertType` and `$skipToken` as they like.
 * Of a name that comes twice the first counts.
 */
export function readQuery(search: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    const key = name.toLowerCase();
    if (!query.has(key)) query.set(key, value);
  }
  return query;
}
