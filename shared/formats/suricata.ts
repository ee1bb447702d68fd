import type { ActionTaken, SourceAlert } from '../model/alert';
import { contentId } from '../model/content-id';
import { readTactic, type TacticId } from '../model/tactic';
import { describe, Fields, isObject, textOf } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { cut, LIMITS } from './limits';
import { readEntities } from './suricata/entities';
import { readTechniques } from './techniques';
import { typeOfName } from './type-of-name';

const NAME = 'suricata';

/** Lists of addresses are cut into signatures of some dozen each: which of them an address fell into says nothing. */
const PART_OF_LIST = /\bgroup \d{1,5}\s*$/i;

/** Lines of Suricata's EVE log with `event_type` `alert`. They name no subscription: the hub or a property of the event must. */
export const suricata: AlertFormat = {
  name: NAME,
  aliases: ['suricata-eve', 'eve'],
  recognises: (event) => event.event_type === 'alert' && isObject(event.alert),
  nearMiss: (event) =>
    isOtherEve(event) ? `a line of Suricata's EVE log with event_type ${describe(event.event_type)} is no alert` : undefined,
  parse,
  subscriptionOf: () => undefined,
};

function isOtherEve(event: JsonObject): boolean {
  return typeof event.event_type === 'string' && typeof event.timestamp === 'string';
}

function parse(event: JsonObject, raw: string): Parsed {
  const fields = new Fields(event);
  const alert = new Fields(fields.child('alert') ?? {}, undefined, 'alert.');

  const time = fields.requiredTime('timestamp');
  const signatureId = alert.requiredInteger('signature_id');
  const displayName = alert.requiredText('signature');
  const problem = fields.problem ?? alert.problem;
  if (problem) return { ok: false, rejection: problem };

  const metadata = metadataOf(alert.child('metadata') ?? {});
  const category = alert.text('category');
  return {
    ok: true,
    alert: {
      id: contentId(NAME, JSON.stringify(event)),
      format: NAME,
      vendor: 'OISF',
      product: 'Suricata',
      component: '',
      alertType: PART_OF_LIST.test(displayName) ? typeOfName(NAME, displayName) : `suricata:${alert.text('gid') || '1'}:${signatureId}`,
      displayName,
      description: describeTraffic(fields, category),
      vendorSeverity: alert.text('severity'),
      vendorTactics: tacticsOf(metadata),
      vendorTechniques: readTechniques(metadata.get('mitre_technique_id'), metadata.get('mitre_sub_technique_id')),
      category,
      action: actionOf(alert.text('action')),
      startTime: time,
      endTime: time,
      generatedTime: time,
      revisedTime: time,
      status: 'Active',
      entities: readEntities(event, alert.object),
      compromisedEntity: textOf(alert.child('target')?.ip) || fields.text('dest_ip'),
      resourceIds: [],
      isIncident: false,
      correlationKey: '',
      alertUri: '',
      remediationSteps: [],
      extendedLinks: [],
      extendedProperties: extendedPropertiesOf(fields, metadata),
      raw,
    } satisfies SourceAlert,
  };
}

function actionOf(action: string): ActionTaken {
  return action === 'allowed' || action === 'blocked' ? action : 'unknown';
}

function describeTraffic(event: Fields, category: string): string {
  const from = endpoint(event.text('src_ip'), event.text('src_port'));
  const to = endpoint(event.text('dest_ip'), event.text('dest_port'));
  return [category, `${event.text('proto')} traffic from ${from} to ${to}`.trim()].filter((text) => text !== '').join(': ');
}

function endpoint(address: string, port: string): string {
  const host = address || 'an unknown address';
  return port === '' ? host : `${host} port ${port}`;
}

/** What the author of a signature wrote beside it: names with one or more values each. */
function metadataOf(metadata: JsonObject): Map<string, string[]> {
  const entries = Object.entries(metadata).slice(0, LIMITS.members);
  return new Map(entries.map(([name, value]) => [name.toLowerCase(), [value].flat().slice(0, LIMITS.members).map(textOf)]));
}

function tacticsOf(metadata: Map<string, string[]>): TacticId[] {
  const words = [...(metadata.get('mitre_tactic_id') ?? []), ...(metadata.get('mitre_tactic_name') ?? [])];
  return [...new Set(words.map(readTactic).filter((tactic) => tactic !== undefined))];
}

/** The facts about the traffic and the sensor that analysts ask for first. */
const SHOWN = ['proto', 'app_proto', 'src_port', 'dest_port', 'sensor_host', 'host', 'in_iface', 'community_id'];

function extendedPropertiesOf(event: Fields, metadata: Map<string, string[]>): Record<string, string> {
  const shown = SHOWN.map((name) => [name, event.text(name)] as const);
  const written = [...metadata].map(([name, values]) => [`metadata.${name}`, cut(values.join(', '))] as const);
  return Object.fromEntries([...shown, ...written].filter(([, text]) => text !== ''));
}
