import { intentOfTactic, tacticsOfIntent } from '../../../shared/model/intent';
import { TACTICS } from '../../../shared/model/tactic';

describe("Defender's intents", () => {
  it.each([
    ['PreAttack', ['TA0043']],
    ['Pre-attack', ['TA0043']],
    ['Probing', ['TA0043']],
    ['Exploitation', ['TA0001']],
    ['InitialAccess', ['TA0001']],
    ['Initial Access', ['TA0001']],
    ['CommandAndControl', ['TA0011']],
    ['Execution, Persistence', ['TA0002', 'TA0003']],
    ['DefenseEvasion;Execution', ['TA0005', 'TA0002']],
    ['Probing,PreAttack', ['TA0043']],
    ['Unknown', []],
    ['', []],
    ['Nonsense, Impact', ['TA0040']],
    ['__proto__', []],
  ])('"%s" means %j', (intent, tactics) => {
    expect(tacticsOfIntent(intent)).toEqual(tactics);
  });

  it('name every tactic, the two that Defender does not know as PreAttack, and none as Unknown', () => {
    expect(TACTICS.map(({ id }) => intentOfTactic(id))).toEqual([
      'PreAttack',
      'PreAttack',
      'InitialAccess',
      'Execution',
      'Persistence',
      'PrivilegeEscalation',
      'DefenseEvasion',
      'CredentialAccess',
      'Discovery',
      'LateralMovement',
      'Collection',
      'CommandAndControl',
      'Exfiltration',
      'Impact',
    ]);
    expect(intentOfTactic(undefined)).toBe('Unknown');
  });

  it('that are shown lead back to the tactic they stand for', () => {
    for (const { id } of TACTICS) if (id !== 'TA0042') expect(tacticsOfIntent(intentOfTactic(id))).toEqual([id]);
  });
});
