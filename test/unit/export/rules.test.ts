import fc from 'fast-check';
import { OPERATORS } from '../../../shared/settings/automation';
import { isWanted, problemOfRule, stepsOf } from '../../../shared/settings/automation-rule';

const RECORD = {
  Severity: 'High',
  IsIncident: false,
  Score: '85',
  Tactics: ['Execution', 'Impact'],
  Entities: [
    { Type: 'host', HostName: 'WEB01' },
    { Type: 'ip', Address: '203.0.113.77' },
  ],
  ExtendedProperties: { 'User Name': 'jsmith' },
};
const rule = (propertyJPath: string, operator: string, expectedValue: string, propertyType = 'String') =>
  ({ propertyJPath, operator, expectedValue, propertyType }) as Parameters<typeof problemOfRule>[0];
const wanted = (...rules: ReturnType<typeof rule>[]) => isWanted(RECORD, { ruleSets: [{ rules }] });

describe('a rule', () => {
  it.each([
    [rule('Severity', 'Equals', 'high'), true],
    [rule('severity', 'NotEquals', 'Low'), true],
    [rule('$.properties.Severity', 'StartsWith', 'HI'), true],
    [rule('Severity', 'EndsWith', 'x'), false],
    [rule('Absent', 'Equals', 'x'), false],
    [rule('Absent', 'NotEquals', 'x'), true],
    [rule('Tactics[*]', 'Contains', 'imp'), true],
    [rule('Tactics[1]', 'Equals', 'Impact'), true],
    [rule('Tactics[*]', 'NotEquals', 'Impact'), false],
    [rule('Entities[*].Address', 'Equals', '203.0.113.77'), true],
    [rule("ExtendedProperties['User Name']", 'Equals', 'JSMITH'), true],
    [rule('Score', 'GreaterThan', '9', 'Integer'), true],
    [rule('Score', 'LesserThanOrEqualTo', '85.0', 'Number'), true],
    [rule('Score', 'GreaterThanOrEqualTo', '85.5', 'Number'), false],
    [rule('Severity', 'GreaterThan', '1', 'Number'), false],
    [rule('IsIncident', 'Equals', 'FALSE', 'Boolean'), true],
    [rule('IsIncident', 'NotEquals', 'false', 'Boolean'), false],
  ])('%j holds: %s', (each, expected) => {
    expect(problemOfRule(each)).toBeUndefined();
    expect(wanted(each)).toBe(expected);
  });

  it.each(['', '$', 'a[b]', 'a..b', 'a[', '[-1]', 'a]'])('has no path %j', (path) => {
    expect(stepsOf(path)).toBeUndefined();
  });
});

describe('rule sets', () => {
  const holds = rule('Severity', 'Equals', 'High');
  const fails = rule('Severity', 'Equals', 'Low');

  it('are joined by or, and the rules in them by and', () => {
    expect(wanted(holds, holds)).toBe(true);
    expect(wanted(holds, fails)).toBe(false);
    expect(isWanted(RECORD, { ruleSets: [{ rules: [fails] }, { rules: [holds] }] })).toBe(true);
    expect(isWanted(RECORD, { ruleSets: [] })).toBe(true);
  });

  it('never fail, whatever the record and the rule hold', () => {
    const anyRule = fc.record({
      propertyJPath: fc.string(),
      operator: fc.constantFrom(...OPERATORS),
      expectedValue: fc.string(),
      propertyType: fc.constantFrom('String', 'Integer', 'Number', 'Boolean'),
    });
    fc.assert(
      fc.property(fc.anything(), anyRule, (record, each) => {
        const one = { ...each, operator: 'Equals' as const } as Parameters<typeof problemOfRule>[0];
        const other = { ...one, operator: 'NotEquals' as const };
        expect(isWanted(record, { ruleSets: [{ rules: [one] }] })).toBe(!isWanted(record, { ruleSets: [{ rules: [other] }] }));
      }),
    );
  });
});
