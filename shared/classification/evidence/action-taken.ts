import { LEAST_MALICE_OF_LOW } from '../confidence';
import type { EvidenceRule } from '../rule';

/** What was stopped did no harm; the intent stays doubtful. One level less, as a rule. */
const STOPPED = -1.6;

/** Activity that the product stopped. A blocked attack is still one to know of: nothing falls below Low for it. */
export const actionTaken: EvidenceRule = ({ action, product }, found) => {
  if (action !== 'blocked' && action !== 'quarantined') return undefined;
  const malice = Math.min(0, Math.max(STOPPED, LEAST_MALICE_OF_LOW - found.malice));
  if (malice === 0) return undefined;
  const effect = { analytic: 0, malice };
  return { effect, reason: { code: `severity.${action}`, text: `${product} ${action} the activity.`, effect } };
};
