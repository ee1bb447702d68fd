import type { Asked, Field } from './field';

/** A property that is the same for all that is asked for, and stored nowhere. */
export function fixedField(shown: string): Field {
  return { path: '', type: 'word', compare: (how, value) => ({ op: 'constant', value: holds(shown, how, value) }) };
}

/** A property of a few stored words, each of which shows as another one. */
export function shownField<Word extends string>(path: string, words: readonly Word[], shown: (word: Word) => string): Field {
  return {
    path,
    type: 'word',
    compare: (how, value) => ({ op: 'in', path, values: words.filter((word) => holds(shown(word), how, value)) }),
  };
}

/** Whether a text compares so with the value in a filter, case ignored. */
function holds(shown: string, how: Asked, value: string | null): boolean {
  if (value === null) return how === 'ne';
  const [text, other] = [shown.toLowerCase(), value.toLowerCase()];
  switch (how) {
    case 'eq':
      return text === other;
    case 'ne':
      return text !== other;
    case 'lt':
      return text < other;
    case 'le':
      return text <= other;
    case 'gt':
      return text > other;
    case 'ge':
      return text >= other;
    case 'text-contains':
      return text.includes(other);
    case 'text-startswith':
      return text.startsWith(other);
    case 'text-endswith':
      return text.endsWith(other);
  }
}
