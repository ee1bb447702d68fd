import type { Condition, Scalar } from '../../storage/condition';
import { badRequest } from '../api-error';
import { type Asked, type Field, type Fields, storedValue } from './field';
import { type Token, tokenize } from './tokens';

/** Nested parentheses, `not` and `any`. */
const DEEPEST = 16;

/**
 * Reads an OData `$filter` over the given fields: `eq ne gt ge lt le`, `and or not`, parentheses, `in (..)`, `contains startswith endswith`, and
 * `list/any(x: ...)`. Texts are compared without case. Throws a 400 `ApiError` for anything else. Source: OData 4.01 URL conventions, section 5.1.1.
 */
export function parseFilter(expression: string, fields: Fields): Condition {
  const parser = new FilterParser(tokenize(expression), fields);
  return parser.parse();
}

const COMPARISONS = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const FUNCTIONS = new Set(['contains', 'startswith', 'endswith']);

class FilterParser {
  #next = 0;
  #depth = 0;
  /** The variables of the `any` around, with the fields of their elements. */
  readonly #variables = new Map<string, Fields>();

  constructor(
    private readonly tokens: Token[],
    private readonly fields: Fields,
  ) {}

  parse(): Condition {
    if (this.tokens.length === 0) throw badRequest('The filter is empty.');
    const condition = this.#or();
    if (this.#peek()) this.#fail('an operator or the end');
    return condition;
  }

  #or(): Condition {
    return this.#chain('or', () => this.#chain('and', () => this.#not()));
  }

  #chain(op: 'and' | 'or', operand: () => Condition): Condition {
    const first = operand();
    const of = [first];
    while (this.#takeWord(op)) of.push(operand());
    return of.length === 1 ? first : { op, of };
  }

  #not(): Condition {
    if (!this.#takeWord('not')) return this.#primary();
    return this.#nested(() => ({ op: 'not', condition: this.#not() }));
  }

  #primary(): Condition {
    if (this.#takeSign('(')) {
      return this.#nested(() => {
        const condition = this.#or();
        this.#expect(')');
        return condition;
      });
    }
    const token = this.#peek();
    const following = this.tokens[this.#next + 1];
    if (token?.kind === 'name' && FUNCTIONS.has(token.text.toLowerCase()) && following?.text === '(' && following.kind === 'sign') {
      return this.#function();
    }
    const { name, segments } = this.#path();
    const list = segments.at(-1)?.toLowerCase() === 'any' && this.#peek()?.text === '(' ? segments.slice(0, -1) : undefined;
    return list ? this.#any(list) : this.#comparison(name, segments);
  }

  #function(): Condition {
    const how = `text-${this.#take().text.toLowerCase()}` as Asked;
    this.#expect('(');
    const { name, segments } = this.#path();
    const field = this.#field(name, segments);
    if (field.type !== 'text' && field.type !== 'word') throw badRequest(`'${name}' is no text.`);
    this.#expect(',');
    const value = this.#literal();
    this.#expect(')');
    if (value === null) throw badRequest('A function takes a text, not null.');
    return field.compare ? compare(field, name, how, value) : { op: 'compare', path: field.path, how, value };
  }

  #any(segments: string[]): Condition {
    const name = segments.join('/');
    const list = this.#field(name, segments, true);
    this.#expect('(');
    const variable = this.#take();
    if (variable.kind !== 'name') this.#fail('a variable', -1);
    this.#expect(':');
    if (this.#variables.has(variable.text)) throw badRequest(`The variable '${variable.text}' is used twice.`);
    this.#variables.set(variable.text, list.elements ?? new Map());
    const condition = this.#nested(() => this.#or());
    this.#variables.delete(variable.text);
    this.#expect(')');
    return { op: 'any', path: list.path, condition };
  }

  #comparison(name: string, segments: string[]): Condition {
    const field = this.#field(name, segments);
    const operator = this.#take();
    const how = operator.text.toLowerCase();
    if (operator.kind === 'name' && how === 'in') return this.#in(field, name);
    if (operator.kind !== 'name' || !COMPARISONS.has(how)) this.#fail('a comparison such as eq', -1);
    return compare(field, name, how as 'eq', this.#literal());
  }

  #in(field: Field, name: string): Condition {
    this.#expect('(');
    const of: Condition[] = [];
    do {
      of.push(compare(field, name, 'eq', this.#literal()));
    } while (this.#takeSign(','));
    this.#expect(')');
    return { op: 'or', of };
  }

  #path(): { name: string; segments: string[] } {
    const segments: string[] = [];
    do {
      const token = this.#take();
      if (token.kind !== 'name') this.#fail('a property', -1);
      segments.push(token.text);
    } while (this.#takeSign('/'));
    return { name: segments.join('/'), segments };
  }

  /** Inside `any` a path starts at a variable, or at the document like everywhere; the latter has no use and is refused. */
  #field(name: string, segments: string[], list = false): Field {
    const [first = ''] = segments;
    const elements = this.#variables.get(first);
    const field = elements ? elements.get(segments.slice(1).join('/').toLowerCase()) : this.fields.get(name.toLowerCase());
    if (!field || (!elements && this.#variables.size > 0)) throw badRequest(`Filtering by '${name.slice(0, 80)}' is not possible.`);
    if ((field.elements !== undefined) !== list) throw badRequest(`'${name}' is ${list ? 'no list' : 'a list: ask it with any(x: ...)'}.`);
    return field;
  }

  /** Null for the word `null`. */
  #literal(): string | null {
    const token = this.#take();
    if (token.kind === 'string' || token.kind === 'literal') return token.text;
    const word = token.kind === 'name' ? token.text.toLowerCase() : '';
    if (word === 'null') return null;
    if (word === 'true' || word === 'false') return word;
    return this.#fail('a value (texts in single quotes)', -1);
  }

  #nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw badRequest(`The filter is nested more than ${DEEPEST} levels deep.`);
    const result = read();
    this.#depth -= 1;
    return result;
  }

  #peek(): Token | undefined {
    return this.tokens[this.#next];
  }

  #take(): Token {
    const token = this.#peek();
    if (!token) this.#fail('more');
    this.#next += 1;
    return token;
  }

  #takeWord(word: string): boolean {
    const token = this.#peek();
    const found = token?.kind === 'name' && token.text.toLowerCase() === word;
    if (found) this.#next += 1;
    return found;
  }

  #takeSign(sign: string): boolean {
    const token = this.#peek();
    const found = token?.kind === 'sign' && token.text === sign;
    if (found) this.#next += 1;
    return found;
  }

  #expect(sign: string): void {
    if (!this.#takeSign(sign)) this.#fail(`'${sign}'`);
  }

  #fail(expected: string, offset = 0): never {
    const token = this.tokens[this.#next + offset];
    const found = token ? `'${token.text.slice(0, 40)}' at position ${token.at}` : 'the end';
    throw badRequest(`The filter cannot be read: expected ${expected}, found ${found}.`);
  }
}

function compare(field: Field, name: string, how: Asked, literal: string | null): Condition {
  if (field.compare) {
    const condition = field.compare(how, literal);
    if (!condition) throw badRequest(`'${name}' cannot be compared so.`);
    return condition;
  }
  if (literal === null) {
    if (how !== 'eq' && how !== 'ne') throw badRequest('null is compared with eq and ne alone.');
    return { op: 'compare', path: field.path, how, value: null };
  }
  const value: Scalar = storedValue(field, name, literal);
  if (field.type === 'word' && how !== 'eq' && how !== 'ne') return compareRank(field, name, how, value);
  const ignoresCase = field.type === 'text' && (how === 'eq' || how === 'ne');
  return { op: 'compare', path: field.path, how: ignoresCase ? `text-${how}` : how, value };
}

/** The alphabet says nothing of which word is more than another. */
function compareRank({ path, ranked = [] }: Field, name: string, how: Asked, value: Scalar): Condition {
  const rank = ranked.indexOf(String(value));
  if (rank < 0) throw badRequest(`'${name}' cannot be more or less than '${String(value).slice(0, 60)}'.`);
  const behind = how === 'le' || how === 'gt' ? rank + 1 : rank;
  return { op: 'in', path, values: how === 'lt' || how === 'le' ? ranked.slice(0, behind) : ranked.slice(behind) };
}
