import { createHash } from 'node:crypto';
import type { SampleAlert, SampleEntity } from './sample-alert';

const MINUTE_MS = 60_000;

/** Between what happened, the alert, and its export. */
const GENERATED_AFTER_MS = 40_000;
const EXPORTED_AFTER_MS = 55_000;

/** An alert as the continuous export of Defender for Cloud sends it, at `now` (epoch milliseconds). `index` tells it from others like it. */
export function toExport(alert: SampleAlert, index: number, now: number): Record<string, unknown> {
  const start = now - alert.minutesAgo * MINUTE_MS;
  const systemAlertId = idOf(`${index} ${alert.type} ${start}`);
  const [compromised] = alert.entities;
  return {
    VendorName: 'Microsoft',
    ProductName: 'Microsoft Defender for Cloud',
    ProductComponentName: alert.plan,
    AlertType: alert.type,
    SystemAlertId: systemAlertId,
    AlertDisplayName: alert.title,
    Description: alert.description,
    Severity: alert.severity,
    Status: 'New',
    Intent: alert.intent,
    IsIncident: false,
    StartTimeUtc: time(start),
    EndTimeUtc: time(start),
    TimeGenerated: time(start + GENERATED_AFTER_MS),
    ProcessingEndTime: time(start + EXPORTED_AFTER_MS),
    CompromisedEntity: String(compromised?.HostName ?? compromised?.Name ?? lastSegment(alert.on)),
    AzureResourceId: alert.on,
    ResourceIdentifiers: [{ Type: 'AzureResource', AzureResourceId: alert.on }],
    ExtendedProperties: { ...alert.properties },
    RemediationSteps: ['Find out who or what has done this.', 'If nobody knows, isolate the resource and change its credentials.'],
    AlertUri: `https://portal.example.com/alerts/${systemAlertId}`,
    Entities: withReferences(alert.entities),
  };
}

/** Writes each entity once, with an `$id`; wherever it is spoken of again there is a `$ref` to it. */
export function withReferences(entities: readonly SampleEntity[]): unknown[] {
  const ids = new Map<object, string>();
  const write = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(write);
    if (typeof value !== 'object' || value === null) return value;
    const known = ids.get(value);
    if (known !== undefined) return { $ref: known };
    const $id = String(ids.size + 1);
    ids.set(value, $id);
    return { $id, ...Object.fromEntries(Object.entries(value).map(([name, member]) => [name, write(member)])) };
  };
  return entities.map(write);
}

/** In the form of Defender's ids: digits that count, an underscore and a UUID. */
function idOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  const uuid = hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  return `2517${BigInt(`0x${hash.slice(32, 46)}`)
    .toString()
    .padStart(17, '0')
    .slice(0, 15)}_${uuid}`;
}

function time(epoch: number): string {
  return new Date(epoch).toISOString();
}

function lastSegment(resourceId: string): string {
  return resourceId.slice(resourceId.lastIndexOf('/') + 1);
}
