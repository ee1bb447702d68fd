import type { Severity } from '../../model/severity';
import type { SeverityAdjustment } from '../rule';

/** A blocked attack is still one to know of: nothing falls below Low for it. */
const ONE_LOWER: { [Level in Severity]?: Severity } = { High: 'Medium', Medium: 'Low' };

/** Activity that the product stopped ranks one level lower. */
export const blockedActivity: SeverityAdjustment = ({ action, product }, { severity, isFinal }) => {
  const lower = ONE_LOWER[severity];
  if (isFinal || lower === undefined || (action !== 'blocked' && action !== 'quarantined')) return undefined;
  return {
    severity: lower,
    reason: { code: `severity.${action}`, text: `${product} ${action} the activity: ${lower} instead of ${severity}.` },
  };
};
