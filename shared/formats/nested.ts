import { isObject, textOf } from './fields';
import type { JsonObject } from './format';
import { LIMITS } from './limits';

/** What lies at the end of a path of names; undefined where the path breaks off. */
export function at(value: unknown, ...path: string[]): unknown {
  let found = value;
  for (const name of path) {
    if (!isObject(found)) return undefined;
    found = found[name];
  }
  return found;
}

export function objectAt(value: unknown, ...path: string[]): JsonObject {
  const found = at(value, ...path);
  return isObject(found) ? found : {};
}

/** A scalar as text; empty for everything else. */
export function textAt(value: unknown, ...path: string[]): string {
  return textOf(at(value, ...path));
}

/** The objects in a list, or the one that stands in its place; no more than the model takes. */
export function objectsAt(value: unknown, ...path: string[]): JsonObject[] {
  const found = at(value, ...path);
  return (Array.isArray(found) ? found.slice(0, LIMITS.members) : [found]).filter(isObject);
}

/** The scalars in a list, or the one that stands in its place, as texts without blank ones. */
export function textsAt(value: unknown, ...path: string[]): string[] {
  const found = at(value, ...path);
  return (Array.isArray(found) ? found.slice(0, LIMITS.members) : [found]).map(textOf).filter((text) => text.trim() !== '');
}
