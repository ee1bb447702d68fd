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

/** The name of the document in the query: `c` in both `FROM c` and `FROM alerts c`. Undefined when the query starts from a part of it. */
export function rootName({ expression, alias, iteration }: Node): string | undefined {
  const plain = expression.type === 'collection_expression' && expression.expression.type === 'identifier' && !iteration;
  return plain ? (alias ?? expression.expression).name : undefined;
}

/** The names from the document to a property: `c.a["b"]` is a, b. Undefined for anything else. */
export function pathOf({ type, object, property, computed }: Node, root: string): string[] | undefined {
  if (type !== 'scalar_member_expression' || (computed && property.type !== 'string_constant')) {
    return undefined;
  }
  const before = object.type === 'identifier' && object.name === root ? [] : pathOf(object, root);
  return before && [...before, computed ? property.value : property.name];
}

/** The value of a constant or parameter; undefined for anything that depends on a row. */
export function constantOf(node: Node, parameters: Readonly<Record<string, unknown>>): unknown {
  switch (node.type) {
    case 'parameter_name':
      return parameters[node.name.slice(1)];
    case 'string_constant':
    case 'number_constant':
      return node.value;
    case 'scalar_array_expression':
      return node.elements.map((element: Node) => constantOf(element, parameters));
    default:
      return undefined;
  }
}
