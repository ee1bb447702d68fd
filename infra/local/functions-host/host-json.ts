import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { parseTimeSpan } from './time-span';

/** A duration such as "00:00:05", read as milliseconds. */
const timeSpan = z.string().transform((text, context) => {
  const milliseconds = parseTimeSpan(text);
  if (milliseconds === undefined) context.addIssue({ code: 'custom', message: `'${text}' is not a time span such as "00:01:00"` });
  return milliseconds ?? z.NEVER;
});

const count = (minimum: number, maximum = Number.MAX_SAFE_INTEGER) => z.int().min(minimum).max(maximum);

const http = z.object({ routePrefix: z.string().default('api') });

const eventHubs = z
  .object({
    maxEventBatchSize: count(1).default(100),
    minEventBatchSize: count(1).default(1),
    /** The longest wait for `minEventBatchSize` events. */
    maxWaitTime: timeSpan.default(60_000),
    prefetchCount: count(0).default(300),
    /** A checkpoint after every so many batches. */
    batchCheckpointFrequency: count(1).default(1),
    /** Where to start in a partition without a checkpoint. */
    initialOffsetOptions: z
      .object({ type: z.enum(['fromStart', 'fromEnd', 'fromEnqueuedTime']).default('fromStart'), enqueuedTimeUtc: z.string().optional() })
      .default({ type: 'fromStart' }),
  })
  .refine((settings) => settings.minEventBatchSize <= settings.maxEventBatchSize, 'minEventBatchSize is greater than maxEventBatchSize');

const queues = z
  .object({
    maxPollingInterval: timeSpan.default(60_000),
    /** How long a message stays invisible after a failure. */
    visibilityTimeout: timeSpan.default(0),
    batchSize: count(1, 32).default(16),
    maxDequeueCount: count(1).default(5),
    /** The next batch is fetched when no more messages than this are being processed. */
    newBatchThreshold: count(0).optional(),
    messageEncoding: z.enum(['base64', 'none']).default('base64'),
  })
  .transform((settings) => ({ ...settings, newBatchThreshold: settings.newBatchThreshold ?? Math.floor(settings.batchSize / 2) }));

const hostJson = z.object({
  version: z.literal('2.0', 'must be "2.0"'),
  extensions: z.object({ http: http.prefault({}), eventHubs: eventHubs.prefault({}), queues: queues.prefault({}) }).prefault({}),
});

export type EventHubsSettings = z.output<typeof eventHubs>;
export type QueuesSettings = z.output<typeof queues>;

export interface HostJson {
  http: z.output<typeof http>;
  eventHubs: EventHubsSettings;
  queues: QueuesSettings;
}

/** Reads host.json of an app, with the defaults of the real host. Throws, naming the field, when a setting is not what the real host takes. */
export function readHostJson(appDir: string): HostJson {
  const file = path.join(appDir, 'host.json');
  return parseHostJson(JSON.parse(readFileSync(file, 'utf8')), file);
}

export function parseHostJson(content: unknown, file = 'host.json'): HostJson {
  const parsed = hostJson.safeParse(content);
  if (parsed.success) return parsed.data.extensions;
  throw new Error(`${file}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`);
}
