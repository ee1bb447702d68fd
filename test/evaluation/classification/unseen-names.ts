import { createClassifier } from '../../../shared/classification/classifier';
import { NameModel, type NameModelParameters } from '../../../shared/classification/names/name-model';
import type { Classification, SourceAlert } from '../../../shared/model/alert';
import { highestSeverity, SEVERITIES } from '../../../shared/model/severity';
import { TACTICS } from '../../../shared/model/tactic';
import { type RatedName, SOURCES, type Source } from './reference-data';
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

export function scoreFold(
  source: Source,
  names: readonly RatedName[],
  others: readonly RatedName[],
  parameters: NameModelParameters,
): Fold {
  const classify = createClassifier({ nameModel: new NameModel(parameters), knowsAlertTypes: false });
  const classified = names.map((name) => ({ name, found: classify(alertOfName(name.name, name.vendor)) }));
  const rated = classified.filter(({ name }) => name.severities.length > 0);
  const aimed = classified.filter(({ name }) => name.tactics.length > 0);
  const frequent = mostFrequentTactic(others);
  return {
    source,
    severity: scoreSeverities(rated.map(({ name, found }) => ({ published: levelOf(name), given: found.severity }))),
    alwaysMedium: scoreSeverities(rated.map(({ name }) => ({ published: levelOf(name), given: 'Medium' as const }))),
    tactic: scoreTactics(aimed.map(({ name, found }) => ({ published: name.tactics, given: firstTactic(found) }))),
    mostFrequentTactic: scoreTactics(aimed.map(({ name }) => ({ published: name.tactics, given: frequent }))),
  };
}

/** The highest, where a vendor publishes several. */
function levelOf({ severities }: RatedName) {
  return severities.reduce(highestSeverity, SEVERITIES[0]);
}

function firstTactic({ tactics }: Classification) {
  return tactics[0];
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
