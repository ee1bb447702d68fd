import { contentId, isSafeId } from '../model/content-id';
import { readEntities } from './falco/entities';
import { Fields, isObject } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { cut } from './limits';
import { objectAt, textAt, textsAt } from './nested';
import { shownProperties, sourceAlert } from './source-alert';
import { readTactics } from './tactics';
import { readTechniques } from './techniques';

const NAME = 'falco';

/** Alerts of Falco as its JSON output, and Falcosidekick, write them. */
export const falco: AlertFormat = {
  name: NAME,
  aliases: ['falcosidekick'],
  recognises: (event) => typeof event.rule === 'string' && typeof event.priority === 'string' && isObject(event.output_fields),
  parse,
  subscriptionOf: () => undefined,
};

function parse(event: JsonObject, raw: string): Parsed {
  const alert = new Fields(event);
  const rule = alert.requiredText('rule');
  const startTime = alert.requiredInstant('time');
  if (alert.problem) return { ok: false, rejection: alert.problem };

  const uuid = alert.text('uuid');
  const tags = textsAt(event, 'tags');
  const told = objectAt(event, 'output_fields');
  const shown = Object.keys(told).slice(0, SHOWN);
  return {
    ok: true,
    alert: sourceAlert({
      id: isSafeId(uuid) ? uuid : contentId(NAME, JSON.stringify(event)),
      format: NAME,
      vendor: 'Falco',
      product: 'Falco',
      component: alert.text('source'),
      alertType: `falco:${rule.toLowerCase()}`,
      displayName: rule,
      description: alert.text('output'),
      vendorSeverity: alert.text('priority'),
      vendorTactics: readTactics(tags.map((tag) => tag.replace(/^mitre_/, ''))),
      vendorTechniques: readTechniques(tags),
      category: cut(tags.join(',')),
      startTime,
      entities: readEntities(alert.text('hostname'), told),
      compromisedEntity: textAt(told, 'k8s.pod.name') || textAt(told, 'container.name') || alert.text('hostname'),
      extendedProperties: shownProperties(Object.fromEntries(shown.map((name) => [cut(name), textAt(told, name)]))),
      raw,
    }),
  };
}

/** Fields shown beside the alert. */
const SHOWN = 60;
