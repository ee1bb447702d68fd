import type { Member } from '../../../shared/fusion/cluster';
import { incidentSeverity } from '../../../shared/fusion/incident-severity';

const member = (changes: Partial<Member> = {}) => ({ severity: 'Medium', isBlocked: false, tactics: [], ...changes }) as unknown as Member;

test('an incident is as grave as the gravest in it', () => {
  expect(incidentSeverity([member(), member({ severity: 'High' })])).toEqual({ severity: 'High', why: 'as 1 activity is' });
  expect(incidentSeverity([member(), member()], { id: 'mild', severity: 'Low' })).toEqual({
    severity: 'Medium',
    why: 'as 2 activities are',
  });
});

test('what makes it graver than each alone is named: its pattern, or a chain over tactics', () => {
  expect(incidentSeverity([member(), member()], { id: 'theft', severity: 'High' })).toEqual({
    severity: 'High',
    why: 'since the pattern "theft" is, though no single activity is',
  });
  expect(incidentSeverity([member({ tactics: ['TA0001', 'TA0002'] }), member({ tactics: ['TA0003'] })])).toEqual({
    severity: 'High',
    why: 'as 3 tactics were seen together, though no single activity is',
  });
});

test('what was blocked counts one level less', () => {
  expect(incidentSeverity([member({ severity: 'High', isBlocked: true })])).toEqual({
    severity: 'Medium',
    why: 'as 1 activity would be graver but was blocked',
  });
  expect(incidentSeverity([member({ severity: 'Low', isBlocked: true })])).toEqual({ severity: 'Low', why: 'as 1 activity is' });
});
