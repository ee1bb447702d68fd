import type { SourceAlert } from '../../model/alert';
import { typeOfName } from '../type-of-name';
import type { EcsDocument } from './document';

type Analytic = Pick<
  SourceAlert,
  'vendor' | 'product' | 'component' | 'alertType' | 'displayName' | 'description' | 'vendorSeverity' | 'category'
>;

/** Which analytic fired: a rule of Elastic's detection engine, or one of the product whose alert was shipped. */
export function analyticOf(document: EcsDocument): Analytic {
  const rule = document.text('kibana.alert.rule.name', 'signal.rule.name');
  return rule === '' ? ofProduct(document) : ofDetectionEngine(document, rule);
}

function ofDetectionEngine(document: EcsDocument, displayName: string): Analytic {
  return {
    vendor: 'Elastic',
    product: 'Elastic Security',
    component: document.text('kibana.alert.rule.type', 'signal.rule.type'),
    alertType:
      document.text(
        'kibana.alert.rule.rule_id',
        'kibana.alert.rule.parameters.rule_id',
        'signal.rule.rule_id',
        'kibana.alert.rule.uuid',
        'signal.rule.id',
      ) || typeOfName('elastic', displayName),
    displayName,
    description: document.text('kibana.alert.rule.description', 'signal.rule.description', 'kibana.alert.reason'),
    vendorSeverity: document.text('kibana.alert.severity', 'kibana.alert.rule.severity', 'signal.rule.severity'),
    category: document.text('kibana.alert.rule.category', 'event.category'),
  };
}

function ofProduct(document: EcsDocument): Analytic {
  const module = document.text('event.module', 'event.provider');
  const displayName = document.text('rule.name', 'rule.description', 'suricata.eve.alert.signature', 'message');
  const ruleId = document.text('rule.id', 'rule.uuid', 'event.code');
  const common = {
    component: document.text('event.dataset'),
    displayName,
    description: document.text('event.reason', 'rule.description', 'message'),
    category: document.text('rule.category', 'event.category'),
  };
  if (module === 'suricata') {
    const alertType = ruleId === '' ? typeOfName('suricata', displayName) : `suricata:1:${ruleId}`;
    return {
      ...common,
      vendor: 'OISF',
      product: 'Suricata',
      alertType,
      vendorSeverity: document.text('suricata.eve.alert.severity', 'event.severity'),
    };
  }
  const product = document.text('observer.product') || module || 'Elastic';
  return {
    ...common,
    vendor: document.text('observer.vendor') || module || 'Elastic',
    product,
    alertType: ruleId === '' ? typeOfName(product.toLowerCase(), displayName) : `${product}:${ruleId}`.toLowerCase(),
    vendorSeverity: document.text('log.level', 'event.severity'),
  };
}
