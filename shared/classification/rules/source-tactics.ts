import { tacticTitles } from '../../model/tactic';
import type { TacticRule } from '../rule';

/** What the source itself names goes before every reference. */
export const sourceTactics: TacticRule = ({ vendorTactics, product }) => {
  if (vendorTactics.length === 0) return undefined;
  return { tactics: vendorTactics, reason: { code: 'tactic.source', text: `${product} itself names ${tacticTitles(vendorTactics)}.` } };
};
