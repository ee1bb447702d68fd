import type { SourceAlert } from '../../model/alert';
import type { Severity } from '../../model/severity';
import { confidencesOf } from '../confidence';
import type { LevelRule } from '../rule';
import { levelOn, readSeverityWord, scaleOf } from './vendor-scales';

/** The vendor's own word, or number on the scale of its product. */
export const vendorLevel: LevelRule = (alert) => {
  const found = ofWord(alert) ?? ofNumber(alert);
  if (found === undefined) return undefined;
  const confidences = confidencesOf(found.severity);
  return { confidences, weighed: [], reasons: [{ code: found.code, text: found.text, effect: confidences }] };
};

interface Found {
  severity: Severity;
  code: string;
  text: string;
}

function ofWord({ vendorSeverity, product }: SourceAlert): Found | undefined {
  const severity = readSeverityWord(vendorSeverity);
  return severity && { severity, code: 'severity.vendor-word', text: `${product} calls it ${vendorSeverity}.` };
}

const NUMBER = /^\d{1,3}(?:\.\d{1,4})?$/;

function ofNumber(alert: SourceAlert): Found | undefined {
  const text = alert.vendorSeverity.trim();
  if (!NUMBER.test(text)) return undefined;
  const scale = scaleOf(alert, Number(text));
  const severity = levelOn(scale, Number(text));
  return severity && { severity, code: 'severity.vendor-level', text: `${alert.product} rates it ${text} (${scale.name}): ${severity}.` };
}
