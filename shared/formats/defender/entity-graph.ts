import { isObject } from '../fields';
import type { JsonObject } from '../format';
import { LIMITS } from '../limits';
import { entityKind } from './entity-kind';

/** The entities of one alert. They refer to each other by `$ref` to the `$id` of another, which may be defined anywhere, also inside a third. */
export interface EntityGraph {
  entities: JsonObject[];
  /** The object that a property holds or refers to. */
  resolve(value: unknown): JsonObject | undefined;
}

/** Finds the entities in the list and those of a known type that are defined inside others. */
export function readEntityGraph(list: readonly unknown[]): EntityGraph {
  const byId = new Map<string, JsonObject>();
  const entities: JsonObject[] = [];

  const visit = (value: unknown, isListed: boolean): void => {
    if (Array.isArray(value)) {
      for (const element of value) visit(element, false);
      return;
    }
    if (!isObject(value)) return;
    if (typeof value.$ref === 'string') return;
    if (typeof value.$id === 'string' && !byId.has(value.$id)) byId.set(value.$id, value);
    if (entities.length < LIMITS.entities && (isListed || isTyped(value))) entities.push(value);
    for (const name in value) {
      const member = value[name];
      if (typeof member === 'object') visit(member, false);
    }
  };
  for (const element of list) visit(element, true);

  const resolve = (value: unknown): JsonObject | undefined => {
    if (!isObject(value)) return undefined;
    return typeof value.$ref === 'string' ? byId.get(value.$ref) : value;
  };
  return { entities, resolve };
}

function isTyped(value: JsonObject): boolean {
  const type = value.Type ?? value.type;
  return typeof type === 'string' && entityKind(type) !== 'other';
}
