import type { SourceAlert } from '../../model/alert';
import { remember } from '../../model/remember';
import { MOST_MALICE_OF_LOW } from '../confidence';
import type { EvidenceRule } from '../rule';

/** One sign-in that failed: everybody mistypes a password. Several, or one at a time when nobody should, are for their own analytics to tell. */
const FAILED_SIGN_IN =
  /\b(?:log[- ]?[io]n|sign[- ]?in|authentication|password check)s?\b.{0,40}\bfail(?:ed|ure)?\b|\bfail(?:ed|ure)? (?:\w+ ){0,2}(?:log[- ]?[io]n|sign[- ]?in|authentication)\b/i;
const MORE_THAN_THAT =
  /\b(?:multiple|several|repeated|many|excessive|numerous|series|number of|times|followed|then|after|before|brute|spray|stuffing|burst|flood|spike|failures|logins|logons|sign-?ins|attempts|success\w*|unusual|anomal\w*|suspicious|mfa|disabled|root|admin\w*|external|public|malicious|risk\w*|conditional)\b/i;

const isFailedSignIn = remember((name: string): boolean => FAILED_SIGN_IN.test(name) && !MORE_THAN_THAT.test(name));

/** Wazuh's rules about alerts of an intrusion detection system say how many came, not what was found: that is in the alerts themselves. */
const COUNT_OF_ALERTS = /^(?:multiple ids (?:alerts|events)|first time this ids alert)\b/i;

const isCountOfAlerts = remember((name: string): boolean => COUNT_OF_ALERTS.test(name));

/** One level at most: a product that calls it High means more than its name tells. */
const MOST = -1.6;

/** What is no more than Low by itself, whatever words it is told in. */
export const slightFinding: EvidenceRule = (alert, found) => {
  const text = slightness(alert);
  const malice = Math.min(0, Math.max(MOST, MOST_MALICE_OF_LOW - found.malice));
  if (text === undefined || malice === 0) return undefined;
  const effect = { analytic: 0, malice };
  return { effect, reason: { code: 'severity.slight-finding', text, effect } };
};

function slightness({ product, displayName }: SourceAlert): string | undefined {
  if (isFailedSignIn(displayName)) return 'A single sign-in failed, as it does to everybody.';
  return product === 'Wazuh' && isCountOfAlerts(displayName)
    ? 'It counts the alerts of another product and finds nothing itself.'
    : undefined;
}
