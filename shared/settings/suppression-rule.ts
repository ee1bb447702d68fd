import type { Alert } from '../model/alert';

/** What an alert must have to be suppressed: at a field one of several texts, or a text that holds the given one. Letter case does not count. */
export interface SuppressionCondition {
  /** `entities.<type>.<property>`, e.g. `entities.ip.address`. */
  field: string;
  in?: string[];
  contains?: string;
}

export const SUPPRESSION_STATES = ['Enabled', 'Disabled', 'Expired'] as const;
export type SuppressionState = (typeof SUPPRESSION_STATES)[number];

/** By which new alerts of a subscription are dismissed. Times are epoch milliseconds. */
export interface SuppressionRule {
  name: string;
  /** Of the alerts that it is about, in any letter case; `*` for all. */
  alertType: string;
  reason: string;
  comment: string;
  state: SuppressionState;
  expirationTime: number;
  modifiedTime: number;
  /** Empty: every alert of the type. */
  conditions: SuppressionCondition[];
}

/** Longest life of a rule: what nobody looks at again should not hide alerts for ever. */
const LONGEST_MONTHS = 6;

/** The latest moment at which a rule that is written at `now` may end. */
export function latestExpiration(now: number): number {
  const end = new Date(now);
  const day = end.getUTCDate();
  end.setUTCMonth(end.getUTCMonth() + LONGEST_MONTHS);
  // A month without that day: its last one, instead of some day of the next.
  if (end.getUTCDate() !== day) end.setUTCDate(0);
  return end.getTime();
}

/** An enabled rule whose time is over has expired, though nobody has written so. */
export function stateOf({ state, expirationTime }: SuppressionRule, now: number): SuppressionState {
  return state === 'Enabled' && expirationTime <= now ? 'Expired' : state;
}

/** Whether the rule, were it enabled, would suppress the alert. */
export function suppresses(
  { alertType, conditions }: Pick<SuppressionRule, 'alertType' | 'conditions'>,
  alert: Pick<Alert, 'alertType' | 'entities'>,
): boolean {
  return (
    (alertType === '*' || alertType.toLowerCase() === alert.alertType.toLowerCase()) &&
    conditions.every((condition) => holds(condition, alert))
  );
}

const FIELD = /^entities\.([\w-]{1,40})\.([\w.]{1,100})$/i;

/** False for a field that no alert can have. */
export function isSuppressionField(field: string): boolean {
  return FIELD.test(field);
}

function holds(condition: SuppressionCondition, { entities }: Pick<Alert, 'entities'>): boolean {
  const [, type = '', path = ''] = FIELD.exec(condition.field.toLowerCase()) ?? [];
  const steps = path.split('.');
  const texts = entities.filter(({ kind }) => sameKind(kind, type)).flatMap(({ properties }) => textsAt(properties, steps));
  const wanted = condition.in?.map((text) => text.toLowerCase());
  const part = condition.contains?.toLowerCase();
  return texts.some((text) => (wanted === undefined || wanted.includes(text)) && (part === undefined || text.includes(part)));
}

function sameKind(kind: string, type: string): boolean {
  return kind.replaceAll('-', '') === type.replaceAll('-', '');
}

/** In lower case. */
function textsAt(value: unknown, steps: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((element) => textsAt(element, steps));
  const [step, ...rest] = steps;
  if (step === undefined) return typeof value === 'string' || typeof value === 'number' ? [String(value).toLowerCase()] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (name.toLowerCase() === step ? textsAt(member, rest) : []));
}
