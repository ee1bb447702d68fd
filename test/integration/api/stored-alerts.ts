import type { Alert } from '../../../shared/model/alert';
import { SUBSCRIPTION } from '../../support/sample-alerts';

export const OTHER_SUBSCRIPTION = '99998888-7777-4666-8555-444433332222';

const START = Date.UTC(2026, 2, 2, 9, 0, 0);

/** An alert as classification hands it to the store; `n` orders alerts in time, one a minute. */
export function alert(n: number, changes: Partial<Alert> = {}): Alert {
  const time = START + n * 60_000;
  return {
    id: `alert-${String(n).padStart(4, '0')}`,
    subscriptionId: SUBSCRIPTION,
    format: 'defender',
    vendor: 'Microsoft',
    product: 'Microsoft Defender for Cloud',
    component: 'Servers',
    alertType: 'VM_Example',
    displayName: `Example ${n}`,
    description: 'Something happened.',
    vendorSeverity: 'Medium',
    vendorTactics: [],
    vendorTechniques: [],
    category: '',
    action: 'unknown',
    startTime: time,
    endTime: time,
    generatedTime: time,
    revisedTime: time,
    status: 'Active',
    entities: [{ kind: 'ip', key: 'ip:203.0.113.77', name: '203.0.113.77', properties: { type: 'ip', address: '203.0.113.77' } }],
    compromisedEntity: 'WEB01',
    resourceIds: [
      `/subscriptions/${changes.subscriptionId ?? SUBSCRIPTION}/resourceGroups/web/providers/Microsoft.Compute/virtualMachines/WEB01`,
    ],
    isIncident: false,
    correlationKey: '',
    alertUri: '',
    remediationSteps: ['Look at it.'],
    extendedLinks: [],
    extendedProperties: {},
    raw: '{}',
    severity: 'Medium',
    tactics: ['TA0002'],
    techniques: ['T1059', 'T1059.001'],
    reasons: [{ code: 'severity.example', text: 'An example.' }],
    ...changes,
  } as Alert;
}
