import type { SourceAlert } from '../../model/alert';
import { type Fields, isObject, textOf, textsOf } from '../fields';
import type { JsonObject } from '../format';
import { cut } from '../limits';
import { typeOfName } from '../type-of-name';

type Analytic = Pick<SourceAlert, 'vendor' | 'product' | 'component' | 'alertType' | 'displayName' | 'vendorSeverity' | 'category'>;

/** How Wazuh's rule for Suricata's alerts begins its description. */
const HANDED_ON = /^Suricata: Alert - (?=\S)/;

/**
 * Which analytic fired. Suricata's alerts come through Wazuh under one rule: then the signature is the analytic, as if Suricata had sent the alert itself.
 * Wazuh's other remarks on them ("Multiple IDS alerts for same id.") are rules of its own.
 */
export function analyticOf(rule: Fields, data: JsonObject): Analytic {
  const description = rule.text('description').trim();
  return HANDED_ON.test(description) ? ofSuricata(description.replace(HANDED_ON, ''), data) : ofWazuh(description, rule);
}

function ofSuricata(name: string, data: JsonObject): Analytic {
  const alert = isObject(data.alert) ? data.alert : {};
  const id = textOf(alert.signature_id);
  return {
    vendor: 'OISF',
    product: 'Suricata',
    component: 'Wazuh',
    alertType: id === '' ? typeOfName('suricata', name) : `suricata:${textOf(alert.gid) || '1'}:${id}`,
    displayName: name,
    vendorSeverity: textOf(alert.severity),
    category: textOf(alert.category),
  };
}

function ofWazuh(description: string, rule: Fields): Analytic {
  const id = rule.text('id');
  return {
    vendor: 'Wazuh',
    product: 'Wazuh',
    component: '',
    alertType: id === '' ? typeOfName('wazuh', description) : `wazuh:${id}`,
    displayName: description,
    vendorSeverity: rule.text('level'),
    category: cut(textsOf(rule.value('groups')).join(',')),
  };
}
