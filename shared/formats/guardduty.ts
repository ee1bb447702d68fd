import type { ActionTaken } from '../model/alert';
import { contentId, isSafeId } from '../model/content-id';
import { nameOfSequence, tacticsOfSequence, techniquesOfSequence } from './aws/attack-sequence';
import { tacticOfPurpose } from './aws/threat-purpose';
import { property } from './defender/property';
import { Fields, isObject, textOf } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { readEntities } from './guardduty/entities';
import { valueAt } from './guardduty/value-at';
import { shownProperties, sourceAlert } from './source-alert';
import { readTechniquesIn } from './techniques';

const NAME = 'guardduty';

/** Findings of Amazon GuardDuty: as EventBridge sends them (`detail`), as its export writes them, and in Pascal case as its API gives them. */
export const guardDuty: AlertFormat = {
  name: NAME,
  aliases: ['aws-guardduty', 'amazon-guardduty'],
  recognises: (event) => {
    const finding = findingIn(event);
    return (
      textOf(valueAt(finding, 'Service', 'ServiceName')).toLowerCase() === 'guardduty' && typeof property(finding, 'Type') === 'string'
    );
  },
  unwrap: (envelope) => (Array.isArray(envelope.Findings) ? envelope.Findings : undefined),
  parse,
  subscriptionOf: () => undefined,
};

function findingIn(event: JsonObject): JsonObject {
  return isObject(event.detail) ? event.detail : event;
}

function parse(event: JsonObject, raw: string): Parsed {
  const object = findingIn(event);
  const finding = new Fields(object, property, object === event ? '' : 'detail.');
  const alertType = finding.requiredText('Type');
  const displayName = finding.text('Title') || alertType;
  const id = finding.requiredText('Id');
  const generatedTime = finding.requiredTime('CreatedAt');
  const revisedTime = finding.time('UpdatedAt') ?? generatedTime;
  const service = new Fields(finding.child('Service') ?? {}, property, 'service.');
  const startTime = service.time('EventFirstSeen') ?? generatedTime;
  const problem = finding.problem ?? service.problem;
  if (problem) return { ok: false, rejection: problem };

  const tactic = tacticOfPurpose(alertType);
  const sequence = valueAt(object, 'Service', 'Detection', 'Sequence');
  return {
    ok: true,
    alert: sourceAlert({
      id: isSafeId(id) ? id : contentId(NAME, id),
      format: NAME,
      vendor: 'AWS',
      product: 'GuardDuty',
      component: service.text('FeatureName'),
      alertType,
      displayName,
      description: finding.text('Description'),
      vendorSeverity: finding.text('Severity'),
      vendorTactics: tactic === undefined ? tacticsOfSequence(sequence) : [tactic],
      vendorTechniques: [
        ...new Set([
          ...techniquesOfSequence(sequence),
          ...readTechniquesIn(alertType.startsWith('AttackSequence:') ? finding.text('Description') : ''),
        ]),
      ],
      category: alertType.slice(0, Math.max(0, alertType.indexOf(':'))),
      action: actionOf(object),
      startTime,
      endTime: service.time('EventLastSeen') ?? startTime,
      generatedTime,
      revisedTime,
      status: service.text('Archived') === 'true' ? 'Resolved' : 'Active',
      entities: readEntities(object),
      compromisedEntity:
        textOf(valueAt(object, 'Resource', 'InstanceDetails', 'InstanceId')) ||
        nameOfSequence(sequence) ||
        textOf(valueAt(object, 'Resource', 'ResourceType')),
      isIncident: alertType.startsWith('AttackSequence:'),
      extendedProperties: shownProperties({
        account: finding.text('AccountId'),
        region: finding.text('Region'),
        count: service.text('Count'),
        action: textOf(valueAt(object, 'Service', 'Action', 'ActionType')),
        api: textOf(valueAt(object, 'Service', 'Action', 'AwsApiCallAction', 'Api')),
        'resource role': service.text('ResourceRole'),
        confidence: finding.text('Confidence'),
      }),
      raw,
    }),
  };
}

function actionOf(finding: JsonObject): ActionTaken {
  const action = valueAt(finding, 'Service', 'Action');
  const blocked = [
    valueAt(action, 'NetworkConnectionAction', 'Blocked'),
    valueAt(action, 'PortProbeAction', 'Blocked'),
    valueAt(action, 'DnsRequestAction', 'Blocked'),
  ];
  if (blocked.includes(true)) return 'blocked';
  return blocked.includes(false) ? 'allowed' : 'unknown';
}
