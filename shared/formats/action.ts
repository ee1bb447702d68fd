import type { ActionTaken } from '../model/alert';

/** Asked in this order, for "not blocked" and "detected, not quarantined" are said too. */
const ACTIONS: readonly (readonly [RegExp, ActionTaken])[] = [
  [/\b(?:not|un)[ _-]?(?:blocked|prevented|remediated|quarantined|denied)|\bblocked=false/, 'allowed'],
  [/quarantin|isolat/, 'quarantined'],
  [/block|prevent|den(?:y|ied)|drop|reject|remov|terminat|kill|clean|delet|remediat|reset|stopped|refused|contained/, 'blocked'],
  [/detect|audit|allow|permit|accept|monitor|log|pass|none|no action|success|forward|alert/, 'allowed'],
];

/** What one of the words in which products tell it means. */
export function readActionWord(text: string): ActionTaken {
  const word = text.toLowerCase();
  return word === '' ? 'unknown' : (ACTIONS.find(([words]) => words.test(word))?.[1] ?? 'unknown');
}
