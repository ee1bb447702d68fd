import type { Entity } from '../../model/entity';
import { addAliases } from '../../model/entity-aliases';
import { resourceKey } from '../../model/entity-key';
import { textOf } from '../fields';
import type { JsonObject } from '../format';
import { readEntityGraph } from './entity-graph';
import { entityKind } from './entity-kind';
import { identify, keyOfHost, lastSegment } from './identify';

/** The entities that an alert lists, and one more for each of its resources which is not among them. */
export function readEntities(list: readonly unknown[], resourceIds: readonly string[]): Entity[] {
  const graph = readEntityGraph(list);
  const kinds = graph.entities.map((entity) => entityKind(textOf(entity.Type ?? entity.type)));
  const hostKeys = new Map<JsonObject, string | undefined>();
  for (const [index, entity] of graph.entities.entries()) if (kinds[index] === 'host') hostKeys.set(entity, keyOfHost(entity));
  const context = { graph, hostKeys, onlyHost: onlyOne(hostKeys.values()) };

  const entities = graph.entities.map((entity, index): Entity => {
    const kind = kinds[index] ?? 'other';
    const { key, name, aliases } = identify(kind, entity, context);
    const identified: Entity = { kind, name, properties: entity };
    if (key !== undefined) identified.key = key;
    if (aliases) addAliases(identified, aliases);
    return identified;
  });
  for (const resourceId of resourceIds) {
    const key = resourceKey(resourceId);
    if (!entities.some((entity) => entity.key === key)) entities.push(resourceEntity(resourceId, key));
  }
  return entities;
}

/** What all of them are; undefined when they differ. */
function onlyOne<Value>(values: Iterable<Value>): Value | undefined {
  const [first, ...others] = values;
  return others.every((other) => other === first) ? first : undefined;
}

function resourceEntity(resourceId: string, key: string | undefined): Entity {
  const properties: JsonObject = { type: 'azure-resource', resourceId };
  return { kind: 'azure-resource', name: lastSegment(resourceId), properties, ...(key === undefined ? {} : { key }) };
}
