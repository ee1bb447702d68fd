import type { Entity } from '../../model/entity';
import { addAliases } from '../../model/entity-aliases';
import { resourceKey } from '../../model/entity-key';
import type { JsonObject } from '../format';
import { readEntityGraph } from './entity-graph';
import { entityKind } from './entity-kind';
import { identify, keyOfHost, lastSegment } from './identify';
import { textProperty } from './property';

/** The entities that an alert lists, and one more for each of its resources which is not among them. */
export function readEntities(list: readonly unknown[], resourceIds: readonly string[]): Entity[] {
  const graph = readEntityGraph(list);
  const typed = graph.entities.map((entity) => ({ entity, kind: entityKind(textProperty(entity, 'Type')) }));
  const hostKeys = new Map<JsonObject, string | undefined>();
  for (const { entity, kind } of typed) if (kind === 'host') hostKeys.set(entity, keyOfHost(entity));
  const hosts = new Set(hostKeys.values());
  const context = { graph, hostKeys, onlyHost: hosts.size === 1 ? [...hosts][0] : undefined };

  const entities = typed.map(({ entity, kind }): Entity => {
    const { key, name, aliases } = identify(kind, entity, context);
    const identified: Entity = { kind, name, properties: entity };
    if (key !== undefined) identified.key = key;
    if (aliases) addAliases(identified, aliases);
    return identified;
  });
  for (const resource of resourcesBeside(entities, resourceIds)) entities.push(resource);
  return entities;
}

function resourcesBeside(entities: readonly Entity[], resourceIds: readonly string[]): Entity[] {
  const known = new Set(entities.map((entity) => entity.key));
  return resourceIds.filter((id) => !known.has(resourceKey(id))).map(resourceEntity);
}

function resourceEntity(resourceId: string): Entity {
  const properties: JsonObject = { type: 'azure-resource', resourceId };
  const key = resourceKey(resourceId);
  return { kind: 'azure-resource', name: lastSegment(resourceId), properties, ...(key === undefined ? {} : { key }) };
}
