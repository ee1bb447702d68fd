import type { Classification, SourceAlert } from '../model/alert';
import type { Reason } from '../model/reason';
import type { Severity } from '../model/severity';
import { inKillChainOrder } from '../model/tactic';
import { add, type Confidences, demandOf, legible, probability, rounded, scaled, severityOf } from './confidence';
import type { ClassificationContext } from './context';
import { actionTaken } from './evidence/action-taken';
import { productConfidence } from './evidence/product-confidence';
import { slightFinding } from './evidence/slight-finding';
import { threatIntelligence } from './evidence/threat-intelligence';
import { trackRecord } from './evidence/track-record';
import { judgeName, type NameJudgement } from './names/judge-name';
import type { NameModel } from './names/name-model';
import { currentTechnique } from './reference/attack-techniques';
import type { EvidenceRule, LevelFinding, LevelRule, TacticFinding, TacticRule, Weighed } from './rule';
import { knownTypeLevel, knownTypeTactics } from './rules/known-alert-type';
import { sourceTactics } from './rules/source-tactics';
import { suricataLevel, suricataTactics } from './rules/suricata';
import { techniqueTactics } from './rules/technique-tactics';
import { vendorLevel } from './rules/vendor-level';

export type Classify = (alert: SourceAlert, context?: ClassificationContext) => Classification;

/** What a classifier builds on. */
export interface Knowledge {
  nameModel: NameModel;
  /** Whether it looks alert types up in the reference tables; only an evaluation does without. */
  knowsAlertTypes: boolean;
}

/** Evidence beside the level, and whether a level may have weighed it already. */
const EVIDENCE: readonly { rule: EvidenceRule; kind?: Weighed }[] = [
  { rule: productConfidence },
  { rule: slightFinding, kind: 'name' },
  { rule: actionTaken, kind: 'action' },
  { rule: threatIntelligence },
  { rule: trackRecord },
];

/** Beside a level that the vendor gives, the words of the name are but a hint. */
const NAME_BESIDE_A_LEVEL = 0.35;
/** Where the confidences stand before anything is known: at the level of most analytics, neither hidden nor at the top of the list. */
const UNKNOWN: Confidences = { analytic: 0.6, malice: 0.5 };

/** What a name adds to the confidences, with the reasons as they are shown. */
interface Hint {
  effect: Confidences;
  reasons: Reason[];
}

/** A name, and what was made of it where it came up. */
interface JudgedName {
  readonly judgement: NameJudgement;
  alone?: Hint;
  besideLevel?: Hint;
}

/** Names judged are kept, for products repeat them; a source that invents them gets no more memory than this. */
const MOST_NAMES = 4000;
const LONGEST_NAME_KEPT = 300;

/** A classifier: a pure function of the alert and its context, for the memory of names changes only its speed. */
export function createClassifier({ nameModel, knowsAlertTypes }: Knowledge): Classify {
  const levelRules: readonly LevelRule[] = knowsAlertTypes ? [knownTypeLevel, suricataLevel, vendorLevel] : [suricataLevel, vendorLevel];
  const namedTactics: readonly TacticRule[] = knowsAlertTypes ? [sourceTactics, knownTypeTactics] : [sourceTactics];
  const names = new Map<string, JudgedName>();

  function judge(name: string): JudgedName {
    const known = names.get(name);
    if (known !== undefined) return known;
    const judgement = judgeName(name, nameModel);
    const judged: JudgedName = { judgement };
    if (names.size >= MOST_NAMES) names.clear();
    if (name.length <= LONGEST_NAME_KEPT) names.set(name, judged);
    return judged;
  }

  return (alert, context = {}) => {
    const known = judge(alert.displayName);
    const name = known.judgement;
    const level = firstFinding(levelRules, alert);
    const reasons: Reason[] = [];
    const confidences = weigh(alert, context, level, known, reasons);
    const severity = severityOf(confidences);
    const [analyticConfidence, maliceConfidence] = [rounded(probability(confidences.analytic)), rounded(probability(confidences.malice))];
    reasons.push({
      code: 'severity.confidences',
      text: `Confidence in the finding ${analyticConfidence}, in malicious intent ${maliceConfidence}: ${severity} (${demandOf(severity)}).`,
    });

    const intent =
      firstFinding(namedTactics, alert) ?? techniqueTactics(alert, name.tactic?.tactic) ?? suricataTactics(alert) ?? ofName(name, severity);
    reasons.push(intent.reason);
    const techniques = techniquesOf(alert, name, reasons);
    return { severity, analyticConfidence, maliceConfidence, tactics: inKillChainOrder(intent.tactics), techniques, reasons };
  };
}

/** Adds up the evidence and notes the reasons. */
function weigh(
  alert: SourceAlert,
  context: ClassificationContext,
  level: LevelFinding | undefined,
  name: JudgedName,
  reasons: Reason[],
): Confidences {
  let found = level?.confidences ?? UNKNOWN;
  if (level) reasons.push(...level.reasons);
  else if (!name.judgement.isTelling) reasons.push(UNKNOWN_SEVERITY);
  if (!level?.weighed.includes('name') && name.judgement.isTelling) {
    const hint = hintOf(name, level ? 'besideLevel' : 'alone');
    found = add(found, hint.effect);
    reasons.push(...hint.reasons);
  }
  for (const { rule, kind } of EVIDENCE) {
    if (kind !== undefined && level?.weighed.includes(kind)) continue;
    const evidence = rule(alert, found, context);
    if (evidence === undefined) continue;
    found = add(found, evidence.effect);
    reasons.push(legible(evidence.reason));
  }
  return found;
}

/** Made once for every name and place: names come again with most alerts. */
function hintOf(name: JudgedName, place: 'alone' | 'besideLevel'): Hint {
  name[place] ??= madeHint(name.judgement, place === 'alone' ? 1 : NAME_BESIDE_A_LEVEL);
  return name[place];
}

function madeHint({ effect, severityReasons }: NameJudgement, share: number): Hint {
  const reasons = severityReasons.map((reason) => legible(reason.effect ? { ...reason, effect: scaled(reason.effect, share) } : reason));
  return { effect: scaled(effect, share), reasons };
}

function firstFinding<Finding>(rules: readonly ((alert: SourceAlert) => Finding | undefined)[], alert: SourceAlert): Finding | undefined {
  for (const rule of rules) {
    const finding = rule(alert);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

/** What happens in every healthy system has no aim, whatever words its name shares with attacks. */
function ofName({ tactic }: NameJudgement, severity: Severity): TacticFinding {
  return tactic && severity !== 'Informational' ? { tactics: [tactic.tactic], reason: tactic.reason } : UNKNOWN_TACTICS;
}

/** The techniques that the source names, under the ids of today; else those that the name speaks of. */
function techniquesOf({ vendorTechniques }: SourceAlert, name: NameJudgement, reasons: Reason[]): string[] {
  if (vendorTechniques.length > 0) return [...new Set(vendorTechniques.map(currentTechnique))];
  if (name.techniques.length > 0) {
    const named = name.techniques.map(({ technique, words }) => `${currentTechnique(technique)} ("${words}")`).join(', ');
    reasons.push({ code: 'technique.name', text: `The name speaks of ${named}.` });
  }
  return [...new Set(name.techniques.map(({ technique }) => currentTechnique(technique)))];
}

const UNKNOWN_SEVERITY: Reason = {
  code: 'severity.unknown',
  text: 'Neither the source, a reference nor the words of the name tell a severity; Medium stands until more is known.',
  effect: UNKNOWN,
};

const UNKNOWN_TACTICS: TacticFinding = {
  tactics: [],
  reason: { code: 'tactic.unknown', text: 'Neither the source, a reference nor the words of the name tell a tactic.' },
};
