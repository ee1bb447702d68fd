import { INCIDENT_TYPES, readIncidentTypes, typeOf } from '../../../shared/fusion/incident-types';
import { failedExamples, exampleMember as member } from '../../../shared/fusion/incident-types/examples';
import { matchType } from '../../../shared/fusion/incident-types/match';

describe.each(INCIDENT_TYPES.map((type) => [type.id, type] as const))('the incident type %s', (_id, type) => {
  it('is seen in its positive examples and in none of its negative ones', () => {
    expect(failedExamples(type)).toEqual([]);
  });

  it('is still seen when more happens', () => {
    const noise = member({ name: 'Something else', minute: 3, entities: ['host:elsewhere'] }, 99);
    for (const example of type.examples.positive) expect(matchType(type, [...example.map(member), noise])).toBeDefined();
  });
});

describe('incident types', () => {
  it('have ids of their own', () => {
    expect(new Set(INCIDENT_TYPES.map(({ id }) => id)).size).toBe(INCIDENT_TYPES.length);
  });

  it('are not read from what does not say what it looks for', () => {
    const [type] = INCIDENT_TYPES;
    expect(() => readIncidentTypes([{ ...type, correlation: { type: 'sometimes' } }])).toThrow();
    expect(readIncidentTypes([structuredClone(type)])).toHaveLength(1);
  });

  it('are not seen in alerts which no product stands behind', () => {
    const [example = []] = INCIDENT_TYPES[0]?.examples.positive ?? [];
    expect(typeOf(example.map(member))?.type.id).toBe(INCIDENT_TYPES[0]?.id);
    expect(typeOf(example.map((activity, index) => ({ ...member(activity, index), weight: 1 })))).toBeUndefined();
  });
});
