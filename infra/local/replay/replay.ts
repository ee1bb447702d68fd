import { setTimeout as delay } from 'node:timers/promises';
import type { EventHubProducerClient } from '@azure/event-hubs';
import { messageOf } from '../functions-host/log';
import { Failure } from '../stack/failure';
import { AlertSender } from './alert-sender';
import { alertTime, newestAlert } from './newest-alert';
import type { ReplayOptions } from './options';
import { type FileEvent, readAlerts } from './read-alerts';
import { shiftTimes } from './shift-times';

export interface ReplayProgress {
  /** Of a line which is not sent, and why. */
  onProblem(place: string, problem: string): void;
  /** Bytes read from the disk since the last call, and events handed over so far. */
  onRead(bytes: number, events: number): void;
}

export interface ReplaySummary {
  /** Events which the hub has accepted. */
  sent: number;
  /** Lines which were not sent. */
  problems: number;
  /** Where the reading ended, if it was stopped before the end: everything before it is sent. */
  stoppedAt?: string;
}

/** The wait for which it is worth sending what has gathered, in milliseconds. */
const WORTH_SENDING_MS = 20;

/**
 * Sends the alerts of the files, in their order, until the end or until `signal` is aborted; what was read until then still arrives. Throws a {@link Failure}
 * which says how far it came when the hub does not take them or a file cannot be read.
 */
export async function replay(
  producer: EventHubProducerClient,
  options: ReplayOptions,
  progress: ReplayProgress,
  signal: AbortSignal,
): Promise<ReplaySummary> {
  const { format, subscriptionId, rate = Number.POSITIVE_INFINITY } = options;
  const shift = options.now ? await secondsToNow(options, signal) : 0;
  const sender = new AlertSender(producer, { ...(format && { format }), ...(subscriptionId && { subscriptionId }) });
  const began = performance.now();
  let events = 0;
  let problems = 0;
  let place = options.files[0] as string;
  const refuse = (problem: string) => {
    problems += 1;
    progress.onProblem(place, problem);
  };
  try {
    for (const file of options.files) {
      place = file;
      for await (const event of readAlerts(file, { raw: options.raw, onRead: (bytes) => progress.onRead(bytes, events) })) {
        if (signal.aborted) {
          await sender.finish();
          return { sent: sender.sent, problems, stoppedAt: place };
        }
        place = `${file}:${event.position}`;
        const body = toBody(event, options, shift);
        if (typeof body === 'string') {
          refuse(body);
          continue;
        }
        if (!(await sender.add(body))) refuse(`${body.length} bytes are more than the event hub takes`);
        events += 1;
        const wait = (events / rate) * 1000 - (performance.now() - began);
        if (wait > WORTH_SENDING_MS) {
          await sender.flush();
          await delay(wait, undefined, { signal }).catch(() => undefined);
        }
      }
    }
    await sender.finish();
  } catch (error) {
    throw new Failure(`${messageOf(error)} (${sender.sent} alerts were sent; it came to ${place}. A repeat does no harm.)`);
  }
  return { sent: sender.sent, problems };
}

/** What is sent for an event; a text says why it is not sent. */
function toBody({ body }: FileEvent, options: ReplayOptions, shift: number): Buffer | string {
  if (options.raw) return body;
  const text = body.toString();
  try {
    JSON.parse(text);
  } catch (error) {
    return `is not JSON: ${messageOf(error)}`;
  }
  return shift === 0 ? body : Buffer.from(shiftTimes(text, shift, alertTime(body, options)));
}

async function secondsToNow(options: ReplayOptions, signal: AbortSignal): Promise<number> {
  const newest = await newestAlert(options, signal);
  return newest === undefined ? 0 : Math.floor((Date.now() - newest) / 1000);
}
