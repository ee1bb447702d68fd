import { contentId, isSafeId } from '../model/content-id';
import { Fields, isObject } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { cut } from './limits';
import { objectAt, textAt, textsAt } from './nested';
import { readEntities } from './scc/entities';
import { techniquesOf } from './scc/techniques';
import { shownProperties, sourceAlert } from './source-alert';
import { readTactics } from './tactics';

const NAME = 'google-scc';

/** Findings of Google Cloud's Security Command Center: as its notifications send them (`finding` beside `resource`), as its API lists them, or alone. */
export const scc: AlertFormat = {
  name: NAME,
  aliases: ['scc', 'security-command-center'],
  recognises: (event) => {
    const finding = findingIn(event);
    return typeof finding.category === 'string' && typeof finding.name === 'string' && /\/findings\/[^/]+$/.test(finding.name);
  },
  unwrap: (envelope) => (Array.isArray(envelope.listFindingsResults) ? envelope.listFindingsResults : undefined),
  parse,
  subscriptionOf: () => undefined,
};

function findingIn(event: JsonObject): JsonObject {
  return isObject(event.finding) ? event.finding : event;
}

function parse(event: JsonObject, raw: string): Parsed {
  const object = findingIn(event);
  const finding = new Fields(object, undefined, object === event ? '' : 'finding.');
  const name = finding.requiredText('name');
  const category = finding.requiredText('category');
  const startTime = finding.time('eventTime', 'createTime') ?? finding.requiredTime('eventTime');
  const createTime = finding.time('createTime') ?? startTime;
  if (finding.problem) return { ok: false, rejection: finding.problem };

  const id = name.slice(name.lastIndexOf('/') + 1);
  const mitre = objectAt(object, 'mitreAttack');
  const tactics = readTactics(textsAt(mitre, 'primaryTactic'), textsAt(mitre, 'additionalTactics'));
  return {
    ok: true,
    alert: sourceAlert({
      id: isSafeId(id) ? id : contentId(NAME, name),
      format: NAME,
      vendor: 'Google',
      product: 'Security Command Center',
      component: finding.text('parentDisplayName') || textAt(object, 'sourceProperties', 'detectionCategory', 'subRuleName'),
      alertType: `scc:${category.toLowerCase()}`,
      displayName: category,
      description: finding.text('description'),
      vendorSeverity: finding.text('severity'),
      vendorTactics: tactics.length > 0 ? tactics : readTactics(category.split(':', 1)),
      vendorTechniques: techniquesOf(mitre),
      category: finding.text('findingClass'),
      startTime,
      generatedTime: createTime,
      revisedTime: Math.max(startTime, createTime),
      status: finding.text('state') === 'INACTIVE' ? 'Resolved' : finding.text('mute') === 'MUTED' ? 'Dismissed' : 'Active',
      entities: readEntities(object),
      compromisedEntity: finding.text('resourceName'),
      alertUri: finding.text('externalUri'),
      remediationSteps: textsAt(object, 'nextSteps'),
      extendedProperties: shownProperties({
        project: textAt(event, 'resource', 'projectDisplayName') || textAt(event, 'resource', 'gcpMetadata', 'projectDisplayName'),
        'resource type': textAt(event, 'resource', 'type'),
        techniques: cut([...textsAt(mitre, 'primaryTechniques'), ...textsAt(mitre, 'additionalTechniques')].join(', ')),
        method: textAt(object, 'access', 'methodName'),
        service: textAt(object, 'access', 'serviceName'),
        'user agent': textAt(object, 'access', 'userAgent'),
      }),
      raw,
    }),
  };
}
