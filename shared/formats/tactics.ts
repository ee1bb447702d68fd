import { readTactic, type TacticId } from '../model/tactic';
import { textsOf } from './fields';

/** The ATT&CK tactics among the lists given, by id or by name, each once. */
export function readTactics(...lists: unknown[]): TacticId[] {
  const tactics = lists.flatMap((list) => textsOf(typeof list === 'string' ? [list] : list)).map(readTactic);
  return [...new Set(tactics.filter((tactic) => tactic !== undefined))];
}
