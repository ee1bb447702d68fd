/** `int`, `length(2,5)`, `regex(^a+$)`: a name and its arguments. */
export interface RouteConstraint {
  name: string;
  argument: string;
}

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const GUID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\})$/i;

type Predicate = (value: string, argument: string) => boolean;

const integerBetween = (minimum: bigint, maximum: bigint) => (value: string) =>
  INTEGER.test(value) && BigInt(value.replace('+', '')) >= minimum && BigInt(value.replace('+', '')) <= maximum;

/** Bounds such as `2,5`; a single number is both. */
const bounds = (argument: string): [number, number] => {
  const [low, high = low] = argument.split(',').map(Number);
  return [low as number, high as number];
};

/** The constraints of ASP.NET routing. */
const PREDICATES: Record<string, Predicate> = {
  int: integerBetween(-(2n ** 31n), 2n ** 31n - 1n),
  long: integerBetween(-(2n ** 63n), 2n ** 63n - 1n),
  bool: (value) => /^(?:true|false)$/i.test(value),
  guid: (value) => GUID.test(value),
  alpha: (value) => /^[a-z]*$/i.test(value),
  decimal: (value) => NUMBER.test(value),
  double: (value) => NUMBER.test(value),
  float: (value) => NUMBER.test(value),
  datetime: (value) => !Number.isNaN(Date.parse(value)),
  required: (value) => value !== '',
  length: (value, argument) => value.length >= bounds(argument)[0] && value.length <= bounds(argument)[1],
  minlength: (value, argument) => value.length >= Number(argument),
  maxlength: (value, argument) => value.length <= Number(argument),
  min: (value, argument) => INTEGER.test(value) && Number(value) >= Number(argument),
  max: (value, argument) => INTEGER.test(value) && Number(value) <= Number(argument),
  range: (value, argument) => INTEGER.test(value) && Number(value) >= bounds(argument)[0] && Number(value) <= bounds(argument)[1],
  regex: (value, argument) => new RegExp(argument, 'i').test(value),
};

/** Throws for a constraint which ASP.NET does not know. */
export function parseConstraint(text: string): RouteConstraint {
  const [, name = '', argument = ''] = /^(\w+)(?:\((.*)\))?$/.exec(text) ?? [];
  if (!Object.hasOwn(PREDICATES, name.toLowerCase())) throw new Error(`'${text}' is not a route constraint`);
  return { name: name.toLowerCase(), argument };
}

export function meets(constraint: RouteConstraint, value: string): boolean {
  return PREDICATES[constraint.name]?.(value, constraint.argument) ?? false;
}
