import { readTactic, type TacticId, tacticName } from './tactic';

/** Defender for Cloud's kill-chain intents that are not ATT&CK tactics, and the tactic each one means. Source: Microsoft Learn, Defender for Cloud alerts reference (see NOTICE). */
const DEFENDER_ONLY: ReadonlyMap<string, TacticId> = new Map([
  ['preattack', 'TA0043'],
  ['probing', 'TA0043'],
  ['exploitation', 'TA0001'],
]);

/** Defender has no word for these two tactics but "PreAttack". */
const SHOWN_AS_PREATTACK: ReadonlySet<TacticId> = new Set<TacticId>(['TA0043', 'TA0042']);

/** One of Defender's intents (also several, joined by commas or blanks) as ATT&CK tactics; "Unknown" and what cannot be read give none. */
export function tacticsOfIntent(intent: string): TacticId[] {
  const whole = readIntent(intent);
  const tactics = whole ? [whole] : intent.split(/[,;\s]+/).map(readIntent);
  return [...new Set(tactics.filter((tactic) => tactic !== undefined))];
}

function readIntent(word: string): TacticId | undefined {
  return DEFENDER_ONLY.get(word.trim().toLowerCase().replace(/-/g, '')) ?? readTactic(word);
}

/** The intent under which Azure's API shows a tactic. */
export function intentOfTactic(tactic: TacticId | undefined): string {
  if (tactic === undefined) return 'Unknown';
  return SHOWN_AS_PREATTACK.has(tactic) ? 'PreAttack' : tacticName(tactic);
}
