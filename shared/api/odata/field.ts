import { parseAnyTime } from '../../formats/time';
import type { Condition, Scalar } from '../../storage/condition';
import { badRequest } from '../api-error';

/** A property that a filter may name: where it is stored, and how a value in the filter is read. */
export interface Field {
  /** Stored path, see `Condition`. For a list of objects the path of the list. */
  path: string;
  type: 'text' | 'word' | 'time' | 'number' | 'boolean';
  /** Of words: the stored spelling, undefined for a word that is none of them. */
  canonical?: (text: string) => string | undefined;
  /** Set for a list, which only `any` can ask: the fields of its elements; the name '' is the element itself. */
  elements?: Fields;
  /** Takes the place of an ordinary comparison, for properties that are not stored as they are shown. Undefined: this comparison is not possible. */
  compare?: (how: 'eq' | 'ne', value: string | null) => Condition | undefined;
}

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

/** A property that is the same for all that is asked for, and stored nowhere. */
export function fixedField(value: string): Field {
  const isIt = (other: string | null) => other?.toLowerCase() === value.toLowerCase();
  return { path: '', type: 'word', compare: (how, other) => ({ op: 'constant', value: isIt(other) === (how === 'eq') }) };
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
