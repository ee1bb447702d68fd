import { INCIDENT_TYPES, readIncidentTypes, typeOf, typesOf } from '../../../shared/fusion/incident-types';
import { failedExamples, exampleMember as member } from '../../../shared/fusion/incident-types/examples';
import type { ExampleActivity } from '../../../shared/fusion/incident-types/incident-type';
import { matchType } from '../../../shared/fusion/incident-types/match';
import { severityRank } from '../../../shared/model/severity';

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

  it('stand in the order of their severity, loss of data first', () => {
    const ranks = INCIDENT_TYPES.map(({ severity }) => severityRank(severity));
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    expect(INCIDENT_TYPES.slice(0, 2).map(({ id }) => id)).toEqual(['ransomware-course', 'exfiltration-after-intrusion']);
  });

  it('are all found, the gravest first', () => {
    const course: ExampleActivity[] = [
      { name: 'Web shell', minute: 0, tactics: ['TA0001'], entities: ['host:web01'] },
      { name: 'Outgoing brute force activity', minute: 30, entities: ['host:web01'] },
      { name: 'Shadow copies were deleted', minute: 60, tactics: ['TA0040'], entities: ['host:web01'] },
      { name: 'Ransomware indicators detected', minute: 64, entities: ['host:web01'] },
    ];
    expect(typesOf(course.map(member)).map(({ type }) => type.id)).toEqual(['ransomware-course', 'compromised-machine-outgoing']);
  });
});

describe('an incident type that accuses an address', () => {
  const type = INCIDENT_TYPES.find(({ id }) => id === 'suspicious-ip');
  const attacks = (key: string, number: number, role?: 'source' | 'target') =>
    Array.from({ length: number }, (_, n) => {
      const activity = member({ name: `Attack ${n}`, minute: n, entities: [key] }, n);
      return { ...activity, id: `${key} ${n}`, entities: activity.entities.map((entity) => ({ ...entity, ...(role && { role }) })) };
    });
  const accused = (...members: ReturnType<typeof attacks>[]) => type && matchType(type, members.flat())?.sharedKey;

  it('counts only what comes from the address', () => {
    expect(accused([...attacks('ip:10.0.0.9', 2, 'source'), ...attacks('ip:10.0.0.9', 9, 'target')])).toBeUndefined();
    expect(typesOf(attacks('ip:203.0.113.7', 3, 'target'))).toEqual([]);
    expect(accused(attacks('ip:203.0.113.7', 5, 'target'), attacks('ip:203.0.113.9', 3, 'source'))).toBe('ip:203.0.113.9');
    const attacked = attacks('host:web01', 3, 'target').map((activity) => ({
      ...activity,
      entities: activity.entities.map((entity) => ({ ...entity, aliases: ['ip:10.0.0.72'] })),
    }));
    expect(accused(attacked)).toBeUndefined();
  });

  it('means no internal address that is only attacked', () => {
    expect(accused(attacks('ip:10.0.0.72', 3, 'target'))).toBeUndefined();
    expect(accused(attacks('ip:10.0.0.72', 4, 'target'), attacks('ip:10.0.0.9', 3, 'source'))).toBe('ip:10.0.0.9');
    expect(accused(attacks('ip:203.0.113.7', 3))).toBe('ip:203.0.113.7');
  });

  it('means the one with the most activities, in whatever order they come', () => {
    const [few, many] = [attacks('ip:203.0.113.7', 3), attacks('ip:203.0.113.9', 5)];
    expect(accused(few, many)).toBe('ip:203.0.113.9');
    expect(accused(many, few)).toBe('ip:203.0.113.9');
  });
});
