import { add, severityOf } from '../../../../shared/classification/confidence';
import { judgeName } from '../../../../shared/classification/names/judge-name';
import { NameModel, UNTRAINED } from '../../../../shared/classification/names/name-model';
import { TACTICS, tacticName } from '../../../../shared/model/tactic';

/** By our own lists of words alone. */
const judge = (name: string) => judgeName(name, new NameModel(UNTRAINED));

function aimOf(name: string): string | undefined {
  const { tactic } = judge(name);
  return tactic && tacticName(tactic.tactic);
}

describe('a name by our own words', () => {
  it.each([
    ['Reflected XSS on a public facing web server', 'InitialAccess'],
    ['Interactive shell spawned in a container', 'Execution'],
    ['Crontab entry written by an unknown process', 'Persistence'],
    ['PrintSpoofer seen on host', 'PrivilegeEscalation'],
    ['Regsvr32 loads a remote scriptlet', 'DefenseEvasion'],
    ['LSASS opened by Rubeus', 'CredentialAccess'],
    ['AdFind run on a workstation', 'Discovery'],
    ['Pass the hash with a local account', 'LateralMovement'],
    ['Clipboard read by a background process', 'Collection'],
    ['Sliver implant calls home', 'CommandAndControl'],
    ['Rclone copies a share', 'Exfiltration'],
    ['Vssadmin removes shadow copies', 'Impact'],
  ])('has the aim of the tool that it names: %s', (name, aim) => {
    expect(aimOf(name)).toBe(aim);
  });

  it.each([
    ['Flow logs switched to disabled', 'DefenseEvasion'],
    ['StopLogging', 'DefenseEvasion'],
    ['DeleteTrail', 'DefenseEvasion'],
    ['CreateAccessKey', 'Persistence'],
    ['AttachUserPolicy', 'PrivilegeEscalation'],
    ['GetSecretValue', 'CredentialAccess'],
    ['AWS UpdateAssumeRolePolicy by a rare user', 'PrivilegeEscalation'],
    ['SSHBruteForce', 'CredentialAccess'],
    ['C&CActivity', 'CommandAndControl'],
    ['ListBuckets', 'Discovery'],
    ['Bucket made public', 'Exfiltration'],
    ['Mass deletion of virtual machines', 'Impact'],
    ['Many failed logins of one user', 'CredentialAccess'],
    ['Login from an unusual country', 'InitialAccess'],
  ])('has the aim of what is done to what in a service: %s', (name, aim) => {
    expect(aimOf(name)).toBe(aim);
  });

  it('lets the aim of a whole phrase stand before those of its words', () => {
    expect(aimOf('Backup vault deleted')).toBe('Impact');
    expect(aimOf('Firewall policy deleted')).toBe('DefenseEvasion');
  });

  it('has no aim and no severity where no word is known', () => {
    const judgement = judge('Qwxyz 17');
    expect(judgement.tactic).toBeUndefined();
    expect(judgement.isTelling).toBe(false);
  });

  it('says by which words it was judged', () => {
    expect(judge('LSASS opened by Rubeus').tactic?.reason.text).toContain('"rubeus"');
  });

  it('shows the words by which the model went as they stand in the name, without fillers', () => {
    const features = ['suspiciou', 'a suspiciou', 'alert a', '^alert', 'a', 'alert', 'polici chang$'];
    const reasonOf = (name: string, known: readonly string[]) => {
      const parameters = {
        ...UNTRAINED,
        features: known.join('\n'),
        severity: Buffer.from(known.map((_, index) => 100 - index)).toString('base64'),
        severityUnit: 0.01,
        tactics: Buffer.alloc(known.length * TACTICS.length).toString('base64'),
      };
      return judgeName(name, new NameModel(parameters)).severityReasons.find(({ code }) => code === 'severity.name.model')?.text;
    };
    expect(reasonOf('Alerting: a suspicious policies changed', features)).toMatch(
      /^Names with such words \("suspicious", "alerting"\) are rated more /,
    );
    expect(reasonOf('Quux of a kind', ['of a', 'a'])).toMatch(/^Names with such words are rated more /);
  });

  it('is more malicious for an attack tool than for a change, and for a change than for a look around', () => {
    const malice = (name: string) => judge(name).effect.malice;
    expect(malice('Mimikatz')).toBeGreaterThan(malice('Role updated'));
    expect(malice('Role updated')).toBeGreaterThan(malice('Account discovery'));
  });

  it('is never out of sight for doubts alone, only where a word says that there is nothing to see', () => {
    const severityOfEffect = ({ effect }: ReturnType<typeof judge>) => severityOf(add({ analytic: 0.6, malice: 0.5 }, effect));
    expect(severityOfEffect(judge('Rare new connection: failed discovery scan attempt'))).toBe('Low');
    expect(severityOfEffect(judge('Login success'))).toBe('Informational');
  });

  it.each([
    'SSH login success after hundreds of failures',
    'Burst of failed logons followed by a successful logon from the same source',
    'Successful login during an ongoing password spray',
    'Unusual authentication success',
    'Policy violation: ransomware found',
  ])('is not out of sight where the name speaks of an attack as well: %s', (name) => {
    const { effect, severityReasons } = judge(name);
    expect(severityOf(add({ analytic: 0.6, malice: 0.5 }, effect))).not.toMatch(/Informational|Low/);
    expect(severityReasons.map(({ code }) => code)).not.toContain('severity.name.inventory');
  });

  it('gives reasons whose effects add up', () => {
    for (const name of ['Rare new connection: failed discovery scan attempt', 'Mimikatz', 'Role updated']) {
      const { effect, severityReasons } = judge(name);
      const sum = severityReasons.reduce((total, reason) => add(total, reason.effect ?? { analytic: 0, malice: 0 }), {
        analytic: 0,
        malice: 0,
      });
      expect(sum.analytic).toBeCloseTo(effect.analytic);
      expect(sum.malice).toBeCloseTo(effect.malice);
    }
  });
});
