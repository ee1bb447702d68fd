import { KEPT_EVIDENCE, type Member } from '../../../shared/fusion/cluster';
import { reasonsOf } from '../../../shared/fusion/incident-reasons';

const members = (number: number) =>
  Array.from({ length: number }, (_, n) => ({
    id: `activity-${n}`,
    alertType: `Type ${n}`,
    displayName: `Name ${n}`,
    tactics: ['TA0002'],
    severity: 'High',
    surprise: 1,
  })) as unknown as Member[];

const texts = (core: number, evidence: number, aside: readonly string[] = []) => {
  const graveness = { severity: 'High', why: 'as 1 activity is' } as const;
  const reasons = reasonsOf({ core: members(core), evidence: members(evidence) }, new Set(aside), graveness, 70);
  return Object.fromEntries(reasons.map(({ code, text }) => [code, text]));
};

test('reasons read the same for one activity as for several', () => {
  expect(texts(1, 1)).toMatchObject({
    'incident.core': '1 activity stands out from what is normal here.',
    'incident.tactics': 'It shows 1 tactic: Execution.',
    'incident.surprise': 'It is "Name 0".',
    'incident.evidence': '1 less telling activity near by was added as evidence.',
    'incident.severity': 'High, as 1 activity is; score 70.',
  });
  expect(texts(3, 2)).toMatchObject({
    'incident.core': '3 activities of 3 types stand out from what is normal here and are linked to one another.',
    'incident.tactics': 'They show 1 tactic: Execution.',
    'incident.surprise': 'The rarest of them here is "Name 0".',
    'incident.evidence': '2 less telling activities near by were added as evidence.',
  });
});

test('evidence that has nothing but the time in common is counted apart', () => {
  expect(texts(3, 2, ['activity-0'])['incident.evidence']).toBe(
    '2 less telling activities near by were added as evidence, 1 of them merely for being of the same time, perhaps by chance.',
  );
  expect(texts(3, 1, ['activity-0'])['incident.evidence']).toBe(
    '1 less telling activity near by was added as evidence, merely for being of the same time, perhaps by chance.',
  );
});

test('where there is no place for more evidence, the reasons say that there may be more', () => {
  expect(texts(3, KEPT_EVIDENCE.count - 1)['incident.evidence']).toMatch(/^99 /);
  expect(texts(3, KEPT_EVIDENCE.count)['incident.evidence']).toMatch(/^At least 100 /);
});
