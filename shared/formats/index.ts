import { aminer } from './aminer';
import { cef } from './cef';
import { defender } from './defender';
import { elastic } from './elastic';
import { falco } from './falco';
import type { AlertFormat, JsonObject } from './format';
import { generic } from './generic';
import { graph } from './graph';
import { guardDuty } from './guardduty';
import { logAnalytics } from './log-analytics';
import { ocsf } from './ocsf';
import { scc } from './scc';
import { securityHub } from './security-hub';
import { sentinel } from './sentinel';
import { suricata } from './suricata';
import { wazuh } from './wazuh';

/** Every format, in the order in which they are asked whether they recognise an event. A new format is one more entry. */
export const FORMATS: readonly AlertFormat[] = [
  defender,
  logAnalytics,
  sentinel,
  graph,
  ocsf,
  suricata,
  wazuh,
  aminer,
  cef,
  elastic,
  guardDuty,
  securityHub,
  scc,
  falco,
  generic,
];

const byName = new Map(FORMATS.flatMap((format) => [format.name, ...format.aliases].map((name) => [name, format] as const)));

/** The format of that name or alias, in any letter case. */
export function findFormat(name: string): AlertFormat | undefined {
  return byName.get(name.trim().toLowerCase());
}

export function recogniseFormat(event: JsonObject): AlertFormat | undefined {
  return FORMATS.find((format) => format.recognises(event));
}
