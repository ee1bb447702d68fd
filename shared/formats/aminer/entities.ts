import type { Entity } from '../../model/entity';
import { canonicalIp } from '../../model/ip-address';
import { EntityList } from '../entity-list';
import { type Fields, textOf } from '../fields';
import { LIMITS } from '../limits';

/** The machine whose log it is (AMiner's id is set to its address or its name) and the addresses and DNS names among the values that stood out. */
export function readEntities(id: string, component: Fields): Entity[] {
  const list = new EntityList();
  list.machine({ name: id });
  const paths = component.list('AffectedLogAtomPaths').slice(0, LIMITS.members).map(textOf);
  const areDomains = paths.length > 0 && paths.every((path) => path.endsWith('/domain'));
  const values = component.list('AffectedLogAtomValues').slice(0, LIMITS.members).flat().slice(0, LIMITS.members);
  for (const value of values.map(textOf)) {
    if (canonicalIp(value) !== undefined) list.ip(value);
    else if (areDomains) list.dns(value);
  }
  return list.entities;
}
