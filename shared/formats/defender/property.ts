import { isObject, textOf } from '../fields';
import type { JsonObject } from '../format';

const camelCaseNames = new Map<string, string>();

/**
 * A property by its Pascal case name, as continuous export spells it, or in camel case, as Azure's REST API does (`NTDomain` is `ntDomain` there).
 * `name` must be a constant of the program, for every one is remembered.
 */
export function property(object: JsonObject, name: string): unknown {
  const value = object[name];
  return value === undefined ? object[camelCase(name)] : value;
}

/** A scalar property as text; empty when there is none. */
export function textProperty(object: JsonObject, name: string): string {
  return textOf(property(object, name));
}

export function objectProperty(object: JsonObject, name: string): JsonObject | undefined {
  const value = property(object, name);
  return isObject(value) ? value : undefined;
}

function camelCase(name: string): string {
  let camel = camelCaseNames.get(name);
  if (camel === undefined) {
    camel = name.replace(/^[A-Z]+?(?=[A-Z][a-z]|[^A-Z]|$)/, (capitals) => capitals.toLowerCase());
    camelCaseNames.set(name, camel);
  }
  return camel;
}
