import { contentId } from '../model/content-id';
import { readActionWord } from './action';
import { Fields, isObject, textOf, textsOf } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { cut } from './limits';
import { objectsAt } from './nested';
import { shownProperties, sourceAlert } from './source-alert';
import { readTactics } from './tactics';
import { readTechniques } from './techniques';
import { analyticOf } from './wazuh/analytic';
import { isOfCloud } from './wazuh/cloud';
import { readEntities } from './wazuh/entities';

const NAME = 'wazuh';

/** Alerts of the Wazuh manager: lines of `alerts.json`, and the same as the indexer keeps them, alone or as hits of a search. They name no subscription. */
export const wazuh: AlertFormat = {
  name: NAME,
  aliases: ['wazuh-alerts', 'ossec'],
  recognises,
  unwrap: (envelope) => {
    const { _source } = envelope;
    if (isObject(_source)) return recognises(_source) ? [_source] : undefined;
    const hits = isObject(envelope.hits) ? objectsAt(envelope, 'hits', 'hits') : [];
    return hits.length > 0 ? hits : undefined;
  },
  parse,
  subscriptionOf: () => undefined,
};

function recognises(event: JsonObject): boolean {
  return (
    isObject(event.rule) &&
    typeof event.rule.description === 'string' &&
    (isObject(event.agent) || isObject(event.manager)) &&
    event.event === undefined &&
    event.ecs === undefined
  );
}

function parse(event: JsonObject, raw: string): Parsed {
  const fields = new Fields(event);
  const rule = new Fields(fields.child('rule') ?? {}, undefined, 'rule.');
  const startTime = fields.requiredInstant('@timestamp', 'timestamp');
  rule.requiredText('description');
  const problem = fields.problem ?? rule.problem;
  if (problem) return { ok: false, rejection: problem };

  const data = fields.child('data') ?? {};
  const mitre = rule.child('mitre') ?? {};
  const agent = fields.child('agent') ?? {};
  return {
    ok: true,
    alert: sourceAlert({
      id: contentId(NAME, identityOf(fields, event)),
      format: NAME,
      ...analyticOf(rule, data),
      description: fields.text('full_log'),
      vendorTactics: readTactics(mitre.tactic),
      vendorTechniques: readTechniques(mitre.id),
      action: readActionWord(textOf(isObject(data.alert) ? data.alert.action : data.action)),
      startTime,
      entities: readEntities(fields, data),
      compromisedEntity: isOfCloud(data) ? '' : textOf(agent.name) || textOf(agent.ip),
      extendedProperties: shownProperties({
        agent: textOf(agent.name),
        location: fields.text('location'),
        decoder: textOf(fields.child('decoder')?.name),
        groups: cut(textsOf(rule.value('groups')).join(', ')),
        'rule id': rule.text('id'),
        'rule level': rule.text('level'),
        'times fired': rule.text('firedtimes'),
      }),
      raw,
    }),
  };
}

/** The manager numbers its alerts; without a number the content tells them apart. */
function identityOf(fields: Fields, event: JsonObject): string {
  const id = fields.text('id');
  const manager = textOf(fields.child('manager')?.name);
  const node = textOf(fields.child('cluster')?.node);
  return id === '' ? JSON.stringify(event) : [manager, node, id].join('\n');
}
