import { readFileSync } from 'node:fs';

/**
 * What a Bicep file declares, as far as a reader who knows neither types nor functions can tell. It asks for a plain style: declarations begin at the start of
 * a line, and an object over several lines has one property to a line.
 */
export interface BicepFile {
  params: { name: string; required: boolean }[];
  /** The text of each variable's value. */
  variables: ReadonlyMap<string, string>;
  resources: { symbol: string; type: string; body: string }[];
  modules: { symbol: string; path: string; params: string[] }[];
  outputs: string[];
  /** The file without comments and descriptions. */
  code: string;
}

/** Reads a Bicep file. Throws an `Error` when its brackets do not match. */
export function readBicep(file: string): BicepFile {
  const code = withoutComments(readFileSync(file, 'utf8'));
  checkBrackets(code, file);
  const declarations = code.split(/\n(?=(?:param|var|resource|module|output|targetScope) ?)/);
  const headless = declarations.find((text) => /^(?:module|resource) .*[^[{]$/.test(text.split('\n')[0] ?? ''));
  if (headless) throw new Error(`${file}: the body of a declaration does not begin on its first line: ${headless}`);
  return {
    params: each(declarations, /^param (\w+) \S+(.*)/, ([, name = '', rest = '']) => ({ name, required: !rest.includes('=') })),
    variables: new Map(each(declarations, /^var (\w+) = ([\s\S]+)/, ([, name = '', value = '']) => [name, value.trim()])),
    resources: each(declarations, /^resource (\w+) '([^']+)' = ([\s\S]+)/, ([, symbol = '', type = '', body = '']) => ({
      symbol,
      type,
      body,
    })),
    modules: each(declarations, /^module (\w+) '([^']+)' = ([\s\S]+)/, ([, symbol = '', path = '', body = '']) => ({
      symbol,
      path,
      params: [...properties(/\n {2}params: (\{[\s\S]*?\n {2}\})/.exec(body)?.[1] ?? '{}').keys()],
    })),
    outputs: each(declarations, /^output (\w+) /, ([, name = '']) => name),
    code,
  };
}

/** Names and values of an object's own properties. The values are Bicep expressions, in one line each. */
export function properties(object: string): Map<string, string> {
  const lines = object.split('\n').slice(1, -1);
  const indent = /^ */.exec(lines[0] ?? '')?.[0] ?? '';
  const own = lines.filter((line) => line.startsWith(indent) && line[indent.length] !== ' ' && line.trim() !== '');
  return new Map(
    own.flatMap((line) => {
      const [, name, value = ''] = /^\s*([\w'-]+): ?(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name.replaceAll("'", ''), value] as const];
    }),
  );
}

/** The texts of an array of texts, or undefined when it is something else. */
export function texts(array: string | undefined): string[] | undefined {
  if (array === undefined || !/^\[\s*(?:'[^'$]*'[\s,]*)*\]$/.test(array)) return undefined;
  return [...array.matchAll(/'([^']*)'/g)].map(([, text = '']) => text);
}

function each<T>(declarations: readonly string[], pattern: RegExp, read: (match: RegExpExecArray) => T): T[] {
  return declarations.flatMap((text) => {
    const match = pattern.exec(text);
    return match ? [read(match)] : [];
  });
}

/** Decorators go too: what they say is about parameters, and of no interest here. */
function withoutComments(text: string): string {
  return text.replace(/^\s*\/\/.*$/gm, '').replace(/^@\w+\(.*\)$/gm, '');
}

function checkBrackets(code: string, file: string): void {
  const open: string[] = [];
  const closing: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  for (const bracket of code.replace(/'(?:[^'\\\n]|\\.)*'/g, '').match(/[()[\]{}]/g) ?? []) {
    if (!(bracket in closing)) open.push(bracket);
    else if (open.pop() !== closing[bracket]) throw new Error(`${file}: an unexpected ${bracket}`);
  }
  if (open.length > 0) throw new Error(`${file}: ${open.at(-1)} is never closed`);
}
