import type { SqlParameter } from '@azure/cosmos';
import type { Comparison, Condition, Scalar } from './condition';

/** Part of a query: text, and the values that it refers to. */
export interface Sql {
  text: string;
  parameters: SqlParameter[];
}

const OPERATORS: Partial<Record<Comparison, string>> = { eq: '=', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' };
const OPPOSITES: Partial<Record<Comparison, Comparison>> = { eq: 'ne', ne: 'eq', 'text-eq': 'text-ne', 'text-ne': 'text-eq' };
const FUNCTIONS: Partial<Record<Comparison, string>> = {
  'text-contains': 'CONTAINS',
  'text-startswith': 'STARTSWITH',
  'text-endswith': 'ENDSWITH',
};

/** Writes conditions as Cosmos DB SQL. Every value becomes a parameter; only property names, which the code knows, become text. */
export class SqlWriter {
  readonly parameters: SqlParameter[] = [];
  #aliases = 0;

  /** The name under which the query may refer to the value. */
  parameter(value: Scalar): string {
    const name = `@p${this.parameters.length}`;
    this.parameters.push({ name, value });
    return name;
  }

  condition(condition: Condition, root = 'c'): string {
    switch (condition.op) {
      case 'constant':
        return String(condition.value);
      case 'and':
      case 'or':
        return this.#joined(condition.op, condition.of, root);
      case 'not':
        return this.#negation(condition.condition, root);
      case 'in':
        return this.#in(property(root, condition.path), condition.values);
      case 'any':
        return this.#any(condition.path, condition.condition, root);
      case 'compare':
        return this.#comparison(property(root, condition.path), condition.how, condition.value);
    }
  }

  /**
   * Pushed down to the single comparisons: one with a property that is absent is neither true nor false to the service, and its negation neither.
   * An absent property fulfils none, and so the negation of each.
   */
  #negation(condition: Condition, root: string): string {
    switch (condition.op) {
      case 'constant':
        return String(!condition.value);
      case 'not':
        return this.condition(condition.condition, root);
      case 'and':
      case 'or':
        return this.#joined(condition.op === 'and' ? 'or' : 'and', condition.of.map(negationOf), root);
      case 'compare': {
        const opposite = OPPOSITES[condition.how];
        if (opposite) return this.condition({ ...condition, how: opposite }, root);
      }
    }
    return `(${absent(property(root, condition.path))} OR NOT (${this.condition(condition, root)}))`;
  }

  #joined(op: 'and' | 'or', conditions: readonly Condition[], root: string): string {
    if (conditions.length === 0) return String(op === 'and');
    return `(${conditions.map((each) => this.condition(each, root)).join(op === 'and' ? ' AND ' : ' OR ')})`;
  }

  /** IN with one parameter for each value is served by an index; ARRAY_CONTAINS over a parameter is not. */
  #in(stored: string, values: readonly Scalar[]): string {
    return values.length === 0 ? 'false' : `${stored} IN (${values.map((value) => this.parameter(value)).join(', ')})`;
  }

  #any(path: string, condition: Condition, root: string): string {
    const list = property(root, path);
    // The form that an index serves.
    if (condition.op === 'compare' && condition.how === 'eq' && condition.path === '') {
      return `ARRAY_CONTAINS(${list}, ${this.parameter(condition.value)})`;
    }
    const alias = `e${this.#aliases++}`;
    return `EXISTS(SELECT VALUE ${alias} FROM ${alias} IN ${list} WHERE ${this.condition(condition, alias)})`;
  }

  #comparison(stored: string, how: Comparison, value: Scalar): string {
    if (value === null) return this.#absence(stored, how);
    const operator = OPERATORS[how];
    // A property that is absent is unlike every value.
    if (how === 'ne') return `(${absent(stored)} OR ${stored} != ${this.parameter(value)})`;
    if (operator) return `${stored} ${operator} ${this.parameter(value)}`;
    const lower = this.parameter(String(value).toLowerCase());
    const name = FUNCTIONS[how];
    if (name) return `${name}(LOWER(${stored}), ${lower})`;
    return how === 'text-eq' ? `LOWER(${stored}) = ${lower}` : `(${absent(stored)} OR LOWER(${stored}) != ${lower})`;
  }

  #absence(stored: string, how: Comparison): string {
    if (how === 'eq' || how === 'text-eq') return `(${absent(stored)})`;
    return how === 'ne' || how === 'text-ne' ? `(NOT (${absent(stored)}))` : 'false';
  }
}

function negationOf(condition: Condition): Condition {
  return { op: 'not', condition };
}

/** Null means: not there. */
function absent(stored: string): string {
  return `NOT IS_DEFINED(${stored}) OR IS_NULL(${stored})`;
}

/** `owner/email` of `c` is `c["owner"]["email"]`: brackets, since some names are words of the language. */
function property(root: string, path: string): string {
  if (path === '') return root;
  return path.split('/').reduce((text, name) => (name === 'id' ? `${text}.id` : `${text}["${plain(name)}"]`), root);
}

/** The named properties of a document, as what a query reads. Names come from the code, never from a request. */
export function selected(names: readonly string[]): string {
  return names.map((name) => `c.${name}`).join(', ');
}

function plain(name: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(name)) throw new Error(`'${name}' is no name of a stored property`);
  return name;
}
