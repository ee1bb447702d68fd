/**
 * The 14 tactics of MITRE ATT&CK Enterprise in the order of its matrix, which is the order of an attack's usual course.
 * Source: MITRE ATT&CK v18.1 (see NOTICE).
 */
export const TACTICS = [
  { id: 'TA0043', name: 'Reconnaissance', title: 'Reconnaissance' },
  { id: 'TA0042', name: 'ResourceDevelopment', title: 'Resource Development' },
  { id: 'TA0001', name: 'InitialAccess', title: 'Initial Access' },
  { id: 'TA0002', name: 'Execution', title: 'Execution' },
  { id: 'TA0003', name: 'Persistence', title: 'Persistence' },
  { id: 'TA0004', name: 'PrivilegeEscalation', title: 'Privilege Escalation' },
  { id: 'TA0005', name: 'DefenseEvasion', title: 'Defense Evasion' },
  { id: 'TA0006', name: 'CredentialAccess', title: 'Credential Access' },
  { id: 'TA0007', name: 'Discovery', title: 'Discovery' },
  { id: 'TA0008', name: 'LateralMovement', title: 'Lateral Movement' },
  { id: 'TA0009', name: 'Collection', title: 'Collection' },
  { id: 'TA0011', name: 'CommandAndControl', title: 'Command and Control' },
  { id: 'TA0010', name: 'Exfiltration', title: 'Exfiltration' },
  { id: 'TA0040', name: 'Impact', title: 'Impact' },
] as const;

/** An ATT&CK tactic by its id, as alerts and incidents store it. */
export type TacticId = (typeof TACTICS)[number]['id'];
/** The tactic's name as Azure's APIs spell it. */
export type TacticName = (typeof TACTICS)[number]['name'];

const byId = new Map(TACTICS.map((tactic, stage) => [tactic.id, { ...tactic, stage }]));
const byName = new Map(TACTICS.map((tactic) => [tactic.name.toLowerCase(), tactic.id]));

/**
 * ATT&CK v19 divides Defense Evasion: Stealth keeps its id, Defense Impairment has one of its own. Sources that follow it, such as Sigma, name the parts;
 * Azure's interfaces know the whole alone.
 */
const PARTS_OF_DEFENSE_EVASION: ReadonlySet<string> = new Set(['stealth', 'defenseimpairment', 'ta0112']);

/** Position in the kill chain, 0 (Reconnaissance) to 13 (Impact). */
export function killChainStage(id: TacticId): number {
  return byId.get(id)?.stage ?? -1;
}

export function tacticName(id: TacticId): TacticName {
  return byId.get(id)?.name ?? 'Execution';
}

/** The name for people, such as "Command and Control". */
export function tacticTitle(id: TacticId): string {
  return byId.get(id)?.title ?? id;
}

/** The names for people, as a list in one text. */
export function tacticTitles(ids: readonly TacticId[]): string {
  return ids.map(tacticTitle).join(', ');
}

/** Reads an id, or a name in any case with or without blanks, hyphens and underscores ("Lateral Movement", "lateral-movement"), of ATT&CK v18 or v19. */
export function readTactic(text: string): TacticId | undefined {
  const id = text.trim().toUpperCase() as TacticId;
  if (byId.has(id)) return id;
  const name = text.toLowerCase().replace(/[\s_-]/g, '');
  return PARTS_OF_DEFENSE_EVASION.has(name) ? 'TA0005' : byName.get(name);
}

export function inKillChainOrder(tactics: Iterable<TacticId>): TacticId[] {
  const each = [...new Set(tactics)];
  return each.length < 2 ? each : each.sort((a, b) => killChainStage(a) - killChainStage(b));
}
