/** A node of the stock parser's tree. It has no types of its own; what is used of it is checked where it is used. */
export interface Node {
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the stock parser's tree is untyped, and every kind of node has other fields
  [field: string]: any;
}

/** The parts of a chain of ANDs, left to right. */
export function conjuncts(condition: Node): Node[] {
  return isAnd(condition) ? [...conjuncts(condition.left), ...conjuncts(condition.right)] : [condition];
}

export function isAnd(node: Node): boolean {
  return node.type === 'scalar_binary_expression' && node.operator === 'AND';
}
