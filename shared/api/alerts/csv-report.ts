import { stringify } from 'csv-stringify/sync';
import { tacticName } from '../../model/tactic';
import type { ListedAlert } from '../../storage/listed-alert';
import { isoTime } from '../projections/time';

const COLUMNS: readonly [header: string, value: (alert: ListedAlert) => string][] = [
  ['Severity', ({ severity }) => severity],
  ['Status', ({ status }) => status],
  ['Title', ({ displayName }) => displayName],
  ['Description', ({ description }) => description],
  ['StartTimeUtc', ({ startTime }) => isoTime(startTime)],
  ['EndTimeUtc', ({ endTime }) => isoTime(endTime)],
  ['AlertType', ({ alertType }) => alertType],
  ['Product', ({ product }) => product],
  ['Tactics', ({ tactics }) => tactics.map(tacticName).join('; ')],
  ['Techniques', ({ techniques }) => techniques.join('; ')],
  ['AffectedEntity', ({ compromisedEntity }) => compromisedEntity],
  ['Resources', ({ resourceIds }) => resourceIds.join('; ')],
  ['Entities', ({ entities }) => entities.map(({ kind, name }) => `${kind} ${name}`).join('; ')],
  ['RemediationSteps', ({ remediationSteps }) => remediationSteps.join(' ')],
  ['Reasons', ({ reasons }) => reasons.map(({ text }) => text).join(' ')],
  ['AlertId', ({ id }) => id],
];

/** Rows that are written at once. */
const ROWS_PER_CHUNK = 200;

/**
 * The report, in pieces as the alerts come: RFC 4180 behind a byte order mark, by which Excel knows UTF-8. A cell that a spreadsheet would take for a
 * formula begins with an apostrophe, for the texts in alerts are an attacker's to choose. Source: OWASP, CSV injection.
 */
export async function* csvReport(alerts: AsyncIterable<ListedAlert>): AsyncIterable<string> {
  yield `\ufeff${rowsOf([COLUMNS.map(([header]) => header)])}`;
  let rows: string[][] = [];
  for await (const alert of alerts) {
    rows.push(COLUMNS.map(([, value]) => value(alert)));
    if (rows.length < ROWS_PER_CHUNK) continue;
    yield rowsOf(rows);
    rows = [];
  }
  if (rows.length > 0) yield rowsOf(rows);
}

function rowsOf(rows: string[][]): string {
  return stringify(rows, { record_delimiter: '\r\n', escape_formulas: true });
}
