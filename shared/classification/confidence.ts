import type { ConfidenceEffect, Reason } from '../model/reason';
import { SEVERITIES, type Severity } from '../model/severity';

/**
 * The two confidences from which a severity follows, as log-odds: evidence adds up. Defender for Cloud defines its levels by them: confidence in the
 * finding or analytic, and confidence that there was malicious intent. Source: Microsoft Learn, "Security alerts and incidents" (see NOTICE).
 */
export type Confidences = ConfidenceEffect;

/** What each level asks for at least, the highest first; what reaches none is Informational. Confidences 0 to 1. */
export const SEVERITY_TABLE: readonly { severity: Severity; analytic: number; malice: number }[] = [
  { severity: 'High', analytic: 0.75, malice: 0.75 },
  { severity: 'Medium', analytic: 0.35, malice: 0.45 },
  { severity: 'Low', analytic: 0, malice: 0.15 },
];

/** The level of two confidences by the table. */
export function severityOf({ analytic, malice }: Confidences): Severity {
  const [a, m] = [probability(analytic), probability(malice)];
  return SEVERITY_TABLE.find((row) => a >= row.analytic && m >= row.malice)?.severity ?? 'Informational';
}

/** Where a level lies when it is all that is known: well inside of its part of the table. */
const CENTRES: Readonly<Record<Severity, Confidences>> = {
  High: { analytic: 2.2, malice: 2.2 },
  Medium: { analytic: 0.6, malice: 0.7 },
  Low: { analytic: 0.4, malice: -1 },
  Informational: { analytic: 0.4, malice: -2.6 },
};

export function confidencesOf(severity: Severity): Confidences {
  return CENTRES[severity];
}

/** Log-odds of malice below which an alert is Informational. */
export const LEAST_MALICE_OF_LOW = logOdds(0.15) + 1e-9;

/** Log-odds of malice just below what Medium asks for, in the two decimals that are shown. */
export const MOST_MALICE_OF_LOW = logOdds(0.44);

export function add(a: Confidences, b: Confidences): Confidences {
  return { analytic: a.analytic + b.analytic, malice: a.malice + b.malice };
}

export function scaled({ analytic, malice }: Confidences, factor: number): Confidences {
  return { analytic: analytic * factor, malice: malice * factor };
}

/** A confidence of 0 to 1 from log-odds. */
export function probability(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

export function logOdds(confidence: number): number {
  return Math.log(confidence / (1 - confidence));
}

/** What a reason did, in three decimals as it is stored and shown; the classification itself goes on without rounding. */
export function legible(reason: Reason): Reason {
  const { code, text, effect } = reason;
  if (effect === undefined) return reason;
  const [analytic, malice] = [thousandths(effect.analytic), thousandths(effect.malice)];
  return analytic === effect.analytic && malice === effect.malice ? reason : { code, text, effect: { analytic, malice } };
}

function thousandths(odds: number): number {
  return Math.round(odds * 1000) / 1000;
}

/** In two decimals, as it is stored and shown. */
export function rounded(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}

/** What a level asks for, in words. */
export function demandOf(severity: Severity): string {
  const index = SEVERITY_TABLE.findIndex((row) => row.severity === severity);
  const row = SEVERITY_TABLE[index];
  if (row === undefined) return `below the ${SEVERITY_TABLE.at(-1)?.malice} of malicious intent that ${SEVERITIES[1]} asks for`;
  return row.analytic === 0 ? `at least ${row.malice} of malicious intent` : `at least ${row.analytic} and ${row.malice}`;
}
