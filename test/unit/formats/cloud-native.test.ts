import { readEvent } from '../../../shared/formats/read-event';
import { alertOf, HINTS, keysOf, rejectionOf } from './reading';
import { falcoAlert } from './samples/falco';
import { sccNotification } from './samples/scc';

describe("a finding of Google's Security Command Center", () => {
  it('becomes an alert', () => {
    expect(alertOf(sccNotification())).toMatchObject({
      id: '0b1c2d3e',
      format: 'google-scc',
      vendor: 'Google',
      alertType: 'scc:execution: added binary executed',
      displayName: 'Execution: Added Binary Executed',
      vendorSeverity: 'LOW',
      vendorTactics: ['TA0005'],
      vendorTechniques: ['T1036'],
      category: 'THREAT',
      startTime: Date.parse('2026-03-02T09:14:07.123Z'),
      extendedProperties: { techniques: 'MASQUERADING', method: 'create' },
    });
  });

  it('names its techniques in words, of which each known one is its id', () => {
    const mitreAttack = {
      primaryTechniques: ['COMMAND_AND_SCRIPTING_INTERPRETER', 'UNIX_SHELL'],
      additionalTechniques: ['UNIX_SHELL', 'PYTHON', 'QUUX'],
    };
    expect(alertOf(sccNotification({ mitreAttack })).vendorTechniques).toEqual(['T1059', 'T1059.004', 'T1059.006']);
  });

  it('takes the tactic from its category when it names none', () => {
    expect(alertOf(sccNotification({ mitreAttack: {} })).vendorTactics).toEqual(['TA0002']);
  });

  it('names who acted from where, the cluster and its pod, programs and indicators', () => {
    const cluster = '//container.googleapis.com/projects/example/zones/z/clusters/prod';
    expect(keysOf(alertOf(sccNotification()))).toEqual([
      ['account:dana@example.com', 'source'],
      ['ip:203.0.113.77', 'source'],
      [`gcp-resource:${cluster}`, undefined],
      [`k8s-cluster:${cluster}`, undefined],
      [`k8s-namespace:${cluster}|shop`, undefined],
      [`k8s-pod:${cluster}|shop|cart-1`, undefined],
      ['container-image:example/app:1', undefined],
      [undefined, undefined],
      [`filehash:sha256:${'ab'.repeat(32)}`, undefined],
      ['ip:198.51.100.9', undefined],
      ['dns:drop.example.net', undefined],
    ]);
  });

  it('is read from the list of a query, and rejected with the name of the bad field', () => {
    const body = JSON.stringify({ listFindingsResults: [sccNotification(), sccNotification({ eventTime: 'x' })] });
    expect(readEvent(body, HINTS)).toMatchObject([
      { ok: true, alert: { id: '0b1c2d3e' } },
      { ok: false, rejection: { detail: 'finding.eventTime: expected an ISO 8601 time of the years 1990 to 2099, found "x"' } },
    ]);
  });
});

describe("an alert of Falco's", () => {
  it('becomes an alert', () => {
    expect(alertOf(falcoAlert())).toMatchObject({
      format: 'falco',
      alertType: 'falco:terminal shell in container',
      vendorSeverity: 'Notice',
      vendorTactics: ['TA0002'],
      vendorTechniques: ['T1059'],
      startTime: Date.parse('2026-03-02T09:14:07.123Z'),
      compromisedEntity: 'cart-1',
    });
  });

  it('names node, container, image, pod, program and both ends of the connection', () => {
    expect(keysOf(alertOf(falcoAlert())).map(([key]) => key)).toEqual([
      'host:node-1',
      'container:c0ffeec0ffee',
      'container-image:example:1',
      undefined,
      'k8s-pod:-|shop|cart-1',
      'process:container c0ffeec0ffee|/bin/bash',
      'account:container c0ffeec0ffee\\app',
      'ip:10.0.0.27',
      'ip:203.0.113.77',
    ]);
  });

  it('names the file where the descriptor is one', () => {
    const fields = { 'fd.name': '/etc/shadow', 'container.id': 'host' };
    expect(keysOf(alertOf(falcoAlert({ output_fields: fields }))).map(([key]) => key)).toEqual(['host:node-1', 'file:node-1|/etc/shadow']);
  });

  it('is rejected with the name of the bad field', () => {
    expect(rejectionOf(falcoAlert({ time: 'x' })).detail).toBe(
      'time: expected an ISO 8601 or epoch time of the years 1990 to 2099, found "x"',
    );
  });
});
