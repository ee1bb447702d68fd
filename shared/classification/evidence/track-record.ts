import type { EvidenceRule } from '../rule';

/** Fewer verdicts say nothing about an analytic. */
const LEAST_VERDICTS = 5;
/** At most this far, however long the record. */
const MOST = 1.5;

/** What analysts found earlier alerts of the same analytic to be. */
export const trackRecord: EvidenceRule = (_alert, _found, { trackRecord: record }) => {
  if (record === undefined) return undefined;
  const { truePositives, benignPositives, falsePositives } = record;
  const verdicts = truePositives + benignPositives + falsePositives;
  if (verdicts < LEAST_VERDICTS) return undefined;
  const effect = {
    analytic: odds(truePositives + benignPositives, falsePositives),
    malice: odds(truePositives, benignPositives + falsePositives),
  };
  const text = `Of ${verdicts} earlier alerts of this analytic, analysts found ${truePositives} malicious, ${benignPositives} benign, ${falsePositives} false.`;
  return { effect, reason: { code: 'severity.track-record', text, effect } };
};

/** Halved, and with two made-up verdicts on either side, so that a short record does not shout. */
function odds(yes: number, no: number): number {
  const value = Math.log((yes + 2) / (no + 2)) / 2;
  return Math.round(Math.min(MOST, Math.max(-MOST, value)) * 100) / 100;
}
