import { badRequest } from '../api-error';

export type Token =
  | { kind: 'name'; text: string; at: number }
  | { kind: 'string'; text: string; at: number }
  /** A bare number, date or time. */
  | { kind: 'literal'; text: string; at: number }
  | { kind: 'sign'; text: '(' | ')' | ',' | '/' | ':'; at: number };

/** In characters; more is no filter that a person or a client writes. */
const LONGEST_FILTER = 4_000;

const TOKEN =
  /\s+|'((?:[^']|'')*)'|(\d{4}-\d\d-\d\d(?:[Tt]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|-?\d+(?:\.\d+)?)(?![\w'])|([A-Za-z_@$][\w.$-]*)|([(),/:])/y;

/** The words of an OData expression. Throws a 400 `ApiError` that names the position of what cannot be read. */
export function tokenize(expression: string): Token[] {
  if (expression.length > LONGEST_FILTER) throw badRequest(`The expression is longer than ${LONGEST_FILTER} characters.`);
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < expression.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(expression);
    if (!match) throw badRequest(`The expression cannot be read at position ${at}.`);
    const [, string, literal, name, sign] = match;
    if (string !== undefined) tokens.push({ kind: 'string', text: string.replaceAll("''", "'"), at });
    else if (literal !== undefined) tokens.push({ kind: 'literal', text: literal, at });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, at });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign as '(', at });
  }
  return tokens;
}
