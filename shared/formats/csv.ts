import { parse } from 'csv-parse/sync';
import type { TextEvent } from './format';
import { LIMITS } from './limits';

/** Azure's portal writes the zone of its times behind the names of columns. */
const ZONE = /\s*\[[^\]]*\]$/;

/** How rows become events: the first line names the columns. */
export const CSV_OPTIONS = {
  bom: true,
  columns: (names: string[]) => names.map((name, i) => name.trim().replace(ZONE, '') || `column${i + 1}`),
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
} as const;

/** A row as an event: without the blank cells. */
export function csvEvent(row: Record<string, string>): TextEvent {
  const event = Object.fromEntries(Object.entries(row).filter(([, cell]) => typeof cell === 'string' && cell.trim() !== ''));
  return { event, raw: JSON.stringify(event) };
}

/** The rows of a text whose first line names all the columns given, as objects without the blank cells; undefined for any other text. */
export function csvRows(text: string, columns: readonly string[]): TextEvent[] | undefined {
  const end = text.indexOf('\n');
  const header = end < 0 ? text : text.slice(0, end);
  if (header.length > LIMITS.text || !columns.every((name) => header.includes(name))) return undefined;
  try {
    const rows: Record<string, string>[] = parse(text, { ...CSV_OPTIONS, to: LIMITS.events + 1 });
    return rows.map(csvEvent);
  } catch {
    return undefined;
  }
}
