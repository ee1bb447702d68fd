import { CronExpressionParser } from 'cron-parser';

const FIELD = /^(?:\*|[a-z]{3}|\d+)(?:-(?:[a-z]{3}|\d+))?(?:\/\d+)?(?:,(?:\*|[a-z]{3}|\d+)(?:-(?:[a-z]{3}|\d+))?(?:\/\d+)?)*$/i;

/**
 * An NCRONTAB schedule: `{second} {minute} {hour} {day} {month} {day of week}`; five fields mean second 0. Times are local, as in the real host
 * (there UTC unless a time zone is set). Unlike in Unix cron, the day AND the day of the week must match.
 */
export class Ncrontab {
  readonly #withoutWeekday: string;
  readonly #weekdays: ReadonlySet<number>;

  /** Throws for what is not an NCRONTAB expression; there is no `L`, `W`, `#` or `?`. */
  constructor(expression: string) {
    const fields = expression.trim().split(/\s+/);
    if (fields.length === 5) fields.unshift('0');
    if (fields.length !== 6 || !fields.every((field) => FIELD.test(field))) {
      throw new Error(`'${expression}' is not an NCRONTAB expression of six fields`);
    }
    const parsed = CronExpressionParser.parse(fields.join(' '));
    this.#weekdays = new Set(parsed.fields.dayOfWeek.values.map((day) => Number(day) % 7));
    this.#withoutWeekday = [...fields.slice(0, 5), '*'].join(' ');
  }

  /** The first time after `time`. */
  next(time: Date): Date {
    const times = CronExpressionParser.parse(this.#withoutWeekday, { currentDate: time });
    for (;;) {
      const next = times.next().toDate();
      if (this.#weekdays.has(next.getDay())) return next;
      times.reset(endOfDay(next));
    }
  }
}

function endOfDay(time: Date): Date {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate(), 23, 59, 59, 999);
}
