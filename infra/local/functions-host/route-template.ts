import { meets, parseConstraint, type RouteConstraint } from './route-constraints';

/** The values of a route's parameters, or undefined when the path is not of the route. `path` has no query. */
export type MatchRoute = (path: string) => Record<string, string> | undefined;

interface Parameter {
  name: string;
  constraints: RouteConstraint[];
  default: string | undefined;
}

/**
 * Compiles an ASP.NET route template: `{x}`, `{x?}`, `{x=default}`, `{x:int}`, `{*rest}`, and several parameters with text between them in one segment.
 * Literal text matches in any letter case. Throws for what is not a template.
 */
export function compileRoute(template: string): MatchRoute {
  const parameters: Parameter[] = [];
  const pattern = template
    .split(/\/(?![^{}]*\})/)
    .filter((segment) => segment !== '')
    .map((segment) => segmentPattern(segment, parameters))
    .join('');
  const path = new RegExp(`^${pattern}/?$`, 'i');
  return (encoded) => {
    const match = path.exec(decodePath(encoded));
    if (!match) return undefined;
    const values: Record<string, string> = {};
    for (const [index, parameter] of parameters.entries()) {
      const value = match[index + 1] ?? parameter.default;
      if (value === undefined) continue;
      if (!parameter.constraints.every((constraint) => meets(constraint, value))) return undefined;
      values[parameter.name] = value;
    }
    return values;
  };
}

const PARAMETER = /\{(\*{0,2})(\w+)((?::(?:\w+)(?:\((?:[^()]|\([^()]*\))*\))?)*)(?:=([^{}?]*))?(\?)?\}/g;

function segmentPattern(segment: string, parameters: Parameter[]): string {
  let pattern = '';
  let end = 0;
  let optional = false;
  for (const match of segment.matchAll(PARAMETER)) {
    const [whole, star, name = '', constraints = '', byDefault, mark] = match;
    pattern += literal(segment.slice(end, match.index), segment);
    end = match.index + whole.length;
    parameters.push({ name, constraints: splitConstraints(constraints).map(parseConstraint), default: byDefault });
    if (star) return `${pattern}(?:/(.*))?`;
    optional = whole.length === segment.length && (mark === '?' || byDefault !== undefined);
    pattern += end === segment.length ? '([^/]+)' : '([^/]+?)';
  }
  pattern += literal(segment.slice(end), segment);
  return optional ? `(?:/${pattern})?` : `/${pattern}`;
}

function splitConstraints(text: string): string[] {
  return text.match(/:\w+(?:\((?:[^()]|\([^()]*\))*\))?/g)?.map((constraint) => constraint.slice(1)) ?? [];
}

function literal(text: string, segment: string): string {
  if (/[{}]/.test(text)) throw new Error(`'${segment}' is not a segment of a route template`);
  return text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
}

/** Decodes all but %2F, which would otherwise look like the end of a segment; what is no valid encoding stays as it is. */
function decodePath(encoded: string): string {
  return encoded.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes.replace(/%2f/gi, '%252F'));
    } catch {
      return bytes;
    }
  });
}
