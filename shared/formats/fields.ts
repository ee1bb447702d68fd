import type { JsonObject } from './format';
import { cut, LIMITS, wellFormedPrefix } from './limits';
import type { Rejection } from './rejection';
import { parseTime, readTime } from './time';

/** How a format finds a field; the default takes the name as it stands. */
export type Lookup = (object: JsonObject, name: string) => unknown;

export const exactly: Lookup = (object, name) => object[name];

/**
 * Reads typed fields of an event. Required fields and times that cannot be read are noted in `problem`, the first one found;
 * other optional fields of a wrong type count as absent. Blank texts and null count as absent too.
 */
export class Fields {
  problem: Rejection | undefined;

  /** `path` goes before the names of fields in a problem, e.g. `alert.`. */
  constructor(
    readonly object: JsonObject,
    private readonly lookup: Lookup = exactly,
    private readonly path = '',
  ) {}

  value(name: string): unknown {
    return this.lookup(this.object, name);
  }

  /** Empty, with a problem noted, when there is no such text. */
  requiredText(name: string): string {
    const value = this.value(name);
    if (typeof value === 'string' && value.trim() !== '') return cut(value);
    this.expected(name, 'a text', value);
    return '';
  }

  /** Zero, with a problem noted, when there is no such whole number. */
  requiredInteger(name: string): number {
    const value = this.value(name);
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    this.expected(name, 'a whole number', value);
    return 0;
  }

  /** Zero, with a problem noted, when there is no such time. */
  requiredTime(name: string): number {
    const time = this.time(name);
    if (time === undefined) this.expected(name, A_TIME, this.value(name));
    return time ?? 0;
  }

  /** Of the names given the first that is present; a problem is noted when it cannot be read. Undefined when none is there. */
  time(...names: string[]): number | undefined {
    for (const name of names) {
      const value = this.value(name);
      if (isAbsent(value)) continue;
      const time = typeof value === 'string' ? parseTime(value) : undefined;
      if (time === undefined) this.expected(name, A_TIME, value);
      return time;
    }
    return undefined;
  }

  /** As `time`, for sources which write ISO 8601 or count from 1970. */
  instant(...names: string[]): number | undefined {
    for (const name of names) {
      const value = this.value(name);
      if (isAbsent(value)) continue;
      const time = readTime(value);
      if (time === undefined) this.expected(name, AN_INSTANT, value);
      return time;
    }
    return undefined;
  }

  /** Zero, with a problem noted, when none of the names holds such a time. */
  requiredInstant(...names: string[]): number {
    const time = this.instant(...names);
    if (time === undefined) this.expected(names.join(' or '), AN_INSTANT, undefined);
    return time ?? 0;
  }

  /** Empty when absent; numbers and booleans as text. */
  text(name: string): string {
    return textOf(this.value(name));
  }

  list(name: string): unknown[] {
    const value = this.value(name);
    return Array.isArray(value) ? value : [];
  }

  child(name: string): JsonObject | undefined {
    const value = this.value(name);
    return isObject(value) ? value : undefined;
  }

  private expected(name: string, expectation: string, found: unknown): void {
    this.problem ??= { code: 'InvalidField', detail: `${this.path}${name}: expected ${expectation}, found ${describe(found)}` };
  }
}

const AN_INSTANT = 'an ISO 8601 or epoch time of the years 1990 to 2099';
const A_TIME = 'an ISO 8601 time of the years 1990 to 2099';

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A scalar as text, cut to what the model takes; empty for everything else. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return cut(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The texts in a list, blank ones left out. */
export function textsOf(values: unknown): string[] {
  const texts: string[] = [];
  if (!Array.isArray(values)) return texts;
  for (let i = 0; i < values.length && i < LIMITS.members; i++) {
    const text = textOf(values[i]);
    if (text.trim() !== '') texts.push(text);
  }
  return texts;
}

/** A map from name to text: scalars as they are, nested values as JSON. */
export function textMapOf(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  if (isTextMap(value)) return value;
  const entries = Object.entries(value).slice(0, LIMITS.members);
  return Object.fromEntries(
    entries
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [cut(name), isScalar(member) ? textOf(member) : cut(JSON.stringify(member))]),
  );
}

/** The usual case, which needs no copy. */
function isTextMap(value: JsonObject): value is Record<string, string> {
  const names = Object.keys(value);
  return names.length <= LIMITS.members && names.every((name) => name.length <= LIMITS.text && isShortText(value[name]));
}

function isShortText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LIMITS.text;
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object';
}

/** A value in the words of a rejection, cut to 60 characters. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  const short = text.length <= 60 ? text : `${wellFormedPrefix(text, 59)}…`;
  return typeof value === 'string' ? short : `the ${typeof value} ${short}`;
}
