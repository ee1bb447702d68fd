import type { AutomationRule, AutomationSource, Operator } from './automation';

/** Whether a record is to be exported by the source: by any of its rule sets, or without a condition. */
export function isWanted(record: unknown, { ruleSets }: Pick<AutomationSource, 'ruleSets'>): boolean {
  return ruleSets.length === 0 || ruleSets.some(({ rules }) => rules.every((rule) => holds(rule, record)));
}

/** Where the path finds several values one of them is enough; `NotEquals` holds when none of them is equal, so also where there is none. */
function holds(rule: AutomationRule, record: unknown): boolean {
  const found = valuesAt(record, stepsOf(rule.propertyJPath) ?? []);
  if (rule.operator === 'NotEquals') return !found.some((value) => compares({ ...rule, operator: 'Equals' }, value));
  return found.some((value) => compares(rule, value));
}

type Step = string | number | '*';

/** The steps of a path such as `$.Entities[*].Type`; undefined when it cannot be read. */
export function stepsOf(path: string): Step[] | undefined {
  const steps: Step[] = [];
  const rest = path.trim().replace(/^\$\.?/, '');
  const step = /(?:^|\.)([^.[\]]{1,128})|\[(\d{1,6}|\*)\]|\['([^']{1,128})'\]/gy;
  while (step.lastIndex < rest.length) {
    const match = step.exec(rest);
    if (!match) return undefined;
    const [, name, index, quoted] = match;
    if (index !== undefined) steps.push(index === '*' ? '*' : Number(index));
    else steps.push((name ?? quoted) as string);
  }
  // As a resource of Azure the record would stand in `properties`.
  if (steps.length > 1 && typeof steps[0] === 'string' && steps[0].toLowerCase() === 'properties') steps.shift();
  return steps.length > 0 ? steps : undefined;
}

/** Names match in any case. */
function valuesAt(value: unknown, steps: readonly Step[]): unknown[] {
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined || value === null ? [] : [value];
  if (step === '*') return Array.isArray(value) ? value.flatMap((element) => valuesAt(element, rest)) : [];
  if (typeof step === 'number') return Array.isArray(value) ? valuesAt(value[step], rest) : [];
  if (typeof value !== 'object' || value === null) return [];
  const name = Object.keys(value).find((key) => key.toLowerCase() === step.toLowerCase());
  return name === undefined ? [] : valuesAt((value as Record<string, unknown>)[name], rest);
}

function compares({ propertyType, operator, expectedValue }: AutomationRule, value: unknown): boolean {
  if (propertyType === 'Integer' || propertyType === 'Number') return ordered(Number(value), Number(expectedValue), operator);
  if (propertyType === 'Boolean') return operator === 'Equals' && String(value).toLowerCase() === expectedValue.trim().toLowerCase();
  const [text, expected] = [textOf(value).toLowerCase(), expectedValue.toLowerCase()];
  if (operator === 'Contains') return text.includes(expected);
  if (operator === 'StartsWith') return text.startsWith(expected);
  if (operator === 'EndsWith') return text.endsWith(expected);
  return ordered(text, expected, operator);
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function ordered<T extends number | string>(value: T, expected: T, operator: Operator): boolean {
  switch (operator) {
    case 'Equals':
      return value === expected;
    case 'GreaterThan':
      return value > expected;
    case 'GreaterThanOrEqualTo':
      return value >= expected;
    case 'LesserThan':
      return value < expected;
    case 'LesserThanOrEqualTo':
      return value <= expected;
    default:
      return false;
  }
}

const OF_TEXTS: readonly Operator[] = ['Contains', 'StartsWith', 'EndsWith'];

/** Why a rule can never mean anything; undefined when it can. */
export function problemOfRule({ propertyJPath, propertyType, operator, expectedValue }: AutomationRule): string | undefined {
  if (stepsOf(propertyJPath) === undefined) return `'${propertyJPath.slice(0, 60)}' is no path of a property`;
  if (propertyType === 'String') return undefined;
  if (OF_TEXTS.includes(operator)) return `${operator} compares texts, not the type ${propertyType}`;
  if (propertyType === 'Boolean') {
    if (operator !== 'Equals' && operator !== 'NotEquals') return `${operator} does not compare values of the type Boolean`;
    return /^\s*(?:true|false)\s*$/i.test(expectedValue) ? undefined : `'${expectedValue.slice(0, 60)}' is neither true nor false`;
  }
  const number = expectedValue.trim() === '' ? Number.NaN : Number(expectedValue);
  const fits = propertyType === 'Integer' ? Number.isInteger(number) : Number.isFinite(number);
  return fits ? undefined : `'${expectedValue.slice(0, 60)}' is no value of the type ${propertyType}`;
}
