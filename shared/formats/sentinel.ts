import { defender } from './defender';
import { isObject, textsOf } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { objectAt, objectsAt, textAt } from './nested';
import { asDefenderEntities } from './sentinel/entities';

const NAME = 'sentinel';

/**
 * Alerts of Microsoft Sentinel as its API gives them for an incident (`kind` `SecurityAlert`), and the incidents that its automation rules send, with their
 * alerts and entities inside. The incident itself is not taken over: which alerts belong together is for fusion to say.
 */
export const sentinel: AlertFormat = {
  name: NAME,
  aliases: ['microsoft-sentinel', 'azure-sentinel'],
  recognises: (event) => event.kind === 'SecurityAlert' && isObject(event.properties),
  unwrap: alertsOfIncident,
  parse,
  subscriptionOf: (event) => defender.subscriptionOf(asResource(event)),
};

function parse(event: JsonObject, raw: string): Parsed {
  const parsed = defender.parse(asResource(event), raw);
  if (!parsed.ok) return parsed;
  const properties = objectAt(event, 'properties');
  const shown = Object.entries({
    confidenceLevel: textAt(properties, 'confidenceLevel'),
    confidenceScore: textAt(properties, 'confidenceScore'),
  });
  return {
    ok: true,
    alert: {
      ...parsed.alert,
      format: NAME,
      extendedProperties: { ...parsed.alert.extendedProperties, ...Object.fromEntries(shown.filter(([, text]) => text !== '')) },
    },
  };
}

/** The alert as a resource of Defender's, from whose shape this one descends. */
function asResource(event: JsonObject): JsonObject {
  const properties = objectAt(event, 'properties');
  const tactics = textsOf(properties.tactics).join(',');
  return {
    id: event.id,
    name: event.name,
    properties: {
      ...properties,
      alertUri: properties.alertLink ?? properties.alertUri,
      intent: tactics || properties.intent,
      entities: Array.isArray(event.relatedEntities) ? asDefenderEntities(event.relatedEntities) : properties.entities,
      extendedProperties: objectAt(properties, 'additionalData'),
    },
  };
}

/** Each alert in an incident, with the entities that the incident lists for all of them. */
function alertsOfIncident(envelope: JsonObject): JsonObject[] | undefined {
  const incident = isObject(envelope.object) ? envelope.object : envelope;
  const alerts = objectsAt(incident, 'properties', 'alerts');
  if (alerts.length === 0) return undefined;
  const relatedEntities = objectsAt(incident, 'properties', 'relatedEntities');
  return alerts.map((alert) => ({ ...alert, kind: alert.kind ?? 'SecurityAlert', relatedEntities }));
}
