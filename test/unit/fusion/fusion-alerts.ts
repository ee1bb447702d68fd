import type { FusionAlert, FusionEntity } from '../../../shared/fusion/fusion-alert';

export const SUBSCRIPTION = '11112222-3333-4444-5555-666677778888';
export const DAY = 24 * 3_600_000;
export const MINUTE = 60_000;
/** A Monday at noon, UTC. */
export const NOON = Date.UTC(2026, 2, 2, 12);

let number = 0;

/** An alert with the changes given; every call gives one of its own. */
export function fusionAlert(changes: Partial<FusionAlert> = {}): FusionAlert {
  const startTime = changes.startTime ?? NOON;
  number++;
  return {
    id: `alert-${String(number).padStart(6, '0')}`,
    startTime,
    endTime: startTime,
    alertType: 'ProcessFromTemp',
    displayName: 'A process was started from a temporary folder',
    product: 'Example EDR',
    severity: 'Medium',
    isSeverityStated: true,
    tactics: ['TA0002'],
    techniques: [],
    action: 'unknown',
    isIncident: false,
    entities: [host('web01')],
    remediationSteps: [],
    ...changes,
  };
}

export function host(name: string): FusionEntity {
  return { kind: 'host', key: `host:${name}`, name, role: 'target' };
}

export function source(address: string): FusionEntity {
  return { kind: 'ip', key: `ip:${address}`, name: address, role: 'source' };
}

export function account(name: string): FusionEntity {
  return { kind: 'account', key: `account:${name}`, name };
}
