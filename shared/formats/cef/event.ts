import { textOf } from '../fields';
import type { JsonObject } from '../format';
import { parseLine } from './line';
import { fieldsOfRow } from './row';

/** What an event in CEF tells: its header, and its extension by the short names of the dictionary (`src`, `suser`, ...). */
export interface CefEvent {
  /** What came before the header: nothing, or a header of syslog. */
  prefix: string;
  vendor: string;
  product: string;
  version: string;
  /** Which analytic fired. */
  classId: string;
  name: string;
  /** 0 to 10, or one of Unknown, Low, Medium, High, Very-High. */
  severity: string;
  fields: ReadonlyMap<string, string>;
}

/** The line of CEF in an object that carries one. */
export function lineIn(event: JsonObject): string | undefined {
  const line = [event.message, event.SyslogMessage, event.Message].find((text) => typeof text === 'string' && /CEF:\s?\d+\|/.test(text));
  return typeof line === 'string' ? line : undefined;
}

/** Undefined when the object carries neither a whole line nor a row of CommonSecurityLog. */
export function cefIn(event: JsonObject): CefEvent | undefined {
  if (typeof event.DeviceVendor !== 'string') {
    const line = lineIn(event);
    return line === undefined ? undefined : parseLine(line, timeBeside(event));
  }
  return {
    prefix: textOf(event.TimeGenerated),
    vendor: event.DeviceVendor,
    product: textOf(event.DeviceProduct),
    version: textOf(event.DeviceVersion),
    classId: textOf(event.DeviceEventClassID),
    name: textOf(event.Activity),
    severity: textOf(event.LogSeverity),
    fields: fieldsOfRow(event),
  };
}

/** The time that a row of the table Syslog, or a forwarder, puts beside the line. */
function timeBeside(event: JsonObject): string {
  return textOf(event.EventTime) || textOf(event.TimeGenerated) || textOf(event['@timestamp']) || textOf(event.time);
}
