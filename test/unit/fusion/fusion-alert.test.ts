import { classify } from '../../../shared/classification/classify';
import { actorOf, subjectOf } from '../../../shared/fusion/activity-id';
import { toFusionAlert } from '../../../shared/fusion/fusion-alert';
import type { SourceAlert } from '../../../shared/model/alert';
import { defenderExport, SUBSCRIPTION } from '../../support/sample-alerts';
import { alertOf } from '../formats/reading';
import { evidence, graphAlert } from '../formats/samples/graph';

const host = { Type: 'host', HostName: 'web01' };
const account = { Type: 'account', Name: 'dana', NTDomain: 'CORP' };
const addresses = Array.from({ length: 45 }, (_, index) => ({ Type: 'ip', Address: `198.51.100.${index + 1}` }));

const fused = (alert: SourceAlert) => toFusionAlert({ ...alert, ...classify(alert), subscriptionId: SUBSCRIPTION });
const read = (Entities: unknown[]) => fused(alertOf(defenderExport({ Entities })));

describe('an alert with more entities than fusion takes', () => {
  it.each([
    ['first', [host, account, ...addresses]],
    ['last', [...addresses, account, host]],
    ['last, the addresses in reverse', [...[...addresses].reverse(), host, account]],
  ])('has the same subject, actor and entities when the host stands %s', (_, entities) => {
    const alert = read(entities);
    expect(alert.entities).toHaveLength(40);
    expect(subjectOf(alert)?.key).toBe('host:web01');
    expect(actorOf(alert)?.key).toBe('account:corp\\dana');
    expect(alert.entities).toEqual(read([host, account, ...addresses]).entities);
  });
});

it('knows a machine of many addresses by its short name and its resource still', () => {
  const resourceId = `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/ws1`;
  const ipInterfaces = Array.from({ length: 9 }, (_, index) => `10.0.0.${index + 1}`);
  const device = evidence('device', { deviceDnsName: 'ws1.example.com', vmMetadata: { resourceId }, ipInterfaces });
  const [machine] = fused(alertOf(graphAlert({ evidence: [device] }))).entities;
  expect(machine?.aliases).toHaveLength(6);
  expect(machine?.aliases?.slice(0, 2)).toEqual([`azure-resource:${resourceId.toLowerCase()}`, 'host:ws1']);
});
