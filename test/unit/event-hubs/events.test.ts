import fc from 'fast-check';
import { message as amqp } from 'rhea';
import { AmqpFormatError, entriesOf, SECTION, sectionsOf } from '../../../infra/local/event-hubs/amqp-sections';
import { annotate, withRuntimeMetrics } from '../../../infra/local/event-hubs/event-annotations';
import { batchOfOne, splitBatch } from '../../../infra/local/event-hubs/event-batch';
import { generatedMessage } from './amqp-messages';

const place = fc.record({ sequenceNumber: fc.maxSafeNat(), offset: fc.maxSafeNat(), enqueuedTime: fc.nat() });
const partitionKey = fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined });

function sectionsOtherThan(message: Buffer, ...codes: number[]): Buffer[] {
  return [...sectionsOf(message)].filter(({ code }) => !codes.includes(code)).map(({ bytes }) => bytes);
}

describe('a batch', () => {
  it('splits into the very messages it was made of', () => {
    fc.assert(
      fc.property(fc.array(generatedMessage, { minLength: 1, maxLength: 5 }), partitionKey, (generated, key) => {
        const messages = generated.map(({ message }) => message);
        const annotations = key === undefined ? {} : { message_annotations: { 'x-opt-partition-key': key } };
        const envelope = amqp.encode({ ...annotations, body: amqp.data_sections(messages) });
        expect(splitBatch(envelope)).toEqual({ events: messages, ...(key !== undefined && { partitionKey: key }) });
      }),
    );
  });

  it('of one is the message itself', () => {
    fc.assert(fc.property(generatedMessage, ({ message }) => expect(batchOfOne(message).events).toEqual([message])));
  });

  it('of broken bytes is a format error, never another one', () => {
    const cut = fc.tuple(generatedMessage, fc.nat()).map(([{ message }, n]) => message.subarray(0, n % message.length));
    const noise = fc.uint8Array().map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(cut, noise), (bytes) => {
        try {
          for (const event of splitBatch(bytes).events) annotate(event, { sequenceNumber: 0, offset: 0, enqueuedTime: 0 });
        } catch (error) {
          expect(error).toBeInstanceOf(AmqpFormatError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('an annotated event', () => {
  it('has its body, properties and footer byte for byte', () => {
    fc.assert(
      fc.property(generatedMessage, place, partitionKey, ({ message }, at, key) => {
        const own = [SECTION.messageAnnotations, SECTION.deliveryAnnotations];
        expect(sectionsOtherThan(annotate(message, at, key), ...own)).toEqual(sectionsOtherThan(message, ...own));
      }),
    );
  });

  it("has the broker's annotations, and the sender's others", () => {
    fc.assert(
      fc.property(generatedMessage, place, partitionKey, ({ message, annotations }, at, key) => {
        const annotated = annotate(message, at, key);
        const section = [...sectionsOf(annotated)].find(({ code }) => code === SECTION.messageAnnotations);
        const keys = section ? [...entriesOf(section)].map((entry) => entry.key) : [];
        expect(keys).toEqual([...new Set(keys)]);
        expect(amqp.decode(annotated).message_annotations).toEqual({
          ...annotations,
          'x-opt-sequence-number': at.sequenceNumber,
          'x-opt-offset': String(at.offset),
          'x-opt-enqueued-time': new Date(at.enqueuedTime),
          ...(key !== undefined && { 'x-opt-partition-key': key }),
        });
      }),
    );
  });

  it('stays the same under runtime metrics, which stand where AMQP wants them', () => {
    fc.assert(
      fc.property(generatedMessage, place, place, ({ message }, at, last) => {
        const event = annotate(message, at);
        const delivered = withRuntimeMetrics(event, last);
        expect(sectionsOtherThan(delivered, SECTION.deliveryAnnotations)).toEqual(sectionsOtherThan(event));
        const codes = [...sectionsOf(delivered)].map(({ code }) => code);
        const start = [SECTION.header, SECTION.deliveryAnnotations, SECTION.messageAnnotations];
        expect(codes.slice(0, 3)).toEqual(codes[0] === SECTION.header ? start : [...start.slice(1), codes[2]]);
        expect(amqp.decode(delivered).delivery_annotations).toMatchObject({
          last_enqueued_sequence_number: last.sequenceNumber,
          last_enqueued_offset: String(last.offset),
          last_enqueued_time_utc: new Date(last.enqueuedTime),
        });
      }),
    );
  });
});
