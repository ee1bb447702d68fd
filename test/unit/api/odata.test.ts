import fc from 'fast-check';
import { ApiError } from '../../../shared/api/api-error';
import { fields, rankedField, wordField } from '../../../shared/api/odata/field';
import { parseFilter } from '../../../shared/api/odata/filter';
import { fixedField, shownField } from '../../../shared/api/odata/shown-field';
import { tokenize } from '../../../shared/api/odata/tokens';

const FIELDS = fields({
  severity: rankedField('severity', ['Low', 'Medium', 'High']),
  status: wordField('status', ['New', 'Closed']),
  state: shownField('status', ['New', 'Closed'], (status) => (status === 'New' ? 'open' : 'shut')),
  vendor: fixedField('Sinter'),
  title: { path: 'title', type: 'text' },
  created: { path: 'createdTime', type: 'time' },
  number: { path: 'number', type: 'number' },
  open: { path: 'open', type: 'boolean' },
  'owner/email': { path: 'owner/email', type: 'text' },
  labels: { path: 'labels', type: 'text', elements: fields({ '': { path: '', type: 'text' }, name: { path: 'name', type: 'text' } }) },
});
const parse = (filter: string) => parseFilter(filter, FIELDS);
const compare = (path: string, how: string, value: unknown) => ({ op: 'compare', path, how, value });

test.each([
  ["severity eq 'high'", compare('severity', 'eq', 'High')],
  ["SEVERITY EQ 'other'", compare('severity', 'eq', 'other')],
  ["title eq 'It''s'", compare('title', 'text-eq', "It's")],
  ["Owner/Email ne 'a'", compare('owner/email', 'text-ne', 'a')],
  ['title eq null', compare('title', 'eq', null)],
  ['number ge -2.5', compare('number', 'ge', -2.5)],
  ['open eq true', compare('open', 'eq', true)],
  ['created gt 2026-01-01', compare('createdTime', 'gt', Date.UTC(2026, 0, 1))],
  ["created le '2026-01-01T02:00:00+02:00'", compare('createdTime', 'le', Date.UTC(2026, 0, 1))],
  ["contains(title, 'x')", compare('title', 'text-contains', 'x')],
  ["severity in ('Low', 'High')", { op: 'or', of: [compare('severity', 'eq', 'Low'), compare('severity', 'eq', 'High')] }],
  ["labels/any(l: l/name eq 'x')", { op: 'any', path: 'labels', condition: compare('name', 'text-eq', 'x') }],
  ["labels/any(l: l eq 'x')", { op: 'any', path: 'labels', condition: compare('', 'text-eq', 'x') }],
])('reads %s', (filter, expected) => {
  expect(parse(filter)).toEqual(expected);
});

const oneOf = (path: string, ...values: string[]) => ({ op: 'in', path, values });

test.each([
  ["severity ge 'medium'", ['Medium', 'High']],
  ["severity gt 'Medium'", ['High']],
  ["severity le 'Medium'", ['Low', 'Medium']],
  ["severity lt 'Medium'", ['Low']],
  ["severity lt 'Low'", []],
])('severities are compared by what they mean: %s', (filter, expected) => {
  expect(parse(filter)).toEqual(oneOf('severity', ...expected));
});

test.each([
  ["vendor eq 'sinter'", true],
  ["vendor ne 'sinter'", false],
  ['vendor eq null', false],
  ["contains(vendor, 'INT')", true],
  ["startswith(vendor, 'int')", false],
  ["endswith(vendor, 'ter')", true],
  ["vendor gt 'a'", true],
])('a property that is the same everywhere answers by itself: %s', (filter, value) => {
  expect(parse(filter)).toEqual({ op: 'constant', value });
});

test.each([
  ["state eq 'Open'", ['New']],
  ["state ne 'open'", ['Closed']],
  ["state eq 'ajar'", []],
  ['state ne null', ['New', 'Closed']],
  ["contains(state, 'u')", ['Closed']],
])('a property that shows other words than are stored is asked by those that show: %s', (filter, expected) => {
  expect(parse(filter)).toEqual(oneOf('status', ...expected));
});

test('not binds closer than and, and closer than or; parentheses closer than all', () => {
  const [a, b, c] = [1, 2, 3].map((n) => compare('number', 'eq', n));
  const not = { op: 'not', condition: a };
  expect(parse('not number eq 1 and number eq 2 or number eq 3')).toEqual({ op: 'or', of: [{ op: 'and', of: [not, b] }, c] });
  expect(parse('number eq 1 or number eq 2 and number eq 3')).toEqual({ op: 'or', of: [a, { op: 'and', of: [b, c] }] });
  expect(parse('(number eq 1 or number eq 2) and number eq 3')).toEqual({ op: 'and', of: [{ op: 'or', of: [a, b] }, c] });
});

test.each([
  '',
  'severity',
  "severity eq 'Low",
  'severity eq Low',
  "severity eq 'Low' severity",
  "severity like 'Low'",
  "secret eq 'x'",
  "constructor eq 'x'",
  "labels eq 'x'",
  "severity/any(s: s eq 'x')",
  "labels/any(l: title eq 'x')",
  "labels/any(l: l/any(l: l eq 'x'))",
  "l/name eq 'x'",
  'title gt null',
  'severity ge null',
  "severity ge 'Other'",
  "status ge 'New'",
  "number eq 'many'",
  "created eq 'soon'",
  'contains(number, 1)',
  'contains(title, null)',
  `${'('.repeat(17)}number eq 1${')'.repeat(17)}`,
  `title eq '${'x'.repeat(4_000)}'`,
  'number eq 1; drop',
])('refuses %s', (filter) => {
  expect(() => parse(filter)).toThrow(ApiError);
});

test('any text is a value, and stays one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      const quoted = `'${text.replaceAll("'", "''")}'`;
      expect(parse(`title eq ${quoted} and number eq 1`)).toEqual({
        op: 'and',
        of: [compare('title', 'text-eq', text), compare('number', 'eq', 1)],
      });
    }),
  );
});

test('anything at all is read or refused with a position or reason, and nothing else is thrown', () => {
  const word = fc.constantFrom(
    ..."( ) , / : eq ne and or not in any contains title severity labels l null 1 'x' ' $ constructor".split(' '),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(word).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(text, (filter) => {
      try {
        parse(filter);
      } catch (error) {
        expect(error).toBeInstanceOf(ApiError);
        expect((error as ApiError).status).toBe(400);
        expect((error as ApiError).message).not.toBe('');
      }
    }),
    { numRuns: 1_000 },
  );
});

test('the position of a token is where it stands', () => {
  const filter = "title  eq 'a''b' and(number lt 2026-01-02T03:04:05Z)";
  for (const { text, at, kind } of tokenize(filter)) {
    expect(filter.slice(at).startsWith(kind === 'string' ? `'${text.replaceAll("'", "''")}'` : text)).toBe(true);
  }
});
