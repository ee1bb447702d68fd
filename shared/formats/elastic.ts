import type { AlertStatus } from '../model/alert';
import { contentId, isSafeId } from '../model/content-id';
import { readActionWord } from './action';
import { analyticOf } from './elastic/analytic';
import { EcsDocument, sourceOf } from './elastic/document';
import { readEntities } from './elastic/entities';
import { readThreat } from './elastic/threat';
import { isObject } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { objectsAt } from './nested';
import { shownProperties, sourceAlert } from './source-alert';

const NAME = 'elastic';

/**
 * Alerts in the Elastic Common Schema: those of Elastic Security's detection engine (`kibana.alert.*`, and `signal.*` before 8.0), and events which a product
 * sends as alerts (`event.kind: alert`). With dots in the names or nested, alone or as a hit of a search.
 */
export const elastic: AlertFormat = {
  name: NAME,
  aliases: ['ecs', 'kibana', 'elastic-security'],
  recognises,
  unwrap: (envelope) => {
    const hits = isObject(envelope.hits) ? objectsAt(envelope, 'hits', 'hits') : [];
    return hits.length > 0 ? hits : undefined;
  },
  parse,
  subscriptionOf: () => undefined,
};

function recognises(event: JsonObject): boolean {
  const source = sourceOf(event);
  if (source['@timestamp'] === undefined) return false;
  if (source['kibana.alert.rule.name'] !== undefined || source['kibana.alert.uuid'] !== undefined) return true;
  const kind = isObject(source.event) ? source.event.kind : source['event.kind'];
  return (
    kind === 'alert' ||
    kind === 'signal' ||
    (Array.isArray(kind) && kind[0] === 'signal') ||
    (isObject(source.kibana) && isObject(source.kibana.alert))
  );
}

const STATUSES = new Map<string, AlertStatus>(
  Object.entries({
    open: 'Active',
    acknowledged: 'InProgress',
    'in-progress': 'InProgress',
    closed: 'Resolved',
  }),
);

function parse(event: JsonObject, raw: string): Parsed {
  const document = new EcsDocument(event);
  const raisedTime = document.time('@timestamp');
  const analytic = analyticOf(document);
  if (raisedTime === undefined) return invalid('@timestamp: expected an ISO 8601 or epoch time of the years 1990 to 2099');
  if (analytic.displayName === '')
    return invalid('kibana.alert.rule.name: expected the name of the rule here, in rule.name or in message, found nothing');

  const id = document.text('kibana.alert.uuid', '_id', 'event.id');
  const startTime = document.time('kibana.alert.original_time', 'signal.original_time', 'event.start') ?? raisedTime;
  const entities = readEntities(document);
  return {
    ok: true,
    alert: sourceAlert({
      id: id === '' ? contentId(NAME, JSON.stringify(event)) : isSafeId(id) ? id : contentId(NAME, id),
      format: NAME,
      ...analytic,
      ...readThreat(document),
      action: readActionWord(document.text('suricata.eve.alert.action') || outcomeOf(document)),
      startTime,
      endTime: document.time('event.end') ?? startTime,
      generatedTime: raisedTime,
      revisedTime: document.time('kibana.alert.workflow_status_updated_at', 'kibana.alert.last_detected') ?? raisedTime,
      status: STATUSES.get(document.text('kibana.alert.workflow_status', 'signal.status')) ?? 'Active',
      entities,
      compromisedEntity: document.text('host.name', 'host.hostname', 'user.name', 'destination.ip'),
      alertUri: document.text('kibana.alert.url', 'event.url'),
      correlationKey: document.text('kibana.alert.group.id'),
      extendedProperties: shownProperties({
        reason: document.text('kibana.alert.reason'),
        'risk score': document.text('kibana.alert.risk_score', 'signal.rule.risk_score', 'event.risk_score'),
        'rule type': document.text('kibana.alert.rule.type', 'signal.rule.type'),
        'building block': document.text('kibana.alert.building_block_type'),
        'event action': document.text('event.action'),
        'event dataset': document.text('event.dataset'),
        'event outcome': document.text('event.outcome'),
      }),
      raw,
    }),
  };
}

function invalid(detail: string): Parsed {
  return { ok: false, rejection: { code: 'InvalidField', detail } };
}

/** `event.type` holds words such as `denied` and `allowed`. */
function outcomeOf(document: EcsDocument): string {
  return document.texts('event.type').find((type) => /^(?:denied|allowed)$/.test(type)) ?? '';
}
