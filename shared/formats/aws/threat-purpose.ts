import { readTactic, type TacticId } from '../../model/tactic';

/** The purposes with which GuardDuty's finding types begin, where they are no names of tactics. Source: Amazon GuardDuty User Guide, "finding format". */
const PURPOSES: ReadonlyMap<string, TacticId> = new Map([
  ['backdoor', 'TA0011'],
  ['cryptocurrency', 'TA0040'],
  ['recon', 'TA0043'],
  ['resourceconsumption', 'TA0040'],
  ['stealth', 'TA0005'],
  ['trojan', 'TA0011'],
  ['unauthorizedaccess', 'TA0001'],
]);

/** The tactic which the purpose in a type such as `Recon:EC2/PortProbe` stands for; Behavior, Policy and PenTest stand for none. */
export function tacticOfPurpose(type: string): TacticId | undefined {
  const end = type.indexOf(':');
  const purpose = end < 0 ? '' : type.slice(0, end);
  return PURPOSES.get(purpose.toLowerCase()) ?? readTactic(purpose);
}
