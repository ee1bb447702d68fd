import type { AlertStatus } from '../model/alert';
import { contentId, isSafeId } from '../model/content-id';
import { subscriptionOfResource } from '../model/subscription-id';
import { readActionWord } from './action';
import { readEntities } from './defender/entities';
import { Fields, textMapOf, textsOf } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { textsAt } from './nested';
import { sourceAlert } from './source-alert';
import { readTactics } from './tactics';
import { readTechniques } from './techniques';
import { readTime } from './time';
import { typeOfName } from './type-of-name';

const NAME = 'generic';

/**
 * The form for every product without a format of its own. Required: `title`, `time` (ISO 8601, or counted from 1970) and `product`. Optional: `id`, `vendor`,
 * `type` (the analytic), `description`, `severity` (a word, or the product's own level), `tactics` and `techniques` (lists of ATT&CK ids or names), `category`,
 * `action` (what was done: blocked, allowed, quarantined), `endTime`, `status`, `entities` (in the shape of Defender's: `{ "type": "host", "hostName": ... }`),
 * `resourceIds`, `url`, `remediationSteps` and `properties` (a map, for people).
 */
export const generic: AlertFormat = {
  name: NAME,
  aliases: ['sinter', 'custom'],
  recognises: (event) => typeof event.title === 'string' && typeof event.product === 'string' && readTime(event.time) !== undefined,
  nearMiss: (event) => (REQUIRED.filter((name) => event[name] !== undefined).length > 1 ? problemOf(new Fields(event)) : undefined),
  parse,
  subscriptionOf: (event) =>
    textsAt(event, 'resourceIds')
      .map(subscriptionOfResource)
      .find((id) => id !== undefined),
};

const REQUIRED = ['title', 'time', 'product'];

/** For an event with two of the required fields, what is wrong with the third, or with one of them. */
function problemOf(alert: Fields): string | undefined {
  readRequired(alert);
  return alert.problem && `in the generic form, ${alert.problem.detail}`;
}

/** Notes the first problem, if any. */
function readRequired(alert: Fields): { displayName: string; product: string; startTime: number } {
  return { displayName: alert.requiredText('title'), product: alert.requiredText('product'), startTime: alert.requiredInstant('time') };
}

const STATUSES = new Map<string, AlertStatus>(Object.entries({ inprogress: 'InProgress', resolved: 'Resolved', dismissed: 'Dismissed' }));

function parse(event: JsonObject, raw: string): Parsed {
  const alert = new Fields(event);
  const { displayName, product, startTime } = readRequired(alert);
  const endTime = alert.instant('endTime') ?? startTime;
  if (alert.problem) return { ok: false, rejection: alert.problem };

  const id = alert.text('id');
  const resourceIds = textsAt(event, 'resourceIds');
  return {
    ok: true,
    alert: sourceAlert({
      id: isSafeId(id) ? id : contentId(NAME, id || JSON.stringify(event)),
      format: NAME,
      vendor: alert.text('vendor') || product,
      product,
      alertType: alert.text('type') || typeOfName(product.toLowerCase(), displayName),
      displayName,
      description: alert.text('description'),
      vendorSeverity: alert.text('severity'),
      vendorTactics: readTactics(textsAt(event, 'tactics')),
      vendorTechniques: readTechniques(textsAt(event, 'techniques')),
      category: alert.text('category'),
      action: readActionWord(alert.text('action')),
      startTime,
      endTime,
      status: STATUSES.get(alert.text('status').toLowerCase()) ?? 'Active',
      entities: readEntities(alert.list('entities'), resourceIds),
      resourceIds,
      alertUri: alert.text('url'),
      remediationSteps: textsOf(alert.value('remediationSteps')),
      extendedProperties: textMapOf(alert.value('properties')),
      raw,
    }),
  };
}
