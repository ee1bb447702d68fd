import type { Severity } from '../../model/severity';
import type { TacticId } from '../../model/tactic';

/** What the class in a signature's name means, such as SCAN in "ET SCAN Nmap ...". Our judgement; the classes are those of the ET and GPL rule sets. */
export interface SignatureClass {
  name: string;
  /** Empty where the class says nothing about the aim. */
  tactics: TacticId[];
  /** The tactic depends on where the two sides are. */
  isScan?: boolean;
  /** No signature of the class is more severe than that. */
  ceiling?: Severity;
}

const COMMAND_AND_CONTROL: TacticId[] = ['TA0011'];
const INITIAL_ACCESS: TacticId[] = ['TA0001'];

const CLASSES: ReadonlyMap<string, SignatureClass> = new Map(
  (
    [
      { name: 'SCAN', tactics: [], isScan: true, ceiling: 'Low' },
      { name: 'TROJAN', tactics: COMMAND_AND_CONTROL },
      { name: 'MALWARE', tactics: COMMAND_AND_CONTROL },
      { name: 'MOBILE_MALWARE', tactics: COMMAND_AND_CONTROL },
      { name: 'CNC', tactics: COMMAND_AND_CONTROL },
      { name: 'JA3', tactics: COMMAND_AND_CONTROL },
      { name: 'TOR', tactics: COMMAND_AND_CONTROL, ceiling: 'Low' },
      { name: 'EXPLOIT', tactics: INITIAL_ACCESS },
      { name: 'EXPLOIT_KIT', tactics: INITIAL_ACCESS },
      { name: 'PHISHING', tactics: INITIAL_ACCESS },
      { name: 'WEB_SERVER', tactics: INITIAL_ACCESS },
      { name: 'WEB_CLIENT', tactics: INITIAL_ACCESS },
      { name: 'WEB_SPECIFIC_APPS', tactics: INITIAL_ACCESS },
      { name: 'SQL', tactics: INITIAL_ACCESS },
      { name: 'SHELLCODE', tactics: ['TA0002'] },
      { name: 'WORM', tactics: ['TA0008'] },
      { name: 'NETBIOS', tactics: ['TA0008'] },
      { name: 'DOS', tactics: ['TA0040'] },
      { name: 'COINMINER', tactics: ['TA0040'] },
      { name: 'POLICY', tactics: [], ceiling: 'Informational' },
      { name: 'INFO', tactics: [], ceiling: 'Informational' },
      { name: 'ICMP_INFO', tactics: [], ceiling: 'Informational' },
      { name: 'CHAT', tactics: [], ceiling: 'Informational' },
      { name: 'GAMES', tactics: [], ceiling: 'Informational' },
      { name: 'INAPPROPRIATE', tactics: [], ceiling: 'Informational' },
      { name: 'P2P', tactics: [], ceiling: 'Low' },
      { name: 'ADWARE_PUP', tactics: [], ceiling: 'Low' },
      { name: 'HUNTING', tactics: [], ceiling: 'Low' },
    ] satisfies SignatureClass[]
  ).map((meaning) => [meaning.name, meaning]),
);

/** Remarks of Suricata's own decoders ("SURICATA STREAM ...") about malformed traffic. */
const DECODER: SignatureClass = { name: 'SURICATA', tactics: [], ceiling: 'Informational' };

const NAME = /^(?:ET|ETPRO|GPL)\s+([A-Z0-9_]+)\s/;

/** The class that a signature's name begins with, if it is one of these. */
export function signatureClass(signature: string): SignatureClass | undefined {
  if (signature.startsWith('SURICATA ')) return DECODER;
  const name = NAME.exec(signature)?.[1];
  return name === undefined ? undefined : CLASSES.get(name);
}
