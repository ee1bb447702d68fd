import type { Member } from '../../../shared/fusion/cluster';
import { INCIDENT_TYPES, readIncidentTypes, typeOf } from '../../../shared/fusion/incident-types';
import type { ExampleActivity } from '../../../shared/fusion/incident-types/incident-type';
import { matchType } from '../../../shared/fusion/incident-types/match';
import type { EntityKind } from '../../../shared/model/entity';
import { MINUTE, NOON } from './fusion-alerts';

describe.each(INCIDENT_TYPES.map((type) => [type.id, type] as const))('the incident type %s', (_id, type) => {
  it.each(type.examples.positive.map((example, index) => [index, example] as const))(
    'sees itself in positive example %i',
    (_index, example) => {
      expect(matchType(type, example.map(member))).toBeDefined();
    },
  );

  it.each(type.examples.negative.map((example, index) => [index, example] as const))(
    'does not see itself in negative example %i',
    (_index, example) => {
      expect(matchType(type, example.map(member))).toBeUndefined();
    },
  );

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

function member({ name, minute, tactics = [], product = 'Example', entities }: ExampleActivity, index: number): Member {
  const time = NOON + minute * MINUTE;
  const described = entities.map((key) => ({
    key,
    kind: key.slice(0, key.indexOf(':')) as EntityKind,
    name: key.slice(key.indexOf(':') + 1),
  }));
  return {
    id: `activity-${index}`,
    bucket: time,
    alertType: name,
    displayName: name,
    product,
    subject: described[0]?.key ?? '',
    actor: '',
    severity: 'Medium',
    weight: 2,
    tactics,
    techniques: [],
    isBlocked: false,
    isIncident: false,
    entities: described,
    firstTime: time,
    lastTime: time,
    alertCount: 1,
    remediationSteps: [],
    alertIds: [`alert-${index}`],
    founder: { id: `alert-${index}`, time },
    surprise: 0,
    isNovel: false,
    zone: 'one',
    isCore: true,
  };
}
