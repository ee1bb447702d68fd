import type { Member } from '../../../shared/fusion/cluster';
import { remediationOf } from '../../../shared/fusion/remediation';
import { TACTICS } from '../../../shared/model/tactic';

const member = (changes: Partial<Member>) =>
  ({ id: 'activity', severity: 'Medium', tactics: [], surprise: 1, remediationSteps: [], ...changes }) as unknown as Member;

test('the advice of the gravest comes first, of these of the latest in the course of the attack, however surprising others are', () => {
  const steps = remediationOf(
    [
      member({ surprise: 9, remediationSteps: ['Look at it.'] }),
      member({ severity: 'High', tactics: ['TA0006'], remediationSteps: ['Reset the password.'] }),
      member({ severity: 'High', tactics: ['TA0040'], remediationSteps: ['Isolate it.'] }),
    ],
    [],
  );
  expect(steps).toEqual(['Isolate it.', 'Reset the password.', 'Look at it.']);
});

test('where there is no place for all, the steps against the latest stages remain', () => {
  const advised = Array.from({ length: 20 }, (_, n) => `Step ${n}`);
  const steps = remediationOf(
    [member({ remediationSteps: advised })],
    TACTICS.map(({ id }) => id),
  );
  expect(steps).toHaveLength(16);
  expect(steps[8]).toMatch(/^Take the affected systems out of service/);
  expect(steps[9]).toMatch(/^Establish what left the network/);
});
