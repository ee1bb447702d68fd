import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLines } from '../../../shared/export/csv';

/** What a spreadsheet would run, were it the begin of a cell. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

const shown = (cell: string) => (FORMULA.test(cell) ? `'${cell}` : cell);

test.each([
  ['harmless\n=1+1', '"harmless\n=1+1"'],
  ['harmless\r=1+1', '"harmless\r=1+1"'],
  ['harmless\r\n=1+1', '"harmless\r\n=1+1"'],
  ['\n=1+1', '"\n=1+1"'],
  ['\r=1+1', `"'\r=1+1"`],
  ['=1+1', `'=1+1`],
  ['plain', 'plain'],
])('the cell %j is written as %j', (cell, expected) => {
  expect(csvLines([[cell, 'next']])).toBe(`${expected},next\r\n`);
});

test('whatever the texts, every cell is read back, whichever line break a reader takes for the end of a row', () => {
  const piece = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '\r\n', '"', ',', ';', "'", ' ', '\uff1d', 'a', '1+1', '\u2028');
  const cell = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  );
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(rows, (cells) => {
      const text = csvLines(cells);
      const options = { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true };
      expect(parse(text, options)).toEqual(cells.map((row) => row.map(shown)));
      // Outside of quotes there is no other line break, so no line is a row that begins with a formula.
      const unquoted = text.replace(/"(?:[^"]|"")*"/g, '""');
      expect(unquoted.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      for (const line of unquoted.split('\r\n')) expect(line).not.toMatch(FORMULA);
    }),
    { numRuns: 500 },
  );
});
