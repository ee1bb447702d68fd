import type { Reason } from '../model/reason';
import type { Activity } from './activity';
import type { Baseline } from './baseline';
import type { Member } from './cluster';
import { count } from './describe';
import { isEcho } from './echo';
import type { IncidentType } from './incident-types/incident-type';
import { GUESSED_TACTICS, GUESSED_TYPES, isIncident, isWarning, UNUSUAL, UNUSUAL_TYPES } from './is-incident';

/** Why connected activities are no incident; empty where they are one. */
export function whyNoIncident(core: readonly Member[], types?: readonly IncidentType[]): Reason[] {
  if (isIncident(core, types)) return [];
  if (core.every(({ isSilenced }) => isSilenced)) {
    return [{ code: 'no-incident.silenced', text: 'None of them was raised: their plans are off, or rules suppress them.' }];
  }
  const unusual = new Set(core.filter(({ surprise }) => surprise >= UNUSUAL).map(({ alertType }) => alertType)).size;
  const warnings = core.filter(({ weight }) => weight >= 2);
  const tactics = new Set(warnings.flatMap((member) => member.tactics)).size;
  return [
    {
      code: 'no-incident.few-unusual',
      text: `${count(unusual, 'kind')} of unusual activity came together; ${UNUSUAL_TYPES} make an incident.`,
    },
    warnings.length === 0
      ? { code: 'no-incident.no-warning', text: 'No product stands behind any of them with Medium or more.' }
      : {
          code: 'no-incident.lone-warning',
          text: `${count(warnings.length, 'warning')} of Medium or more over ${count(tactics, 'tactic')}; two kinds over two tactics, or a High that was not blocked, make an incident.`,
        },
    ...(warnings.length === 0 && core.some(isWarning)
      ? [
          {
            code: 'no-incident.few-guesses',
            text: `Warnings by their words alone make an incident when they are of ${GUESSED_TYPES} kinds over ${GUESSED_TACTICS} tactics.`,
          },
        ]
      : []),
    ...(core.some(({ weight, isBlocked }) => weight >= 3 && isBlocked)
      ? [{ code: 'no-incident.blocked', text: 'What was grave among them was blocked.' }]
      : []),
  ];
}

/** Why an activity was not looked at further: how usual it is where it happened. */
export function whyDull(activity: Activity, baseline: Baseline): Reason {
  if (isEcho(activity.alertType)) return { code: 'dull.echo', text: 'It only repeats that another alert was raised.' };
  if (baseline.days === 0)
    return { code: 'dull.unknown', text: 'Nothing is known yet of what is usual here, and no product calls it grave.' };
  const { perDay, daysSeen, largest } = baseline.habit(activity.alertType, activity.subject);
  return {
    code: 'dull.usual',
    text: `It is usual here: seen on ${daysSeen} of ${count(baseline.days, 'day')}, ${perDay.toFixed(1)} times a day, with up to ${count(largest, 'alert')} at a time.`,
  };
}
