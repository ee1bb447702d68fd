import { csvRows } from './csv';
import { defender } from './defender';
import { Fields } from './fields';
import type { AlertFormat, JsonObject, Parsed } from './format';
import { asExport, column } from './log-analytics/row';

const NAME = 'log-analytics';

/**
 * Rows of the table `SecurityAlert` of a Log Analytics workspace, of any product: as queries and data export give them (nested values as JSON text), and
 * as CSV. Read as what they are copies of: alerts in the shape of Defender's continuous export.
 */
export const logAnalytics: AlertFormat = {
  name: NAME,
  aliases: ['securityalert', 'azure-sentinel-alert'],
  recognises: isRow,
  eventsIn: (text) => csvRows(text, ['SystemAlertId', 'AlertType']),
  parse,
  subscriptionOf: (event) => defender.subscriptionOf(asExport(event)),
};

/** Whether an event is a row of the table rather than the alert itself. */
export function isRow(event: JsonObject): boolean {
  if (event.Type === 'SecurityAlert') return true;
  if (typeof event.SystemAlertId !== 'string') return false;
  return typeof event.Entities === 'string' || typeof event.ExtendedProperties === 'string' || event.AlertSeverity !== undefined;
}

function parse(event: JsonObject, raw: string): Parsed {
  const row = new Fields(event, column);
  row.requiredText('SystemAlertId');
  row.requiredText('DisplayName');
  row.requiredText('AlertType');
  row.requiredTime('StartTime');
  if (row.problem) return { ok: false, rejection: row.problem };

  const parsed = defender.parse(asExport(event), raw);
  if (!parsed.ok) return parsed;
  const product = row.text('ProductName') || row.text('ProviderName') || parsed.alert.product;
  return { ok: true, alert: { ...parsed.alert, format: NAME, product } };
}
