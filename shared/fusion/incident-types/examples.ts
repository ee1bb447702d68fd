import type { EntityKind } from '../../model/entity';
import type { Member } from '../cluster';
import { kindOf } from '../link-key';
import type { ExampleActivity, IncidentType } from './incident-type';
import { matchType } from './match';

const MINUTE = 60_000;

/** Which of the examples of a type its own rule contradicts, in words; empty for a sound type. */
export function failedExamples(type: IncidentType): string[] {
  const { positive, negative } = type.examples;
  return [
    ...positive.flatMap((example, index) => (matches(type, example) ? [] : [`positive example ${index + 1} is not one by the rule`])),
    ...negative.flatMap((example, index) => (matches(type, example) ? [`negative example ${index + 1} is one by the rule`] : [])),
  ];
}

function matches(type: IncidentType, example: readonly ExampleActivity[]): boolean {
  return matchType(type, example.map(exampleMember)) !== undefined;
}

/** An activity as an example tells it, one that a product stands behind. */
export function exampleMember({ name, minute, tactics = [], product = 'Example', entities }: ExampleActivity, index: number): Member {
  const time = minute * MINUTE;
  const described = entities.map((key) => ({ key, kind: kindOf(key) as EntityKind, name: key.slice(key.indexOf(':') + 1) }));
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
