import { BYTE_ORDER_MARK, csvLines } from '../../export/csv';
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

/** The report, in pieces as the alerts come. */
export async function* csvReport(alerts: AsyncIterable<ListedAlert>): AsyncIterable<string> {
  yield `${BYTE_ORDER_MARK}${csvLines([COLUMNS.map(([header]) => header)])}`;
  let rows: string[][] = [];
  for await (const alert of alerts) {
    rows.push(COLUMNS.map(([, value]) => value(alert)));
    if (rows.length < ROWS_PER_CHUNK) continue;
    yield csvLines(rows);
    rows = [];
  }
  if (rows.length > 0) yield csvLines(rows);
}
