import { classifySuricata, codesOf } from './classifying';

const INSIDE = { src_ip: '10.0.254.30', dest_ip: '10.0.0.101' };

describe("severity of Suricata's alerts", () => {
  it.each([
    ['A Network Trojan was detected', 'ET MALWARE Example checkin', 1, 'High'],
    ['Successful Administrator Privilege Gain', 'GPL ATTACK_RESPONSE id check returned root', 1, 'High'],
    ['Web Application Attack', 'ET WEB_SERVER Example', 1, 'Medium'],
    ['Attempted Administrator Privilege Gain', 'ET EXPLOIT Example', 1, 'Medium'],
    ['Potentially Bad Traffic', 'ET HUNTING Example', 2, 'Low'],
    ['Attempted Information Leak', 'ET SCAN Potential SSH Scan', 2, 'Low'],
    ['Generic Protocol Command Decode', 'SURICATA STREAM excessive retransmissions', 3, 'Informational'],
    ['Not Suspicious Traffic', 'ET USER_AGENTS Example', 3, 'Informational'],
    ['Potential Corporate Privacy Violation', 'ET POLICY Example', 1, 'Informational'],
    ['A category of our own', 'LOCAL Example', 1, 'Medium'],
    ['A category of our own', 'LOCAL Example', 2, 'Low'],
    ['A category of our own', 'LOCAL Example', 4, 'Informational'],
    ['A category of our own', 'LOCAL Example', 99, 'Medium'],
  ])('%s, %s, priority %i: %s', (category, signature, severity, expected) => {
    expect(classifySuricata({ category, signature, severity }).severity).toBe(expected);
  });

  it('is capped by the class of the signature, for scans are filed under attacks', () => {
    const found = classifySuricata({ category: 'Web Application Attack', signature: 'ET SCAN Nmap Scripting Engine', severity: 1 });
    expect(found.severity).toBe('Low');
    expect(found.reasons[0]).toMatchObject({
      code: 'severity.suricata-signature-class',
      text: 'Signatures of the class SCAN are Low at most.',
    });
  });

  it('is not capped where the category speaks of a compromise', () => {
    expect(classifySuricata({ category: 'A Network Trojan was detected', signature: 'ET POLICY Example', severity: 1 }).severity).toBe(
      'High',
    );
  });

  it('is one lower when the traffic was blocked', () => {
    const found = classifySuricata({ category: 'A Network Trojan was detected', signature: 'ET MALWARE Example', action: 'blocked' });
    expect(found.severity).toBe('Medium');
    expect(codesOf(found)).toEqual([
      'severity.suricata-category',
      'severity.blocked',
      'severity.confidences',
      'tactic.suricata-signature-class',
    ]);
    expect(found.reasons[1]?.text).toBe('Suricata blocked the activity.');
  });
});

describe("tactics of Suricata's alerts", () => {
  it.each([
    ['A Network Trojan was detected', 'LOCAL Example', ['TA0011']],
    ['Misc activity', 'ET CNC Example', ['TA0011']],
    ['Web Application Attack', 'LOCAL Example', ['TA0001']],
    ['Misc activity', 'GPL NETBIOS SMB-DS ADMIN$ share access', ['TA0008']],
    ['Attempted User Privilege Gain', 'LOCAL Example', ['TA0004']],
    ['Attempted Denial of Service', 'ET DOS Example', ['TA0040']],
    ['Potential Corporate Privacy Violation', 'ET POLICY Example', []],
    ['Misc activity', 'ET INFO Example', []],
  ])('%s, %s: %j', (category, signature, tactics) => {
    expect(classifySuricata({ category, signature }).tactics).toEqual(tactics);
  });

  it('are those of the metadata first', () => {
    expect(classifySuricata({ signature: 'ET SCAN Example', metadata: { mitre_tactic_id: ['TA0006'] } }).tactics).toEqual(['TA0006']);
  });

  it.each([
    ['from outside is reconnaissance', {}, ['TA0043'], 'tactic.scan-outside'],
    ['of the outside is reconnaissance', { src_ip: '10.0.0.27', dest_ip: '203.0.113.77' }, ['TA0043'], 'tactic.scan-outside'],
    ['between inner addresses is discovery', INSIDE, ['TA0007'], 'tactic.scan-inside'],
    ['between inner IPv6 addresses is discovery', { src_ip: 'fd00::1', dest_ip: 'fd00::2' }, ['TA0007'], 'tactic.scan-inside'],
  ])('a scan %s', (_, addresses, tactics, code) => {
    const bySignature = classifySuricata({ signature: 'ET SCAN Potential SSH Scan', category: 'Misc activity' }, addresses);
    const byCategory = classifySuricata({ signature: 'LOCAL Example', category: 'Detection of a Network Scan' }, addresses);
    for (const found of [bySignature, byCategory]) {
      expect(found.tactics).toEqual(tactics);
      expect(codesOf(found)).toContain(code);
    }
  });
});
