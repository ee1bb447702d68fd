import { isObject, textOf } from '../fields';
import type { JsonObject } from '../format';
import { LIMITS } from '../limits';

/** Names of properties that Sentinel's entities have of their own, and Defender's for the same. */
const NAMES = new Map<string, string>(
  Object.entries({
    accountName: 'name',
    fileName: 'name',
    malwareName: 'name',
    appName: 'name',
    valueName: 'name',
    hashValue: 'value',
  }),
);

/** Sentinel's entities refer to each other by `<name>EntityId`. */
const REFERENCE = /^(\w+)EntityId$/;

/** The entities in the shape of Defender's, with their references to one another as `$ref`. */
export function asDefenderEntities(entities: readonly unknown[]): JsonObject[] {
  return entities
    .slice(0, LIMITS.entities)
    .filter(isObject)
    .map((entity) => ({ $id: referenceTo(entity.id), type: textOf(entity.kind), ...asDefenderProperties(entity.properties) }));
}

function asDefenderProperties(properties: unknown): JsonObject {
  if (!isObject(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      const [, referring] = REFERENCE.exec(name) ?? [];
      return referring === undefined ? [NAMES.get(name) ?? name, value] : [referring, { $ref: referenceTo(value) }];
    }),
  );
}

/** Ids of resources, for which Azure ignores letter case. */
function referenceTo(id: unknown): string {
  return textOf(id).toLowerCase();
}
