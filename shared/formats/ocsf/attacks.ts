import type { TacticId } from '../../model/tactic';
import { tacticOfPurpose } from '../aws/threat-purpose';
import type { JsonObject } from '../format';
import { objectAt, objectsAt, textAt, textsAt } from '../nested';
import { readTactics } from '../tactics';
import { readTechniques } from '../techniques';

/** Tactics and techniques in `attacks`; where there are none, the tactics which the types of the finding name (`TTPs/Defense Evasion/...`). */
export function readAttacks(event: JsonObject): { tactics: TacticId[]; techniques: string[] } {
  const finding = objectAt(event, 'finding_info');
  const attacks = [...objectsAt(event, 'attacks'), ...objectsAt(finding, 'attacks'), ...objectsAt(event, 'finding', 'attacks')];
  const named = attacks.flatMap((attack) => [...objectsAt(attack, 'tactic'), ...objectsAt(attack, 'tactics')]);
  const techniques = attacks.flatMap((attack) => [textAt(attack, 'technique', 'uid'), textAt(attack, 'sub_technique', 'uid')]);
  const tactics = readTactics(named.map((tactic) => textAt(tactic, 'uid') || textAt(tactic, 'name')));
  const types = [...textsAt(finding, 'types'), ...textsAt(event, 'finding', 'types')];
  return { tactics: tactics.length > 0 ? tactics : tacticsOfTypes(types), techniques: readTechniques(techniques) };
}

/** The tactics in types such as `TTPs/Defense Evasion/Stealth:IAMUser-CloudTrailLoggingDisabled`. */
export function tacticsOfTypes(types: readonly string[]): TacticId[] {
  const words = types.flatMap((type) => type.split('/'));
  const tactics = [...readTactics(words), ...words.map(tacticOfPurpose)];
  return [...new Set(tactics.filter((tactic) => tactic !== undefined))];
}
