import { classify } from '../../../shared/classification/classify';
import type { Classification } from '../../../shared/model/alert';
import { defenderExport, suricataAlert } from '../../support/sample-alerts';
import { alertOf } from '../formats/reading';

export function classifyDefender(changes: Record<string, unknown>): Classification {
  return classify(alertOf(defenderExport(changes)));
}

export function classifySuricata(alert: Record<string, unknown>, changes: Record<string, unknown> = {}): Classification {
  return classify(alertOf(suricataAlert(changes, alert)));
}

export function codesOf({ reasons }: Classification): string[] {
  return reasons.map(({ code }) => code);
}
