import * as stock from '@zeit/cosmosdb-query/lib/helpers';
import { sort } from './sort';

/**
 * The stock query code copies its whole list of rows once for every row, `[...$, row]`, in three places: where it reads them, where it joins them, and
 * where it drops undefined values. One query over 100,000 documents takes a minute. Here each list is appended to in place.
 */
export function linear(code: string): string {
  const open: boolean[] = [];
  return code.replace(STRING_COPY_OR_BRACKET, (token) => {
    switch (token) {
      case COPY:
        open.push(true);
        return '($.push(';
      case '[':
        open.push(false);
        return token;
      case ']':
        return open.pop() ? '), $)' : token;
      default:
        return token;
    }
  });
}

/** How the stock transformer begins a copy of the list `$` with something added. */
const COPY = '[...$, ';
/** Strings are matched to be left alone. */
const STRING_COPY_OR_BRACKET = /"(?:[^"\\]|\\.)*"|\[\.\.\.\$, |[[\]]/g;

/** Like the stock function, drops undefined members of objects and arrays. What has none is not copied: that is every stored document. */
function stripUndefined(value: unknown): unknown {
  if (Array.isArray(value)) {
    return isWhole(value) ? value : value.filter((member) => member !== undefined).map(stripUndefined);
  }
  if (typeof value !== 'object' || value === null || isWhole(value)) {
    return value;
  }
  const defined = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(defined.map(([name, member]) => [name, stripUndefined(member)]));
}

function isWhole(value: object): boolean {
  for (const member of Object.values(value)) {
    if (member === undefined || (typeof member === 'object' && member !== null && !isWhole(member))) {
      return false;
    }
  }
  return true;
}

// The stock paginate calls the stock stripUndefined through its module, out of reach of the helpers that the query is handed.
Object.assign(stock, { stripUndefined });

export const linearHelpers = { ...stock, sort };
