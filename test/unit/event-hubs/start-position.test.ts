import fc from 'fast-check';
import { parseStartPosition } from '../../../infra/local/event-hubs/start-position';

describe('the selector of a start position', () => {
  it('is read back for every field, operator and number', () => {
    const fields = { 'x-opt-sequence-number': 'sequenceNumber', 'x-opt-offset': 'offset', 'x-opt-enqueued-time': 'enqueuedTime' } as const;
    const field = fc.constantFrom(...(Object.keys(fields) as (keyof typeof fields)[]));
    fc.assert(
      fc.property(field, fc.boolean(), fc.maxSafeInteger(), fc.boolean(), (annotation, inclusive, value, quoted) => {
        const quote = quoted ? "'" : '';
        const selector = `amqp.annotation.${annotation} ${inclusive ? '>=' : '>'} ${quote}${value}${quote}`;
        expect(parseStartPosition(selector)).toEqual({ by: fields[annotation], value, inclusive });
      }),
    );
  });

  it('can ask for the latest', () => {
    expect(parseStartPosition("amqp.annotation.x-opt-offset > '@latest'")).toBe('latest');
  });

  it.each([
    '',
    "subject = 'x'",
    "amqp.annotation.x-opt-offset < '1'",
    "amqp.annotation.x-opt-offset > 'one'",
    "amqp.annotation.x-opt-offset > '1.5'",
  ])('is unknown: %j', (selector) => {
    expect(parseStartPosition(selector)).toBeUndefined();
  });
});
