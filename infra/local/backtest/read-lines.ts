import { classify } from '../../../shared/classification/classify';
import { readEvent } from '../../../shared/formats/read-event';
import { type FusionAlert, toFusionAlert } from '../../../shared/fusion/fusion-alert';
import type { Severity } from '../../../shared/model/severity';
import type { TacticId } from '../../../shared/model/tactic';
import { readAlerts } from '../replay/read-alerts';
import { isCsv } from '../replay/read-csv';
import type { InputFile } from './input-files';
import type { Interner } from './interner';

/** What became of one line. */
export type LineResult =
  | { line: number; alertId: string; severity: Severity; tactics: TacticId[]; activityId: string }
  | { line: number; error: string };

/** The most that is read of one line, in bytes: what an event hub takes. */
const LONGEST_LINE = 1024 * 1024;

/** Reads and classifies a file line by line, or row by row. `onAlert` gets every alert and gives the id of its activity. */
export async function readLines(
  file: InputFile,
  subscriptionId: string,
  interner: Interner,
  onAlert: (alert: FusionAlert) => string,
  onRead: (bytes: number) => void,
): Promise<LineResult[]> {
  const results: LineResult[] = [];
  const hints = { subscriptionId, maxBytes: LONGEST_LINE, format: file.format, receivedTime: file.writtenTime };
  for await (const { body, position: line } of readAlerts(file.path, { raw: !isCsv(file.path), onRead })) {
    for (const reading of readEvent(body, hints)) {
      if (!reading.ok) {
        results.push({ line, error: `${reading.rejection.code}: ${reading.rejection.detail}` });
        continue;
      }
      const alert = { ...reading.alert, ...classify(reading.alert), subscriptionId };
      const { severity } = alert;
      const compact = interner.alert(toFusionAlert(alert));
      results.push({ line, alertId: alert.id, severity, tactics: compact.tactics, activityId: onAlert(compact) });
    }
  }
  return results;
}
