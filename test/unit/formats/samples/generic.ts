import { SUBSCRIPTION } from '../../../support/sample-alerts';

type Event = Record<string, unknown>;

/** An alert of a product without a format of its own, with all that the form knows. */
export function genericAlert(changes: Event = {}): Event {
  return structuredClone({
    id: 'a-1',
    title: 'A badge opened two doors at once',
    time: 1772442847,
    endTime: '2026-03-02T09:20:00Z',
    product: 'Door Keeper',
    vendor: 'Example',
    type: 'twice',
    severity: 'major',
    tactics: ['Initial Access', 'TA0008'],
    techniques: ['T1078'],
    category: 'access',
    action: 'denied',
    status: 'InProgress',
    entities: [
      { type: 'account', name: 'dana@example.com' },
      { type: 'ip', address: '10.0.0.99' },
    ],
    resourceIds: [`/subscriptions/${SUBSCRIPTION}/resourceGroups/doors/providers/Example/doors/d1`],
    url: 'https://example.com/a-1',
    remediationSteps: ['Block the badge.'],
    properties: { door: 7 },
    ...changes,
  });
}
