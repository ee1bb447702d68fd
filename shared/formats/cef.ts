import { contentId } from '../model/content-id';
import { readActionWord } from './action';
import { analyticOf } from './cef/analytic';
import { readEntities } from './cef/entities';
import { type CefEvent, cefIn, lineIn } from './cef/event';
import { timesOf } from './cef/times';
import { csvRows } from './csv';
import { describe, textOf } from './fields';
import type { AlertFormat, JsonObject, Parsed, TextEvent } from './format';
import { cut, LIMITS } from './limits';
import { shownProperties, sourceAlert } from './source-alert';
import { readTechniquesIn } from './techniques';

const NAME = 'cef';

/**
 * ArcSight's Common Event Format: a line, with or without a syslog header before it; the same inside JSON (`message`, or `SyslogMessage` in a row of the
 * table Syslog); and rows of the table CommonSecurityLog, JSON or CSV. Every event in it counts as an alert: what to forward is for the device to say.
 */
export const cef: AlertFormat = {
  name: NAME,
  aliases: ['arcsight', 'commonsecuritylog'],
  recognises: (event) => (typeof event.DeviceVendor === 'string' && typeof event.DeviceProduct === 'string') || lineIn(event) !== undefined,
  eventsIn: (text) => csvRows(text, ['DeviceVendor', 'DeviceProduct', 'DeviceEventClassID']) ?? lines(text),
  parse,
  subscriptionOf: () => undefined,
};

/** Each line is an event of its own, also one that is no CEF: it is rejected as such. */
function lines(text: string): TextEvent[] | undefined {
  if (!/CEF:\s?\d/.test(text)) return undefined;
  return text
    .split(/\r?\n/, LIMITS.events + 1)
    .filter((line) => line.trim() !== '')
    .map((line) => ({ event: { message: line }, raw: line }));
}

function parse(event: JsonObject, raw: string, receivedTime?: number): Parsed {
  const told = cefIn(event);
  if (!told)
    return invalid(`message: expected a line of CEF with its eight parts, found ${describe(event.message ?? event.SyslogMessage)}`);
  const analytic = analyticOf(told);
  if (analytic.name === '') return invalid('Name: expected the name of the event, found nothing');
  const times = timesOf(told, receivedTime);
  if (!times) {
    const written = ['rt', 'start', 'end'].map((field) => told.fields.get(field)).find((text) => text !== undefined);
    const found = describe(written ?? (told.prefix || undefined));
    return invalid(`rt: expected a time in rt, start, end, TimeGenerated or the header of syslog, found ${found}`);
  }

  return {
    ok: true,
    alert: sourceAlert({
      id: contentId(NAME, JSON.stringify(event)),
      format: NAME,
      vendor: told.vendor || 'unknown vendor',
      product: told.product || 'unknown product',
      component: told.fields.get('deviceFacility') ?? '',
      alertType: analytic.type,
      displayName: analytic.name,
      description: cut(told.fields.get('msg') ?? ''),
      vendorSeverity: told.severity,
      vendorTechniques: readTechniquesIn(labelled(told, /mitre|technique|att&?ck/i)),
      category: cut(told.fields.get('cat') ?? ''),
      action: readActionWord(told.fields.get('act') ?? ''),
      ...times,
      entities: readEntities(told),
      compromisedEntity: ['dhost', 'dst', 'dvchost', 'dvc'].map((name) => told.fields.get(name)).find((text) => text !== undefined) ?? '',
      extendedProperties: shownProperties(shownFields(told)),
      raw,
    }),
  };
}

function invalid(detail: string): Parsed {
  return { ok: false, rejection: { code: 'InvalidField', detail } };
}

/** The values of custom fields whose labels match. */
function labelled({ fields }: CefEvent, label: RegExp): string {
  const names = [...fields.keys()].filter((name) => name.endsWith('Label') && label.test(fields.get(name) ?? ''));
  return names.map((name) => fields.get(name.slice(0, -'Label'.length)) ?? '').join(' ');
}

/** The fields under the labels which the device gave them, and the others as they are. */
function shownFields({ fields, version }: CefEvent): Record<string, string> {
  const shown = [...fields]
    .filter(([name]) => !name.endsWith('Label'))
    .slice(0, LIMITS.members)
    .map(([name, value]) => [cut(fields.get(`${name}Label`) || name), cut(textOf(value))]);
  return { ...Object.fromEntries(shown), 'device version': version };
}
