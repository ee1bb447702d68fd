import type { TacticId } from '../../model/tactic';
import { objectsAt, textAt } from '../nested';
import { readTactics } from '../tactics';
import { readTechniques } from '../techniques';
import type { EcsDocument } from './document';

/** What the rule says of ATT&CK, or the event itself. */
export function readThreat(document: EcsDocument): { vendorTactics: TacticId[]; vendorTechniques: string[] } {
  const threats = [
    ...document.objects('kibana.alert.rule.threat'),
    ...document.objects('signal.rule.threat'),
    ...document.objects('threat'),
  ];
  const techniques = threats.flatMap((threat) => objectsAt(threat, 'technique'));
  const subTechniques = techniques.flatMap((technique) => objectsAt(technique, 'subtechnique'));
  return {
    vendorTactics: readTactics(
      threats.flatMap((threat) => [textAt(threat, 'tactic', 'id'), textAt(threat, 'tactic', 'name')]),
      document.texts('threat.tactic.id'),
      document.texts('threat.tactic.name'),
    ),
    vendorTechniques: readTechniques(
      techniques.map((technique) => textAt(technique, 'id')),
      subTechniques.map((technique) => textAt(technique, 'id')),
      document.texts('threat.technique.id'),
      document.texts('threat.technique.subtechnique.id'),
    ),
  };
}
