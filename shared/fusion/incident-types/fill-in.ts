import { valueOfKey } from '../../model/entity-key';
import type { IncidentEntity } from '../../model/incident';
import type { TypeMatch } from './match';

/** A text of an incident type with its placeholders replaced by names; what is not known is called "a machine" or the like. */
export function fillIn(text: string, { sharedKey, members }: TypeMatch, entities: readonly IncidentEntity[]): string {
  const shared = members
    .flatMap((member) => member.entities)
    .find(({ key, aliases }) => key === sharedKey || aliases?.includes(sharedKey ?? ''));
  const named = (role: IncidentEntity['role']) => entities.find((entity) => entity.role === role)?.name;
  const names: Record<string, string | undefined> = {
    entity: shared?.name ?? (sharedKey === undefined ? undefined : valueOfKey(sharedKey)),
    victim: named('victim') ?? named('pivot'),
    attacker: named('attacker'),
  };
  const unknown: Record<string, string> = { entity: 'one of the resources', victim: 'a machine', attacker: 'an unknown source' };
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => names[name] ?? unknown[name] ?? whole);
}
