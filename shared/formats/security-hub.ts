import type { AlertStatus } from '../model/alert';
import { contentId, isSafeId } from '../model/content-id';
import { tacticsOfSequence, techniquesOfSequence } from './aws/attack-sequence';
import { findingId } from './aws/finding-id';
import { Fields, isObject, textOf } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { cut } from './limits';
import { at, objectsAt, textAt, textsAt } from './nested';
import { tacticsOfTypes } from './ocsf/attacks';
import { readEntities } from './security-hub/entities';
import { shownProperties, sourceAlert } from './source-alert';

const NAME = 'security-hub';

/** Findings in the AWS Security Finding Format (ASFF), alone or as EventBridge sends them from Security Hub. */
export const securityHub: AlertFormat = {
  name: NAME,
  aliases: ['asff', 'aws-security-hub'],
  recognises: (event) =>
    typeof event.ProductArn === 'string' &&
    (isObject(event.Severity) || isObject(event.FindingProviderFields)) &&
    event.AwsAccountId !== undefined,
  unwrap: (envelope) => {
    const findings = isObject(envelope.detail) ? envelope.detail.findings : undefined;
    return Array.isArray(findings) ? findings : undefined;
  },
  parse,
  subscriptionOf: () => undefined,
};

function parse(event: JsonObject, raw: string): Parsed {
  const finding = new Fields(event);
  const id = finding.requiredText('Id');
  const displayName = finding.requiredText('Title');
  const createdTime = finding.requiredTime('CreatedAt');
  const startTime = finding.time('FirstObservedAt') ?? createdTime;
  const revisedTime = finding.time('UpdatedAt') ?? createdTime;
  const endTime = finding.time('LastObservedAt') ?? startTime;
  if (finding.problem) return { ok: false, rejection: finding.problem };

  const own = textsAt(event, 'Types');
  const types = own.length > 0 ? own : textsAt(event, 'FindingProviderFields', 'Types');
  const known = findingId(id);
  const sequence = at(event, 'Detection', 'Sequence');
  const product = finding.text('ProductName') || textAt(event, 'ProductFields', 'aws/securityhub/ProductName') || 'Security Hub';
  return {
    ok: true,
    alert: sourceAlert({
      id: isSafeId(known) ? known : contentId(NAME, known),
      format: NAME,
      vendor: finding.text('CompanyName') || 'AWS',
      product,
      component: 'Security Hub',
      alertType: typeOf(product, types, finding.text('GeneratorId'), displayName),
      displayName,
      description: finding.text('Description'),
      vendorSeverity:
        textAt(event, 'Severity', 'Label') ||
        textAt(event, 'FindingProviderFields', 'Severity', 'Label') ||
        textAt(event, 'Severity', 'Normalized'),
      vendorTactics: [...new Set([...tacticsOfTypes(types), ...tacticsOfSequence(sequence)])],
      vendorTechniques: techniquesOfSequence(sequence),
      category: cut(types.join(', ')),
      action: ['NetworkConnectionAction', 'PortProbeAction'].some((name) => textAt(event, 'Action', name, 'Blocked') === 'true')
        ? 'blocked'
        : 'unknown',
      startTime,
      endTime,
      generatedTime: createdTime,
      revisedTime,
      status: statusOf(event),
      entities: readEntities(event),
      compromisedEntity: objectsAt(event, 'Resources').map((resource) => textAt(resource, 'Id'))[0] ?? '',
      alertUri: finding.text('SourceUrl'),
      remediationSteps: textsAt(event, 'Remediation', 'Recommendation', 'Text'),
      extendedProperties: shownProperties({
        account: finding.text('AwsAccountId'),
        region: finding.text('Region'),
        generator: finding.text('GeneratorId'),
        confidence: finding.text('Confidence'),
        criticality: finding.text('Criticality'),
        compliance: textAt(event, 'Compliance', 'Status'),
        verification: textOf(event.VerificationState),
      }),
      raw,
    }),
  };
}

/** GuardDuty's types lose a slash on their way into the hub: `Stealth:IAMUser-X` is `Stealth:IAMUser/X`. Other products' analytics are their generators. */
function typeOf(product: string, types: readonly string[], generator: string, title: string): string {
  const last = (types[0] ?? '').split('/').at(-1) ?? '';
  if (product === 'GuardDuty' && last !== '') return last.replace(/^(\w+:\w+)-/, '$1/');
  return generator || `${product}:${title}`.toLowerCase();
}

const STATUSES = new Map<string, AlertStatus>(Object.entries({ NOTIFIED: 'InProgress', RESOLVED: 'Resolved', SUPPRESSED: 'Dismissed' }));

function statusOf(event: JsonObject): AlertStatus {
  if (event.RecordState === 'ARCHIVED') return 'Resolved';
  return STATUSES.get(textAt(event, 'Workflow', 'Status')) ?? 'Active';
}
