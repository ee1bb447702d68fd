import { isAnd, type Node } from './syntax-tree';

/**
 * The stock server works out both sides of every AND, so that a query pays for its EXISTS on each row that a cheap comparison before it
 * has ruled out. In the condition of a WHERE, where only true counts, `a AND b` means the same as `a ? b : false`, which stops at `a`.
 * Changes the tree in place, in subqueries too.
 */
export function shortCircuit(node: unknown): void {
  if (typeof node !== 'object' || node === null) {
    return;
  }
  for (const child of Object.values(node)) {
    shortCircuit(child);
  }
  if ('type' in node && node.type === 'filter_condition' && 'condition' in node) {
    node.condition = lazy(node.condition as Node);
  }
}

function lazy(condition: Node): Node {
  if (!isAnd(condition)) {
    return condition;
  }
  return {
    type: 'scalar_conditional_expression',
    test: lazy(condition.left),
    consequent: lazy(condition.right),
    alternate: { type: 'boolean_constant', value: false },
  };
}
