import { conjuncts, constantOf, type Node, pathOf, rootName } from './syntax-tree';

/** The only ids that a query can find with these parameters, or undefined when it can find any. */
export type Restriction = (parameters: Readonly<Record<string, unknown>>) => ReadonlySet<string> | undefined;

/**
 * The service answers a condition on `id` from its index. The stock server looks at every row. So a query which demands `c.id = ...`,
 * `c.id IN (...)` or `ARRAY_CONTAINS(@ids, c.id)` is given those rows alone. It still checks its whole condition on them.
 */
export function idRestriction(ast: Node): Restriction {
  const { from, where } = ast.body;
  const root = from && rootName(from.source);
  const candidates = root && where ? conjuncts(where.condition).flatMap((conjunct) => idsDemanded(conjunct, root) ?? []) : [];
  const first = candidates[0];
  return (parameters) => first && idsIn(first, parameters);
}

/** The expressions for the ids, any one of which a row must have; undefined when the conjunct is about something else. */
function idsDemanded(node: Node, root: string): Node | undefined {
  if (node.type === 'scalar_binary_expression' && node.operator === '=') {
    if (isId(node.left, root)) {
      return { type: 'scalar_array_expression', elements: [node.right] };
    }
    return isId(node.right, root) ? { type: 'scalar_array_expression', elements: [node.left] } : undefined;
  }
  if (node.type === 'scalar_in_expression' && isId(node.value, root)) {
    return { type: 'scalar_array_expression', elements: node.list };
  }
  const isContains = node.type === 'scalar_function_expression' && !node.udf && node.name.name.toUpperCase() === 'ARRAY_CONTAINS';
  return isContains && node.arguments.length === 2 && isId(node.arguments[1], root) ? node.arguments[0] : undefined;
}

function isId(node: Node, root: string): boolean {
  return pathOf(node, root)?.join('/') === 'id';
}

function idsIn(node: Node, parameters: Readonly<Record<string, unknown>>): ReadonlySet<string> | undefined {
  const value = constantOf(node, parameters);
  return Array.isArray(value) && value.every((id) => typeof id === 'string') ? new Set(value) : undefined;
}
