import { NameModel } from '../../../../shared/classification/names/name-model';
import { readName } from '../../../../shared/classification/names/name-reading';
import type { Severity } from '../../../../shared/model/severity';
import { TACTICS, type TacticId } from '../../../../shared/model/tactic';
import type { RatedName, Source } from '../../../evaluation/classification/reference-data';
import { trainNameModel } from '../../../evaluation/classification/train-name-model';

function rated(source: Source, name: string, severity: Severity, tactic: TacticId = 'TA0002'): RatedName {
  return { source, vendor: source, name, severities: [severity], tactics: [tactic], group: '' };
}

/** Thirty names each: those with "quokka" are rated higher than those with "wombat", and are about collecting. */
function zoo(source: Source, high: Severity, low: Severity): RatedName[] {
  return Array.from({ length: 30 }, (_, i) => [
    rated(source, `Quokka number ${i}`, high, 'TA0009'),
    rated(source, `Wombat number ${i}`, low, 'TA0040'),
  ]).flat();
}

const severityOf = (model: NameModel, name: string) => model.opinionOn(readName(name).severityFeatures).severity;

function learnedTactic(model: NameModel, name: string): TacticId | undefined {
  const { tactics } = model.opinionOn(readName(name).tacticFeatures);
  return TACTICS[tactics.indexOf(Math.max(...tactics))]?.id;
}

describe('training of the model of names', () => {
  const model = new NameModel(trainNameModel([...zoo('Sigma', 'High', 'Low'), ...zoo('Panther', 'High', 'Low')]));

  it('learns which words are rated higher', () => {
    expect(severityOf(model, 'Another quokka')).toBeGreaterThan(0.1);
    expect(severityOf(model, 'Another wombat')).toBeLessThan(-0.1);
  });

  it('learns the aims of words', () => {
    expect(learnedTactic(model, 'Another quokka')).toBe('TA0009');
    expect(learnedTactic(model, 'Another wombat')).toBe('TA0040');
  });

  it('does not learn who rates higher as a rule', () => {
    const strict = [...zoo('Sigma', 'High', 'High'), ...zoo('Panther', 'Low', 'Low')];
    const learned = new NameModel(trainNameModel(strict));
    expect(Math.abs(severityOf(learned, 'Another quokka') - severityOf(learned, 'Another wombat'))).toBeLessThan(0.1);
  });

  it('leaves a word of one name alone', () => {
    const learned = new NameModel(trainNameModel([...zoo('Sigma', 'High', 'Low'), rated('Sigma', 'Numbat', 'High')]));
    expect(severityOf(learned, 'Numbat')).toBe(0);
  });

  it('gives the same parameters for the same names', () => {
    const names = zoo('Defender', 'High', 'Medium');
    expect(trainNameModel(names)).toEqual(trainNameModel(names));
  });

  it('makes parameters that are refused once damaged', () => {
    const parameters = trainNameModel(zoo('Defender', 'High', 'Medium'));
    expect(() => new NameModel({ ...parameters, severity: parameters.severity.slice(4) })).toThrow('damaged');
  });
});
