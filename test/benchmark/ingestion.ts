import { readEvents } from '../../shared/pipeline/read-events';
import type { ReceivedEvent } from '../../shared/pipeline/received-event';
import type { Benchmark, Row } from './row';
import { leastTimes } from './timing';
import { workload } from './workload';

const ALERTS = 5_000;
/** As many as the trigger hands over at once. */
const BATCH = 200;
const ROUNDS = 20;

/** Parsing and classifying without any store, against the least that any reader of the same bytes must do. */
export const ingestion: Benchmark = {
  name: 'ingestion',
  title: 'Parse and classify, one core, no store',
  async run() {
    const bodies = [...workload({ alerts: ALERTS, subscriptions: 5, from: Date.UTC(2026, 2, 2), spacing: 1_000 })].map(({ text }) =>
      Buffer.from(text),
    );
    const events = bodies.map(
      (body, index): ReceivedEvent => ({ body, properties: {}, partitionId: '0', sequenceNumber: index, enqueuedTime: '' }),
    );
    const batches = Array.from({ length: ALERTS / BATCH }, (_, index) => events.slice(index * BATCH, (index + 1) * BATCH));
    const bytes = bodies.reduce((sum, body) => sum + body.length, 0) / ALERTS;
    const { parse, ours } = leastTimes(ROUNDS, {
      parse: () => {
        for (const body of bodies) JSON.parse(body.toString());
      },
      ours: () => {
        let read = 0;
        for (const batch of batches) read += readEvents(batch, 1_000_000, 0).alerts.length;
        if (read !== ALERTS) throw new Error(`${read} of ${ALERTS} alerts were read`);
      },
    });
    const perSecond = (milliseconds: number) => Math.round((ALERTS / milliseconds) * 1000);
    return [
      { name: `JSON.parse of the same bytes (${Math.round(bytes)} bytes an alert)`, value: perSecond(parse), unit: 'alerts/s' },
      {
        name: 'parse and classify',
        value: perSecond(ours),
        unit: 'alerts/s',
        ratio: `${(ours / parse).toFixed(2)}x the time of JSON.parse`,
      },
    ] satisfies Row[];
  },
};
