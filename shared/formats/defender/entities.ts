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
  for (const resourceId of resourceIds) {
    const key = resourceKey(resourceId);
    if (!entities.some((entity) => entity.key === key)) entities.push(resourceEntity(resourceId, key));
  }
  return entities;
}

function resourceEntity(resourceId: string, key: string | undefined): Entity {
  const properties: JsonObject = { type: 'azure-resource', resourceId };
  return { kind: 'azure-resource', name: lastSegment(resourceId), properties, ...(key === undefined ? {} : { key }) };
}
