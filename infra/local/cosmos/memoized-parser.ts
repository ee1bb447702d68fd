import { readFileSync } from 'node:fs';

import stock = require('@zeit/cosmosdb-query/lib/parser');

/**
 * The stock parser tries every rule anew wherever an alternative failed, so that each further pair of parentheses takes it five times as long: five pairs
 * take a second. Here each rule remembers what it found at each place of the text. The same code otherwise.
 */
export function memoized(code: string): string {
  const rules = [...code.matchAll(RULE)].map(([, name = '']) => name);
  const functions = rules.map(
    (name, index) => `function peg$parse${name}() {
      const key = peg$currPos * ${rules.length} + ${index};
      const known = memo.get(key);
      if (known) { peg$currPos = known.end; return known.result; }
      const result = peg$once${name}();
      memo.set(key, { end: peg$currPos, result });
      return result;
    }`,
  );
  return code
    .replace(RULE, '  function peg$once$1() {')
    .replace(
      'function peg$parse(input, options) {',
      `function peg$parse(input, options) {\nconst memo = new Map();\n${functions.join('\n')}`,
    );
}

/** Each rule of the generated parser is a function without parameters. */
const RULE = /^ {2}function peg\$parse(\w+)\(\) \{/gm;

type Parser = typeof stock;

function load(): Parser {
  const code = memoized(readFileSync(require.resolve('@zeit/cosmosdb-query/lib/parser'), 'utf8'));
  const module = { exports: {} as Parser };
  new Function('module', code)(module);
  return module.exports;
}

const own = load();

/** The stock query code calls the parser through its module, and knows its errors by the stock class. */
Object.assign(stock, {
  parse(text: string) {
    try {
      return own.parse(text);
    } catch (error) {
      throw error instanceof own.SyntaxError ? new stock.SyntaxError(error.message) : error;
    }
  },
});
