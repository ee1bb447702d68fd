import { alertOf, keysOf, rejectionOf } from './reading';
import { detectionFinding, securityFinding } from './samples/ocsf';

describe('a detection finding', () => {
  it('becomes an alert', () => {
    const event = detectionFinding();
    expect(alertOf(event)).toMatchObject({
      id: 'finding-77',
      format: 'ocsf',
      vendor: 'Example',
      product: 'Example EDR',
      component: 'Behaviour',
      alertType: 'edr-4711',
      displayName: 'Credentials were read from memory',
      vendorSeverity: 'High',
      vendorTactics: ['TA0006'],
      vendorTechniques: ['T1003', 'T1003.001'],
      action: 'blocked',
      status: 'InProgress',
      startTime: 1772442840000,
      endTime: Date.parse('2026-03-02T09:14:30Z'),
      generatedTime: 1772442890000,
      revisedTime: 1772442900123,
      compromisedEntity: 'WEB01',
      alertUri: 'https://example.com/f/77',
      raw: JSON.stringify(event),
    });
  });

  it('names the machine, who acted with what, both sides, and what only the observables tell', () => {
    const alert = alertOf(detectionFinding());
    expect(keysOf(alert)).toEqual([
      ['host:web01.corp.example.com', 'target'],
      ['ip:10.0.0.27', 'target'],
      ['ip:10.0.1.27', 'target'],
      ['account:corp\\dana', 'source'],
      ['ip:203.0.113.77', 'source'],
      ['host:web01', 'target'],
      ['process:web01.corp.example.com|4242@1772442840000', undefined],
      ['file:web01.corp.example.com|c:/temp/upd.exe', undefined],
      [`filehash:sha256:${'ab'.repeat(32)}`, undefined],
      ['dns:drop.example.net', undefined],
      ['url:https://drop.example.net/a', undefined],
    ]);
    expect(alert.entities[0]?.aliases).toEqual(['ip:10.0.0.27', 'ip:10.0.1.27', 'host:web01']);
  });

  it.each([
    [{ severity_id: 0, severity: 'Unknown' }, ''],
    [{ severity_id: 6 }, 'Fatal'],
    [{ severity_id: 99, severity: 'Alarming' }, 'Alarming'],
  ])('keeps its severity in the words of the schema: %j', (changes, severity) => {
    expect(alertOf(detectionFinding(changes)).vendorSeverity).toBe(severity);
  });

  it.each([
    [1, 'Active'],
    [3, 'Dismissed'],
    [4, 'Resolved'],
    [5, 'Resolved'],
    [6, 'Dismissed'],
    [99, 'Active'],
  ])('has the status that status_id %d stands for', (status_id, status) => {
    expect(alertOf(detectionFinding({ status_id })).status).toBe(status);
  });

  it('has an id by its content when it brings none', () => {
    const info = { title: 'No id' };
    expect(alertOf(detectionFinding({ finding_info: info })).id).toMatch(/^[0-9a-f]{32}$/);
    expect(alertOf(detectionFinding({ finding_info: info, time: 1772442901 })).startTime).toBe(1772442901000);
  });

  it.each([
    [{ time: 3 }, 'time: expected an ISO 8601 or epoch time of the years 1990 to 2099, found the number 3'],
    [{ finding_info: {} }, 'finding_info.title: expected a text, found nothing'],
  ])('is rejected with the name of the bad field (%#)', (changes, detail) => {
    expect(rejectionOf(detectionFinding(changes))).toEqual({ code: 'InvalidField', detail });
  });
});

describe('a security finding', () => {
  it('becomes an alert under the id that its product gave it', () => {
    const alert = alertOf(securityFinding());
    expect(alert).toMatchObject({
      id: '0a'.repeat(16),
      product: 'GuardDuty',
      alertType: 'TTPs/Defense Evasion/Stealth:IAMUser-CloudTrailLoggingDisabled',
      vendorSeverity: 'Low',
      vendorTactics: ['TA0005'],
      vendorTechniques: ['T1562'],
      startTime: 1772442840000,
    });
    expect(keysOf(alert)).toEqual([['amazon-resource:arn:aws:cloudtrail:eu-west-1:111122223333:trail/t1', undefined]]);
  });

  it.each([
    [{ state_id: 4, status_id: 2 }, 'Resolved'],
    [{ state_id: 3, status_id: 1 }, 'Dismissed'],
    [{ state_id: 1, status_id: 2 }, 'Active'],
    [{ status_id: 2 }, 'Active'],
  ])('has the status of its state, not that of the success of the check: %j', (changes, status) => {
    expect(alertOf({ ...securityFinding(), ...changes }).status).toBe(status);
  });

  it("names an instance as GuardDuty's own findings do, and by its ARN", () => {
    const arn = 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc12345';
    const { entities } = alertOf({ ...securityFinding(), resources: [{ uid: arn, type: 'AwsEc2Instance' }] });
    expect(entities).toMatchObject([
      { key: `amazon-resource:${arn}` },
      { key: 'host:i-0abc12345', name: 'i-0abc12345', aliases: [`amazon-resource:${arn}`] },
    ]);
  });

  it('takes the tactic from its type when no attack names one', () => {
    expect(alertOf({ ...securityFinding(), attacks: undefined }).vendorTactics).toEqual(['TA0005']);
  });
});

describe('other OCSF events', () => {
  it('are rejected by their class', () => {
    expect(rejectionOf(detectionFinding({ class_uid: 3002 })).detail).toBe(
      'an OCSF event of class 3002 is neither a detection finding (2004) nor a security finding (2001)',
    );
  });
});
