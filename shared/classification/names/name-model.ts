import { TACTICS, type TacticId } from '../../model/tactic';

/** What training found out about features of names, as it is stored; see model/README.md. */
export interface NameModelParameters {
  /** Features that say something, one a line; `featuresOf` makes them. */
  features: string;
  /** Base64 of a signed byte per feature: how much more severe a name with it is, in units of `severityUnit`. */
  severity: string;
  severityUnit: number;
  /** Base64 of 14 signed bytes per feature, in the order of the tactics, in units of `tacticUnit`. */
  tactics: string;
  tacticUnit: number;
}

/** What the learned weights say about a name. */
export interface LearnedOpinion {
  /** Log-odds by which the name is more severe than its groups of words say. */
  severity: number;
  /** Log-odds by tactic, in the order of `TACTICS`. */
  tactics: number[];
  /** The features that count for the severity, the weightiest first. */
  telling: { feature: string; weight: number }[];
  /** How many features of the name the model knows. */
  known: number;
}

/** Reads stored parameters. */
export class NameModel {
  private readonly ids: ReadonlyMap<string, number>;
  private readonly severity: Int8Array;
  private readonly tactics: Int8Array;

  constructor(private readonly parameters: NameModelParameters) {
    this.ids = new Map(parameters.features === '' ? [] : parameters.features.split('\n').map((feature, id) => [feature, id]));
    this.severity = bytesOf(parameters.severity);
    this.tactics = bytesOf(parameters.tactics);
    if (this.severity.length !== this.ids.size || this.tactics.length !== this.ids.size * TACTICS.length)
      throw new Error('The parameters of the model of names are damaged');
  }

  opinionOn(features: readonly string[]): LearnedOpinion {
    const tactics = TACTICS.map(() => 0);
    const telling: { feature: string; weight: number }[] = [];
    let severity = 0;
    let known = 0;
    for (const feature of features) {
      const id = this.ids.get(feature);
      if (id === undefined) continue;
      known++;
      const weight = (this.severity[id] ?? 0) * this.parameters.severityUnit;
      severity += weight;
      if (weight !== 0) telling.push({ feature, weight });
      for (let tactic = 0; tactic < TACTICS.length; tactic++) {
        tactics[tactic] = (tactics[tactic] ?? 0) + (this.tactics[id * TACTICS.length + tactic] ?? 0) * this.parameters.tacticUnit;
      }
    }
    telling.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.feature < b.feature ? -1 : 1));
    return { severity, tactics, telling, known };
  }
}

/** A model that knows nothing: our own word lists alone decide. */
export const UNTRAINED: NameModelParameters = { features: '', severity: '', severityUnit: 0, tactics: '', tacticUnit: 0 };

function bytesOf(base64: string): Int8Array {
  return Int8Array.from(Buffer.from(base64, 'base64'), (byte) => (byte << 24) >> 24);
}

/** Log-odds by tactic from those in the order of `TACTICS`. */
export function byTactic(odds: readonly number[]): Map<TacticId, number> {
  return new Map(TACTICS.map(({ id }, index) => [id, odds[index] ?? 0]));
}
