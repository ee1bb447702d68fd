import { contentId, isSafeId } from '../model/content-id';
import { subscriptionOfResource } from '../model/subscription-id';
import { readActionWord } from './action';
import { findingId } from './aws/finding-id';
import { Fields, isObject, textOf } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { cut } from './limits';
import { objectAt, objectsAt, textAt, textsAt } from './nested';
import { readAttacks } from './ocsf/attacks';
import { readEntities } from './ocsf/entities';
import { CLASSES, dispositionOf, severityOf, statusOf } from './ocsf/vocabulary';
import { shownProperties, sourceAlert } from './source-alert';
import { typeOfName } from './type-of-name';

const NAME = 'ocsf';

/**
 * Findings in the Open Cybersecurity Schema Framework: Detection Finding (class 2004, OCSF 1.1 and later) and the Security Finding (2001) that came before.
 * Source of the numbers: schema.ocsf.io.
 */
export const ocsf: AlertFormat = {
  name: NAME,
  aliases: ['ocsf-finding', 'security-lake'],
  recognises: (event) => CLASSES.has(Number(event.class_uid)) && isObject(event.metadata),
  nearMiss: (event) =>
    typeof event.class_uid === 'number' && isObject(event.metadata)
      ? `an OCSF event of class ${event.class_uid} is neither a detection finding (2004) nor a security finding (2001)`
      : undefined,
  parse,
  subscriptionOf: (event) =>
    objectsAt(event, 'resources')
      .map((resource) => subscriptionOfResource(textAt(resource, 'uid')))
      .find((id) => id !== undefined),
};

function parse(event: JsonObject, raw: string): Parsed {
  const fields = new Fields(event);
  const name = isObject(event.finding_info) ? 'finding_info' : 'finding';
  const finding = new Fields(objectAt(event, name), undefined, `${name}.`);
  const time = fields.requiredInstant('time', 'time_dt');
  const displayName = finding.requiredText('title');
  const problem = fields.problem ?? finding.problem;
  if (problem) return { ok: false, rejection: problem };

  const moment = (...names: string[]) => finding.instant(...names);
  const startTime = moment('first_seen_time', 'first_seen_time_dt') ?? fields.instant('start_time', 'start_time_dt') ?? time;
  const endTime = moment('last_seen_time', 'last_seen_time_dt') ?? fields.instant('end_time', 'end_time_dt') ?? startTime;
  const generatedTime = moment('created_time', 'created_time_dt') ?? time;
  const attacks = readAttacks(event);
  const types = textsAt(finding.object, 'types');
  const product = objectAt(event, 'metadata', 'product');
  return {
    ok: true,
    alert: sourceAlert({
      id: idOf(event, finding),
      format: NAME,
      vendor: textAt(product, 'vendor_name') || 'unknown vendor',
      product: textAt(product, 'name') || 'unknown product',
      component: textAt(product, 'feature', 'name'),
      alertType: typeOf(event, finding, types, displayName),
      displayName,
      description: finding.text('desc') || fields.text('message'),
      vendorSeverity: severityOf(event),
      vendorTactics: attacks.tactics,
      vendorTechniques: attacks.techniques,
      category: cut(types.join(', ')),
      action: dispositionOf(event) ?? readActionWord(fields.text('disposition') || fields.text('action')),
      startTime,
      endTime,
      generatedTime,
      revisedTime: Math.max(time, moment('modified_time', 'modified_time_dt') ?? 0),
      status: statusOf(event),
      entities: readEntities(event),
      compromisedEntity:
        textAt(event, 'device', 'hostname') ||
        objectsAt(event, 'resources').map((one) => textAt(one, 'name') || textAt(one, 'uid'))[0] ||
        '',
      resourceIds: objectsAt(event, 'resources')
        .map((one) => textAt(one, 'uid'))
        .filter((id) => /^\/?subscriptions\//i.test(id)),
      alertUri: finding.text('src_url'),
      remediationSteps: textsAt(event, 'remediation', 'desc'),
      extendedProperties: shownProperties({
        class: CLASSES.get(Number(event.class_uid)) ?? '',
        confidence: textOf(event.confidence) || textOf(event.confidence_score),
        impact: textOf(event.impact),
        'risk level': textOf(event.risk_level),
        account: textAt(event, 'cloud', 'account', 'uid'),
        region: textAt(event, 'cloud', 'region'),
        message: fields.text('message'),
      }),
      raw,
    }),
  };
}

function idOf(event: JsonObject, finding: Fields): string {
  const uid = findingId(finding.text('uid') || textAt(event, 'metadata', 'uid'));
  if (uid === '') return contentId(NAME, JSON.stringify(event));
  return isSafeId(uid) ? uid : contentId(NAME, uid);
}

/** The analytic by its id or name, else the finding's own type. */
function typeOf(event: JsonObject, finding: Fields, types: readonly string[], displayName: string): string {
  const analytic = objectAt(isObject(finding.object.analytic) ? finding.object : event, 'analytic');
  const product = textAt(event, 'metadata', 'product', 'name') || NAME;
  const named = textAt(analytic, 'uid') || textAt(analytic, 'name') || types.at(-1);
  return named === undefined || named === '' ? typeOfName(product.toLowerCase(), displayName) : named;
}
