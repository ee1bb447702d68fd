import { readEvents } from '../../shared/pipeline/read-events';
import type { ReceivedEvent } from '../../shared/pipeline/received-event';
import type { Benchmark, Row } from './row';
import { leastTime } from './timing';
import { workload } from './workload';

const ALERTS = 5_000;
const ROUNDS = 12;

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
    const bytes = bodies.reduce((sum, body) => sum + body.length, 0) / ALERTS;
    const parse = leastTime(ROUNDS, () => bodies.map((body) => JSON.parse(body.toString())));
    const ours = leastTime(ROUNDS, () => {
      const { alerts } = readEvents(events, 1_000_000, 0);
      if (alerts.length !== ALERTS) throw new Error(`${alerts.length} of ${ALERTS} alerts were read`);
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
