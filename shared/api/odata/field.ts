import { parseAnyTime } from '../../formats/time';
import type { Comparison, Condition, Scalar } from '../../storage/condition';
import { badRequest } from '../api-error';

/** A property that a filter may name: where it is stored, and how a value in the filter is read. */
export interface Field {
  /** Stored path, see `Condition`. For a list of objects the path of the list. */
  path: string;
  type: 'text' | 'word' | 'time' | 'number' | 'boolean';
  /** Of words: the stored spelling, undefined for a word that is none of them. */
  canonical?: (text: string) => string | undefined;
  /** Of words that have an order: all of them as stored, the least first. Others cannot be asked for more and less. */
  ranked?: readonly string[];
  /** Set for a list, which only `any` can ask: the fields of its elements; the name '' is the element itself. */
  elements?: Fields;
  /** Takes the place of an ordinary comparison, for properties that are not stored as they are shown. Undefined: this comparison is not possible. */
  compare?: Compare;
}

/** How a filter may compare. */
export type Asked = Exclude<Comparison, 'text-eq' | 'text-ne'>;

export type Compare = (how: Asked, value: string | null) => Condition | undefined;

/** Fields by the name in the filter, in lower case, with `/` between levels. */
export type Fields = ReadonlyMap<string, Field>;

export function fields(definitions: Record<string, Field>): Fields {
  return new Map(Object.entries(definitions).map(([name, field]) => [name.toLowerCase(), field]));
}

/** A word out of a closed list, in any case. */
export function wordField(path: string, words: readonly string[]): Field {
  const spelling = new Map(words.map((word) => [word.toLowerCase(), word]));
  return { path, type: 'word', canonical: (text) => spelling.get(text.toLowerCase()) };
}

/** A word out of a list in which the least comes first. */
export function rankedField(path: string, words: readonly string[]): Field {
  return { ...wordField(path, words), ranked: words };
}

/** For what can be asked for being equal or not, and nothing else. */
export function equality(find: (value: string | null) => Condition | undefined): Compare {
  return (how, value) => {
    const condition = how === 'eq' || how === 'ne' ? find(value) : undefined;
    return condition && how === 'ne' ? { op: 'not', condition } : condition;
  };
}

/** The stored form of a value in a filter. Throws a 400 `ApiError` when it does not fit the field. */
export function storedValue(field: Field, name: string, text: string): Scalar {
  if (field.type === 'time')
    return parseAnyTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text) ?? misfit(name, text, 'a time');
  if (field.type === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : misfit(name, text, 'a number');
  if (field.type === 'boolean') return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : misfit(name, text, 'true or false');
  // A word that is none of the list is unlike every stored one, which is an answer.
  return field.type === 'word' ? (field.canonical?.(text) ?? text) : text;
}

function misfit(name: string, text: string, expected: string): never {
  throw badRequest(`'${text.slice(0, 60)}' is not ${expected}, which '${name}' takes.`);
}
