import { withAlerts } from '../../../shared/fusion/activity';
import { within } from '../../../shared/fusion/bound';
import { rollUpDay } from '../../../shared/fusion/roll-up';
import { fusionAlert } from './fusion-alerts';

test('no more are kept than the count and the bytes allow', () => {
  expect(within(['aa', 'bb', 'cc'], { count: 2, bytes: 100 })).toEqual(['aa', 'bb']);
  expect(within(['aa', 'bb', 'cc'], { count: 9, bytes: 10 })).toEqual(['aa', 'bb']);
});

test('nothing after the first that is too large is kept, so that what was dropped does not come back', () => {
  expect(within(['aa', 'b'.repeat(50), 'c'], { count: 9, bytes: 20 })).toEqual(['aa']);
});

test('the roll-up of a day with a thousand machines fits into a document', () => {
  const group = '/subscriptions/11112222-3333-4444-5555-666677778888/resourcegroups/rg-production-westeurope-payments-platform';
  const activities = Array.from({ length: 5_000 }, (_, n) => {
    const key = `azure-resource:${group}/providers/microsoft.compute/virtualmachines/vm-payments-frontend-${n % 1_000}`;
    const entities = [{ kind: 'azure-resource' as const, key, name: 'vm', role: 'target' as const }];
    const startTime = Date.UTC(2026, 2, 2, 9) + Math.floor((n % 1_000) / 5) * 1_000;
    return withAlerts(undefined, [
      fusionAlert({ alertType: `VM_SuspiciousProcessExecution_${n % 5}_${Math.floor(n / 1_000)}`, startTime, entities }),
    ]);
  });
  expect(Buffer.byteLength(JSON.stringify(rollUpDay(1, activities)))).toBeLessThan(1_900_000);
});
