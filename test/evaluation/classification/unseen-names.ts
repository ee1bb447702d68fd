import { createClassifier } from '../../../shared/classification/classifier';
import { NameModel, type NameModelParameters } from '../../../shared/classification/names/name-model';
import type { SourceAlert } from '../../../shared/model/alert';
import type { Severity } from '../../../shared/model/severity';
import { TACTICS, type TacticId } from '../../../shared/model/tactic';
import { levelOf, type RatedName, SOURCES, type Source } from './reference-data';
import { type SeverityScores, scoreSeverities, scoreTactics, type TacticScores } from './scores';
import { trainNameModel } from './train-name-model';

/** What a classifier makes of the names of one source that it never saw, beside what one gets without looking. */
export interface Fold {
  source: Source;
  severity: SeverityScores;
  alwaysMedium: SeverityScores;
  tactic: TacticScores;
  mostFrequentTactic: TacticScores;
}

/** Trains without each source in turn, and classifies its names: by random rows it would be too easy, for near-copies sit in one source. */
export function crossValidate(names: readonly RatedName[]): Fold[] {
  return SOURCES.map((source) => {
    const others = names.filter((name) => name.source !== source);
    return scoreFold(
      source,
      names.filter((name) => name.source === source),
      others,
      trainNameModel(others),
    );
  });
}

/** What a classifier makes of names whose neighbours from the same source it did see. */
export interface FoldOfOwnNames {
  source: Source;
  severity: SeverityScores;
  tactic: TacticScores;
}

/**
 * Trains with four fifths of a source as well, and classifies its last fifth, each in turn. Too easy for a measure; it tells how much of what is wrong about
 * a source never seen is the habit of its vendor, which no name shows.
 */
export function validateWithOwnNames(names: readonly RatedName[]): FoldOfOwnNames[] {
  return SOURCES.map((source) => {
    const own = names.filter((name) => name.source === source);
    const classified = [0, 1, 2, 3, 4].flatMap((fifth) => {
      const held = new Set(own.filter((_, index) => index % 5 === fifth));
      return classifyNames([...held], trainNameModel(names.filter((name) => !held.has(name))));
    });
    return { source, severity: severityScores(classified), tactic: tacticScores(classified) };
  });
}

function scoreFold(source: Source, names: readonly RatedName[], others: readonly RatedName[], parameters: NameModelParameters): Fold {
  const classified = classifyNames(names, parameters);
  const frequent = mostFrequentTactic(others);
  return {
    source,
    severity: severityScores(classified),
    alwaysMedium: severityScores(classified.map((one) => ({ ...one, severity: 'Medium' }))),
    tactic: tacticScores(classified),
    mostFrequentTactic: tacticScores(classified.map((one) => ({ ...one, tactic: frequent }))),
  };
}

interface ClassifiedName {
  name: RatedName;
  severity: Severity;
  tactic: TacticId | undefined;
}

function classifyNames(names: readonly RatedName[], parameters: NameModelParameters): ClassifiedName[] {
  const classify = createClassifier({ nameModel: new NameModel(parameters), knowsAlertTypes: false });
  return names.map((name) => {
    const { severity, tactics } = classify(alertOfName(name.name, name.vendor));
    return { name, severity, tactic: tactics[0] };
  });
}

function severityScores(classified: readonly ClassifiedName[]): SeverityScores {
  const rated = classified.filter(({ name }) => name.severities.length > 0);
  return scoreSeverities(rated.map(({ name, severity }) => ({ published: levelOf(name), given: severity })));
}

function tacticScores(classified: readonly ClassifiedName[]): TacticScores {
  const aimed = classified.filter(({ name }) => name.tactics.length > 0);
  return scoreTactics(aimed.map(({ name, tactic }) => ({ published: name.tactics, given: tactic })));
}

function mostFrequentTactic(names: readonly RatedName[]) {
  const counts = TACTICS.map(({ id }) => ({
    id,
    count: names.filter(({ tactics, source }) => source !== 'ATT&CK' && tactics.includes(id)).length,
  }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).id;
}

/** An alert of which nothing is known but its name and vendor. */
export function alertOfName(displayName: string, vendor: string): SourceAlert {
  return {
    id: 'unseen',
    format: 'generic',
    vendor,
    product: vendor,
    component: '',
    alertType: '',
    displayName,
    description: '',
    vendorSeverity: '',
    vendorTactics: [],
    vendorTechniques: [],
    category: '',
    action: 'unknown',
    startTime: 0,
    endTime: 0,
    generatedTime: 0,
    revisedTime: 0,
    status: 'Active',
    entities: [],
    compromisedEntity: '',
    resourceIds: [],
    isIncident: false,
    correlationKey: '',
    alertUri: '',
    remediationSteps: [],
    extendedLinks: [],
    extendedProperties: {},
    raw: '',
  };
}
