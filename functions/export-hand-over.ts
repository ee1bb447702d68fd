import type { InvocationContext } from '@azure/functions';
import { ExportQueue } from '../shared/export/export-queue';
import { ExportHandOver } from '../shared/pipeline/export-hand-over';
import { systemClock } from '../shared/runtime/clock';
import { config } from '../shared/runtime/config';
import { line } from '../shared/runtime/log';
import { stores } from '../shared/storage/stores';

let opened: { handOver: ExportHandOver | undefined } | undefined;

/** Has the export look at what was just stored. Never rejects: what it is not asked for, the timer of the export finds. */
export async function handOver(subscriptionIds: Iterable<string>, context: InvocationContext): Promise<void> {
  opened ??= open();
  try {
    await opened.handOver?.stored(subscriptionIds);
  } catch (error) {
    context.warn(line('The export waits for its timer', { error: String(error) }));
  }
}

function open(): { handOver: ExportHandOver | undefined } {
  const queue = ExportQueue.open(config());
  return { handOver: queue && new ExportHandOver(stores().exportRegistry, queue, systemClock) };
}
