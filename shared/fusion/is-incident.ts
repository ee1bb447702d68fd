import { severityRank } from '../model/severity';
import type { Member } from './cluster';

/** Whether connected activities are worth an analyst's time together: a confirmed High, or several that together stand out. It never turns false as members are added. */
export function isIncident(core: readonly Member[]): boolean {
  if (core.some(({ isIncident, severity, isBlocked }) => isIncident || (severity === 'High' && !isBlocked))) return true;
  const types = new Set(core.map(({ alertType }) => alertType));
  const tactics = new Set(core.flatMap((member) => member.tactics));
  const weight = core.reduce((sum, { severity }) => sum + severityRank(severity), 0);
  return types.size >= 2 && (tactics.size >= 2 || weight >= 4);
}
