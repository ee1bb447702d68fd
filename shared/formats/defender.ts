import type { SourceAlert } from '../model/alert';
import { contentId, isSafeId } from '../model/content-id';
import { readEntities } from './defender/entities';
import { readAction, readIntent, readStatus } from './defender/evidence';
import { property } from './defender/property';
import { resourceIdsOf, subscriptionOfAlert } from './defender/resources';
import { exactly, Fields, isObject, textMapOf, textsOf } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { LIMITS } from './limits';
import { readTechniques } from './techniques';

const NAME = 'defender';

/**
 * Alerts of Microsoft Defender for Cloud in both shapes: continuous export (`SystemAlertId`, ...) and the resource of Azure's REST API
 * (`{ id, name, type, properties: { systemAlertId, ... } }`, or its properties alone).
 */
export const defender: AlertFormat = {
  name: NAME,
  aliases: ['defender-for-cloud', 'mdc', 'securityalert-export'],
  recognises: (event) => {
    const alert = alertIn(event);
    let known = 0;
    for (const name of IDENTIFYING) if (property(alert, name) !== undefined) known++;
    return known >= 2 && !isCopy(event, alert);
  },
  parse,
  subscriptionOf: (event) => subscriptionOfAlert(alertIn(event), event),
};

/** An event with two of these is an alert of Defender's; which one is missing then is for `parse` to say. */
const IDENTIFYING = ['SystemAlertId', 'AlertType', 'AlertDisplayName', 'StartTimeUtc'];

/** Sentinel and the tables of Log Analytics keep copies of such alerts in shapes of their own. */
function isCopy(event: JsonObject, alert: JsonObject): boolean {
  if (event.kind === 'SecurityAlert' || event.Type === 'SecurityAlert' || event.AlertSeverity !== undefined) return true;
  const { Entities = alert.entities, ExtendedProperties = alert.extendedProperties } = alert;
  return typeof Entities === 'string' || typeof ExtendedProperties === 'string';
}

function alertIn(event: JsonObject): JsonObject {
  const properties = event.Properties ?? event.properties;
  return isObject(properties) ? properties : event;
}

function parse(event: JsonObject, raw: string): Parsed {
  const object = alertIn(event);
  const alert = new Fields(object, isPascalCase(object) ? exactly : property, object === event ? '' : 'properties.');

  const systemAlertId = readId(alert, event);
  const alertType = alert.requiredText('AlertType');
  const displayName = alert.requiredText('AlertDisplayName');
  const startTime = alert.requiredTime('StartTimeUtc');
  const endTime = alert.time('EndTimeUtc') ?? startTime;
  const processedTime = alert.time('ProcessingEndTimeUtc', 'ProcessingEndTime');
  const generatedTime = alert.time('TimeGeneratedUtc', 'TimeGenerated') ?? processedTime ?? endTime;
  if (alert.problem) return { ok: false, rejection: alert.problem };

  const extendedProperties = textMapOf(alert.value('ExtendedProperties'));
  const resourceIds = resourceIdsOf(object);
  return {
    ok: true,
    alert: {
      id: isSafeId(systemAlertId) ? systemAlertId : contentId(NAME, systemAlertId),
      format: NAME,
      vendor: alert.text('VendorName') || 'Microsoft',
      product: alert.text('ProductName') || 'Microsoft Defender for Cloud',
      component: alert.text('ProductComponentName'),
      alertType,
      displayName,
      description: alert.text('Description'),
      vendorSeverity: alert.text('Severity'),
      vendorTactics: readIntent(alert.text('Intent')),
      vendorTechniques: readTechniques(alert.value('Techniques'), alert.value('SubTechniques')),
      category: '',
      action: readAction(extendedProperties),
      startTime,
      endTime: Math.max(startTime, endTime),
      generatedTime,
      revisedTime: processedTime ?? generatedTime,
      status: readStatus(alert.text('Status')),
      entities: readEntities(alert.list('Entities'), resourceIds),
      compromisedEntity: alert.text('CompromisedEntity'),
      resourceIds,
      isIncident: alert.text('IsIncident').toLowerCase() === 'true',
      correlationKey: alert.text('CorrelationKey'),
      alertUri: alert.text('AlertUri'),
      remediationSteps: readSteps(alert.value('RemediationSteps')),
      extendedLinks: alert.list('ExtendedLinks').slice(0, LIMITS.members).filter(isObject).map(textMapOf),
      extendedProperties,
      raw,
    } satisfies SourceAlert,
  };
}

/** Whether it is spelled as continuous export does throughout: then no name needs a second look. */
function isPascalCase(alert: JsonObject): boolean {
  return IDENTIFYING.every((name) => alert[name] !== undefined);
}

/** The alert's id; a resource bears it as its name too. */
function readId(alert: Fields, event: JsonObject): string {
  const id = alert.value('SystemAlertId');
  if (typeof id === 'string' && id.trim() !== '') return id;
  const name = event === alert.object ? undefined : property(event, 'Name');
  return id === undefined && typeof name === 'string' && name !== '' ? name : alert.requiredText('SystemAlertId');
}

/** A list, or in older alerts one text. */
function readSteps(steps: unknown): string[] {
  return textsOf(typeof steps === 'string' ? [steps] : steps);
}
