import { classify } from '../classification/classify';
import type { ContextOf } from '../classification/context';
import { textOf } from '../formats/fields';
import { type ReadingHints, readEvent } from '../formats/read-event';
import { REJECTIONS, type RejectionCode } from '../formats/rejection';
import { parseTime } from '../formats/time';
import type { Alert, SourceAlert } from '../model/alert';
import { NO_SUBSCRIPTION } from '../model/subscription-id';
import type { DeadLetter, EventPosition } from '../storage/dead-letter-repository';
import type { ReceivedEvent } from './received-event';

/** A classified alert, and where in the stream it came from: should the store refuse it, its dead letter says so. */
export interface ReadAlert {
  alert: Alert;
  source: EventPosition;
}

export interface ReadEvents {
  alerts: ReadAlert[];
  deadLetters: DeadLetter[];
}

/**
 * Parses and classifies the events, with what `contextOf` knows beside each alert. Each element of each event comes out as an alert or as a dead letter.
 * `now` is epoch milliseconds. Never throws.
 */
export function readEvents(events: readonly ReceivedEvent[], maxBytes: number, now: number, contextOf?: ContextOf): ReadEvents {
  const alerts: ReadAlert[] = [];
  const deadLetters: DeadLetter[] = [];
  for (const event of events) {
    const { partitionId, sequenceNumber, enqueuedTime } = event;
    let index = 0;
    for (const reading of readEvent(event.body, hintsOf(event, maxBytes))) {
      const source = { partitionId, sequenceNumber, index: index++, enqueuedTime };
      if (reading.ok) {
        const { alert, subscriptionId } = reading;
        alerts.push({ alert: classified(alert, subscriptionId, contextOf), source });
      } else {
        const { subscriptionId = NO_SUBSCRIPTION, rejection, raw } = reading;
        deadLetters.push({ ...rejection, subscriptionId, raw, time: now, source });
      }
    }
  }
  return { alerts, deadLetters };
}

/**
 * The alert itself with its classification, not a copy: with some forty properties that would take a third of the whole time. Each property by its name,
 * for `Object.assign` takes a twentieth of it.
 */
function classified(read: SourceAlert, subscriptionId: string, contextOf: ContextOf | undefined): Alert {
  const found = classify(read, contextOf?.(read, subscriptionId));
  const alert = read as Alert;
  alert.severity = found.severity;
  alert.analyticConfidence = found.analyticConfidence;
  alert.maliceConfidence = found.maliceConfidence;
  alert.tactics = found.tactics;
  alert.techniques = found.techniques;
  alert.reasons = found.reasons;
  alert.subscriptionId = subscriptionId;
  return alert;
}

/** The dead letter of an alert that could be read but not stored. */
export function unstorable({ alert, source }: ReadAlert, now: number): DeadLetter {
  const code: RejectionCode = 'NotStorable';
  return {
    subscriptionId: alert.subscriptionId,
    code,
    detail: `${REJECTIONS[code]} Its id is ${alert.id}.`,
    raw: alert.raw,
    time: now,
    source,
  };
}

function hintsOf({ properties, enqueuedTime }: ReceivedEvent, maxBytes: number): ReadingHints {
  return {
    format: textOf(properties.format) || undefined,
    subscriptionId: textOf(properties.subscriptionId) || undefined,
    receivedTime: parseTime(enqueuedTime),
    maxBytes,
  };
}
