export type Scalar = string | number | boolean | null;

/** How a stored value is compared with a given one. Texts are compared by code units; the `text-` comparisons ignore case. */
export type Comparison =
  | 'eq'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'text-eq'
  | 'text-ne'
  | 'text-contains'
  | 'text-startswith'
  | 'text-endswith';

/**
 * What a document must fulfil. `path` names a property, with `/` between levels; inside `any` it starts at the element, and is empty for the element itself.
 * Paths come from the code, never from a request; values are always handed over as parameters.
 */
export type Condition =
  | { op: 'and' | 'or'; of: readonly Condition[] }
  | { op: 'not'; condition: Condition }
  | { op: 'compare'; path: string; how: Comparison; value: Scalar }
  | { op: 'in'; path: string; values: readonly Scalar[] }
  /** Some element of the list at `path` fulfils the condition. */
  | { op: 'any'; path: string; condition: Condition }
  /** Holds for every document, or for none. */
  | { op: 'constant'; value: boolean };

export function allOf(...conditions: (Condition | undefined)[]): Condition {
  const given = conditions.filter((condition) => condition !== undefined);
  const [only] = given;
  return given.length === 1 && only ? only : { op: 'and', of: given };
}

/** The property equals the value, or one of the values. */
export function where(path: string, value: Scalar | readonly Scalar[]): Condition {
  return Array.isArray(value) ? { op: 'in', path, values: value } : { op: 'compare', path, how: 'eq', value: value as Scalar };
}

/** The list at `path` has the value. */
export function whereListHas(path: string, value: Scalar): Condition {
  return { op: 'any', path, condition: where('', value) };
}
