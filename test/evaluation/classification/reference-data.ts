import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decompress } from 'fzstd';
import { readSeverityWord } from '../../../shared/classification/rules/vendor-scales';
import { tacticsOfIntent } from '../../../shared/model/intent';
import { highestSeverity, SEVERITIES, type Severity } from '../../../shared/model/severity';
import { readTactic, type TacticId } from '../../../shared/model/tactic';

export const SOURCES = ['Defender', 'Sigma', 'Panther'] as const;
export type Source = (typeof SOURCES)[number];

/** What one published analytic is rated as. */
export interface RatedName {
  source: Source | 'ATT&CK';
  vendor: string;
  name: string;
  /** More than one where the vendor raises it at several levels; none where the source gives no level. */
  severities: Severity[];
  tactics: TacticId[];
  /** A group inside of the source whose members resemble each other, e.g. a plan of Defender. */
  group: string;
}

/** The highest, where a vendor publishes several. */
export function levelOf({ severities }: RatedName): Severity {
  return severities.reduce(highestSeverity, SEVERITIES[0]);
}

/** Names and ratings from the reference data below a folder; nothing else of that data is used. */
export function readReferenceData(folder: string): RatedName[] {
  const read = (file: string) => JSON.parse(textOf(path.join(folder, file)));
  return [
    ...read('reference/alert-reference.json').alerts.map(ofDefender),
    ...read('reference/sigma-rule-facts.json.zst').rules.map(ofSigma),
    ...read('panther-rule-samples.json.zst').rules.map(ofPanther),
    ...read('reference/attack-techniques.json').techniques.map(ofTechnique),
  ];
}

function textOf(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.zst') ? Buffer.from(decompress(bytes)) : bytes).toString('utf8');
}

function ofDefender(row: { name: string; severities: string[]; tactics: string[]; plan: string }): RatedName {
  return {
    source: 'Defender',
    vendor: 'Microsoft',
    name: row.name,
    severities: severitiesOf(row.severities),
    tactics: tacticsOfIntent(row.tactics.join(',')),
    group: row.plan,
  };
}

function ofSigma(row: { title: string; level: string; tactics: string[]; path: string }): RatedName {
  return {
    source: 'Sigma',
    vendor: 'SigmaHQ',
    name: row.title,
    severities: severitiesOf([row.level]),
    tactics: tacticsOf(row.tactics),
    group: row.path.split('/').slice(0, 3).join('/'),
  };
}

function ofPanther(row: {
  ruleId: string;
  displayName: string | null;
  severity: string;
  mitre: string[];
  logTypes: string[] | null;
}): RatedName {
  return {
    source: 'Panther',
    vendor: 'Panther',
    name: row.displayName || row.ruleId,
    severities: severitiesOf([row.severity]),
    tactics: tacticsOf(row.mitre.map((pair) => pair.split(':')[0] ?? '')),
    group: row.logTypes?.[0]?.split('.')[0] ?? '',
  };
}

function ofTechnique(row: { name: string; tactics: string[] }): RatedName {
  return { source: 'ATT&CK', vendor: 'MITRE', name: row.name, severities: [], tactics: tacticsOf(row.tactics), group: '' };
}

function severitiesOf(words: string[]): Severity[] {
  return words.map(readSeverityWord).filter((severity) => severity !== undefined);
}

function tacticsOf(words: string[]): TacticId[] {
  return [...new Set(words.map(readTactic).filter((tactic) => tactic !== undefined))];
}
