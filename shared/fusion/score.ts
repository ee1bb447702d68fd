import { type Severity, severityRank } from '../model/severity';
import type { Member } from './cluster';

/** Where each level begins, of 100. */
const FLOOR: Record<Severity, number> = { Informational: 0, Low: 20, Medium: 45, High: 70 };

/** 0 to 100: the severity gives the range, and the number of different alert types, tactics and the surprise of the members the place inside it. */
export function scoreOf(core: readonly Member[], severity: Severity): number {
  const types = new Set(core.map(({ alertType }) => alertType)).size;
  const tactics = new Set(core.flatMap((member) => member.tactics)).size;
  const surprise = Math.max(0, ...core.map((member) => member.surprise));
  const serious = core.filter((member) => severityRank(member.severity) >= 2).length;
  const fill = 1 - Math.exp(-(types - 1) / 6 - Math.max(0, tactics - 1) / 3 - surprise / 12 - serious / 10);
  return Math.min(100, Math.round(FLOOR[severity] + 28 * fill));
}
