import { tacticsOfIntent } from '../../model/intent';
import type { Severity } from '../../model/severity';
import type { TacticId } from '../../model/tactic';

/** What a reference knows of an alert type. `severities` has more than one where the vendor raises it at several levels, least first; each list may be empty. */
export interface AlertTypeFacts {
  severities: Severity[];
  tactics: TacticId[];
  /** The reference says itself that the intent is unknown, rather than leaving it out. */
  isIntentUnknown: boolean;
}

/** Reads lines of `key|severity/severity|intent,intent` into a map by key in lower case. */
export function readFactTable(lines: string): Map<string, AlertTypeFacts> {
  return new Map(lines.trim().split('\n').map(readLine));
}

function readLine(line: string): [string, AlertTypeFacts] {
  const [key = '', severities = '', intents = ''] = line.split('|');
  return [
    key.toLowerCase(),
    {
      severities: severities.split('/').filter((word) => word !== '') as Severity[],
      tactics: tacticsOfIntent(intents),
      isIntentUnknown: intents === 'Unknown',
    },
  ];
}
