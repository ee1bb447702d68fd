import { stringify } from 'csv-stringify/sync';

/**
 * Rows as RFC 4180 has them, each ended by CRLF. A cell that a spreadsheet would take for a formula begins with an apostrophe, for the texts in alerts are
 * an attacker's to choose. Source: OWASP, CSV injection. A cell with any line break is quoted: most readers take a bare CR or LF for the end of a row too,
 * and what stands behind it would be a cell that nobody looked at.
 */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { record_delimiter: '\r\n', escape_formulas: true, quoted_match: /[\r\n]/ });
}

/** Stands before the first row: by it Excel knows UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';
