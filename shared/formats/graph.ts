import type { AlertStatus } from '../model/alert';
import { contentId, isSafeId } from '../model/content-id';
import { readSubscriptionId, subscriptionOfResource } from '../model/subscription-id';
import { Fields, isObject, textsOf } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { readAction, readEntities } from './graph/evidence';
import { LIMITS } from './limits';
import { at, objectAt, textAt } from './nested';
import { shownProperties, sourceAlert } from './source-alert';
import { readTactics } from './tactics';
import { readTechniques } from './techniques';
import { typeOfName } from './type-of-name';

const NAME = 'graph';

/** Alerts of Microsoft Graph's security API (`/security/alerts_v2`), which Defender XDR sends too. */
export const graph: AlertFormat = {
  name: NAME,
  aliases: ['microsoft-graph', 'alerts_v2', 'defender-xdr'],
  recognises: (event) =>
    event['@odata.type'] === '#microsoft.graph.security.alert' ||
    (typeof event.serviceSource === 'string' && typeof event.detectionSource === 'string') ||
    (typeof event.title === 'string' && typeof event.createdDateTime === 'string' && Array.isArray(event.evidence)),
  nearMiss: ({ category }) =>
    typeof category === 'string' && /^AdvancedHunting-Alert(?:Info|Evidence)$/.test(category)
      ? `a row of ${category}: the streaming API spreads an alert over rows of two tables, of which none is an alert; Graph's alerts_v2 has it whole`
      : undefined,
  parse,
  subscriptionOf: (event) =>
    evidenceOf(event)
      .map(
        (evidence) => subscriptionOfResource(resourceOf(evidence)) ?? readSubscriptionId(textAt(evidence, 'vmMetadata', 'subscriptionId')),
      )
      .find((id) => id !== undefined),
};

function parse(event: JsonObject, raw: string): Parsed {
  const alert = new Fields(event);
  const id = alert.requiredText('id');
  const displayName = alert.requiredText('title');
  const createdTime = alert.requiredTime('createdDateTime');
  const startTime = alert.time('firstActivityDateTime') ?? createdTime;
  const endTime = alert.time('lastActivityDateTime') ?? startTime;
  const revisedTime = alert.time('lastUpdateDateTime') ?? createdTime;
  if (alert.problem) return { ok: false, rejection: alert.problem };

  const evidence = evidenceOf(event);
  const steps = alert.text('recommendedActions');
  return {
    ok: true,
    alert: sourceAlert({
      id: isSafeId(id) ? id : contentId(NAME, id),
      format: NAME,
      vendor: 'Microsoft',
      product: alert.text('productName') || productOf(alert.text('serviceSource')),
      component: alert.text('detectionSource'),
      alertType: textAt(event, 'additionalData', 'AlertType') || alert.text('detectorId') || typeOfName('microsoft', displayName),
      displayName,
      description: alert.text('description'),
      vendorSeverity: alert.text('severity'),
      vendorTactics: readTactics(alert.text('category')),
      vendorTechniques: readTechniques(alert.value('mitreTechniques')),
      category: alert.text('category'),
      action: readAction(evidence),
      startTime,
      endTime,
      generatedTime: createdTime,
      revisedTime,
      status: statusOf(alert.text('status'), alert.text('classification')),
      entities: readEntities(evidence),
      compromisedEntity: compromised(evidence),
      resourceIds: [...new Set(evidence.map(resourceOf).filter((one) => /^\/?subscriptions\//i.test(one)))].slice(0, LIMITS.members),
      correlationKey: alert.text('incidentId'),
      alertUri: alert.text('alertWebUrl'),
      remediationSteps: textsOf(steps.split(/\r?\n/)),
      extendedProperties: shownProperties({
        classification: alert.text('classification'),
        determination: alert.text('determination'),
        'threat family': alert.text('threatFamilyName'),
        'threat name': alert.text('threatDisplayName'),
        'actor name': alert.text('actorDisplayName'),
        'assigned to': alert.text('assignedTo'),
        'provider alert id': alert.text('providerAlertId'),
      }),
      raw,
    }),
  };
}

/** All of it: long alerts repeat themselves, and the list of entities has each thing once. */
function evidenceOf(event: JsonObject): JsonObject[] {
  return Array.isArray(event.evidence) ? event.evidence.filter(isObject) : [];
}

/** The resource that the evidence is, or which its device is. */
function resourceOf(evidence: JsonObject): string {
  return textAt(evidence, 'resourceId') || textAt(evidence, 'vmMetadata', 'resourceId');
}

/** `microsoftDefenderForEndpoint` as people write it. */
function productOf(service: string): string {
  const words = service.replace(/([a-z])(?=[A-Z])/g, '$1 ').replace(/^./, (letter) => letter.toUpperCase());
  return words || 'Microsoft Defender XDR';
}

function statusOf(status: string, classification: string): AlertStatus {
  if (status === 'resolved') return classification === 'falsePositive' ? 'Dismissed' : 'Resolved';
  return status === 'inProgress' ? 'InProgress' : 'Active';
}

/** The first device, else the first user. */
function compromised(evidence: readonly JsonObject[]): string {
  const device = evidence.map((one) => textAt(one, 'deviceDnsName')).find((name) => name !== '');
  const user = evidence.map((one) => at(objectAt(one, 'userAccount'), 'userPrincipalName')).find((name) => typeof name === 'string');
  return device ?? (typeof user === 'string' ? user : '');
}
