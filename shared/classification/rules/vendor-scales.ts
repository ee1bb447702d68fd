import type { SourceAlert } from '../../model/alert';
import type { Severity } from '../../model/severity';

/** The words in which products name a severity, in the four levels. */
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['informational', 'Informational'],
  ['information', 'Informational'],
  ['info', 'Informational'],
  ['debug', 'Informational'],
  ['low', 'Low'],
  ['minor', 'Low'],
  ['notice', 'Low'],
  ['medium', 'Medium'],
  ['moderate', 'Medium'],
  ['warning', 'Medium'],
  ['high', 'High'],
  ['major', 'High'],
  ['error', 'Medium'],
  ['severe', 'High'],
  ['very-high', 'High'],
  ['very high', 'High'],
  ['critical', 'High'],
  ['alert', 'High'],
  ['fatal', 'High'],
  ['emergency', 'High'],
]);

export function readSeverityWord(text: string): Severity | undefined {
  return WORDS.get(text) ?? WORDS.get(text.trim().toLowerCase());
}

/** A scale of numbers: from which number on a level begins, the highest first. */
export interface Scale {
  /** As people call it. */
  name: string;
  least: readonly (readonly [number, Severity])[];
  /** The highest number of the scale; higher ones are no level of it. */
  most: number;
}

/** Wazuh's rule levels: its documentation calls 12 and above of high importance, 3 and below events of normal operation. */
const WAZUH: Scale = { name: 'level of 0 to 15', most: 16, least: levels(12, 7, 4, 0) };
/** CEF: 0-3 low, 4-6 medium, 7-8 high, 9-10 very high. Source: ArcSight Common Event Format. */
const CEF: Scale = { name: 'severity of 0 to 10', most: 10, least: levels(7, 4, 1, 0) };
/** OCSF `severity_id`: 1 informational, 2 low, 3 medium, 4 high, 5 critical, 6 fatal; 0 and 99 tell nothing. Source: OCSF schema. */
const OCSF: Scale = { name: 'severity_id of 1 to 6', most: 6, least: levels(4, 3, 2, 1) };
/** GuardDuty: 1-3.9 low, 4-6.9 medium, 7 and above high. Source: Amazon GuardDuty user guide. */
const GUARDDUTY: Scale = { name: 'severity of 1 to 10', most: 10, least: [...levels(7, 4, 0.1), [0, 'Informational']] };
/** Normalised severity of the AWS Security Finding Format: 1-39 low, 40-69 medium, 70 and above high. Source: AWS Security Hub user guide. */
const ASFF: Scale = { name: 'severity of 0 to 100', most: 100, least: levels(70, 40, 1, 0) };
/** Elastic's risk score: 21 low, 47 medium, 73 high, 99 critical are where its severities begin. Source: Elastic Security documentation. */
const ELASTIC: Scale = { name: 'risk score of 0 to 100', most: 100, least: levels(73, 47, 21, 0) };
/** Suricata's priority, where no category tells more: 1 is the highest. */
const SURICATA: Scale = {
  name: 'priority',
  most: 4,
  least: [
    [4, 'Informational'],
    [2, 'Low'],
    [1, 'Medium'],
  ],
};

const BY_FORMAT: ReadonlyMap<string, Scale> = new Map([
  ['wazuh', WAZUH],
  ['cef', CEF],
  ['common-security-log', CEF],
  ['ocsf', OCSF],
  ['guardduty', GUARDDUTY],
  ['security-hub', ASFF],
  ['asff', ASFF],
  ['elastic', ELASTIC],
  ['ecs', ELASTIC],
  ['suricata', SURICATA],
]);

/** The scale of a source by its format; a number of a source without a known scale is taken for one of 0 to 10, or of 0 to 100 where it is higher. */
export function scaleOf({ format, product }: Pick<SourceAlert, 'format' | 'product'>, value: number): Scale {
  if (product === 'Suricata') return SURICATA;
  return BY_FORMAT.get(format) ?? (value <= CEF.most ? CEF : ASFF);
}

export function levelOn(scale: Scale, value: number): Severity | undefined {
  return value > scale.most ? undefined : scale.least.find(([least]) => value >= least)?.[1];
}

function levels(high: number, medium: number, low: number, informational?: number): [number, Severity][] {
  const all: [number | undefined, Severity][] = [
    [high, 'High'],
    [medium, 'Medium'],
    [low, 'Low'],
    [informational, 'Informational'],
  ];
  return all.filter((level): level is [number, Severity] => level[0] !== undefined);
}
