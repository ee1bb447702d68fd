import { classify } from '../../../shared/classification/classify';
import { actorOf, subjectOf } from '../../../shared/fusion/activity-id';
import { toFusionAlert } from '../../../shared/fusion/fusion-alert';
import { defenderExport, SUBSCRIPTION } from '../../support/sample-alerts';
import { alertOf } from '../formats/reading';

const host = { Type: 'host', HostName: 'web01' };
const account = { Type: 'account', Name: 'dana', NTDomain: 'CORP' };
const addresses = Array.from({ length: 45 }, (_, index) => ({ Type: 'ip', Address: `198.51.100.${index + 1}` }));

const read = (Entities: unknown[]) => {
  const alert = alertOf(defenderExport({ Entities }));
  return toFusionAlert({ ...alert, ...classify(alert), subscriptionId: SUBSCRIPTION });
};

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
