import { SingleBar } from 'cli-progress';
import { messageOf } from '../functions-host/log';
import { Failure } from '../stack/failure';
import { backtest } from './backtest';
import { findInput } from './input-files';
import { readBacktestOptions, USAGE } from './options';
import { ownIncidentTypes } from './own-incident-types';
import { Summary } from './summary';
import { ResultWriter } from './write-results';

void main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Failure ? error.message : `The back-test failed: ${messageOf(error)}`);
    process.exit(1);
  },
);

async function main(): Promise<number> {
  const options = readBacktestOptions(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return 0;
  }
  const began = performance.now();
  const incidentTypes = options.incidentTypes === undefined ? [] : ownIncidentTypes(options.incidentTypes);
  const subscriptions = findInput(options.input);
  const bytes = subscriptions.flatMap(({ files }) => files).reduce((sum, file) => sum + file.bytes, 0);
  const writer = new ResultWriter(options.out);
  const summary = new Summary();
  // Without a terminal it stays silent.
  const bar = new SingleBar({ format: '{bar} {percentage} % of the input read | {fused} alerts fused | {duration_formatted}' });
  bar.start(bytes, 0, { fused: 0 });
  let fused = 0;
  const progress = {
    onRead: (read: number) => bar.increment(read, { fused }),
    onFused: (alerts: number) => {
      fused += alerts;
      bar.update({ fused });
    },
  };
  try {
    for (const subscription of subscriptions) {
      const result = await backtest(subscription, progress, incidentTypes);
      await writer.write(result);
      summary.add(result);
    }
    await writer.end();
  } finally {
    bar.stop();
  }
  console.log(summary.text(options.out, (performance.now() - began) / 1000));
  return 0;
}
