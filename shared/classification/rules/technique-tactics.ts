import type { SourceAlert } from '../../model/alert';
import type { TacticId } from '../../model/tactic';
import { tacticTitles } from '../../model/tactic';
import { tacticsOfTechniques } from '../reference/attack-techniques';
import type { TacticFinding } from '../rule';

/** The tactics of the techniques that the source names. Where they serve several and the name speaks for one of these, that one. */
export function techniqueTactics({ vendorTechniques, product }: SourceAlert, ofName: TacticId | undefined): TacticFinding | undefined {
  if (vendorTechniques.length === 0) return undefined;
  const all = tacticsOfTechniques(vendorTechniques);
  if (all.length === 0) return undefined;
  const tactics = ofName !== undefined && all.includes(ofName) ? [ofName] : all;
  const choice = tactics.length < all.length ? `${tacticTitles(all)}; the name speaks for ${tacticTitles(tactics)}` : tacticTitles(all);
  return {
    tactics,
    reason: { code: 'tactic.technique', text: `${product} names ${vendorTechniques.join(', ')}, which ATT&CK lists under ${choice}.` },
  };
}
