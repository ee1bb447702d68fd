import type { Severity } from '../../model/severity';
import type { TacticId } from '../../model/tactic';

/** What a category of signatures means. Our judgement; the names are those of Suricata's classification.config. */
export interface CategoryMeaning {
  severity: Severity;
  /** Empty where the category says nothing about the aim. */
  tactics: TacticId[];
  /** The tactic depends on where the two sides are. */
  isScan?: boolean;
}

/** Who is in already, or speaks with the attacker. */
const COMPROMISE: Record<string, TacticId[]> = {
  'a network trojan was detected': ['TA0011'],
  'malware command and control activity detected': ['TA0011'],
  'domain observed used for c2 detected': ['TA0011'],
  'targeted malicious activity was detected': [],
  'exploit kit activity detected': ['TA0001'],
  'successful administrator privilege gain': ['TA0004'],
  'successful user privilege gain': ['TA0004'],
  'successful credential theft detected': ['TA0006'],
  'large scale information leak': ['TA0010'],
};

/** Attempts whose success is open. */
const ATTACK: Record<string, TacticId[]> = {
  'web application attack': ['TA0001'],
  'attempted administrator privilege gain': ['TA0004'],
  'attempted user privilege gain': ['TA0004'],
  'executable code was detected': ['TA0002'],
  'a system call was detected': ['TA0002'],
  'denial of service': ['TA0040'],
  'detection of a denial of service attack': ['TA0040'],
  'crypto currency mining activity detected': ['TA0040'],
  'possible social engineering attempted': ['TA0001'],
  'information leak': ['TA0009'],
  'sensitive data was transmitted across the network': ['TA0010'],
};

/** What may well be harmless, or failed. */
const DOUBTFUL: Record<string, TacticId[]> = {
  'access to a potentially vulnerable web application': ['TA0001'],
  'unsuccessful user privilege gain': ['TA0004'],
  'attempted denial of service': ['TA0040'],
  'attempt to login by a default username and password': ['TA0006'],
  'an attempted login using a suspicious username was detected': ['TA0006'],
  'device retrieving external ip address detected': ['TA0007'],
  'possibly unwanted program detected': [],
  'misc attack': [],
  'potentially bad traffic': [],
  'a suspicious string was detected': [],
  'a suspicious filename was detected': [],
  'a client was using an unusual port': [],
};

const SCAN = ['attempted information leak', 'detection of a network scan', 'decode of an rpc query'];

/** Policy, inventory, and the decoder's remarks. */
const NOISE = [
  'not suspicious traffic',
  'unknown traffic',
  'misc activity',
  'generic protocol command decode',
  'generic icmp event',
  'potential corporate privacy violation',
  'inappropriate content was detected',
  'a tcp connection was detected',
  'detection of a non-standard protocol or event',
];

/** By name in lower case. */
export const SURICATA_CATEGORIES: ReadonlyMap<string, CategoryMeaning> = new Map([
  ...meanings('High', COMPROMISE),
  ...meanings('Medium', ATTACK),
  ...meanings('Low', DOUBTFUL),
  ...SCAN.map((name): Entry => [name, { severity: 'Low', tactics: [], isScan: true }]),
  ...NOISE.map((name): Entry => [name, { severity: 'Informational', tactics: [] }]),
]);

type Entry = [name: string, meaning: CategoryMeaning];

function meanings(severity: Severity, categories: Record<string, TacticId[]>): Entry[] {
  return Object.entries(categories).map(([name, tactics]) => [name, { severity, tactics }]);
}
