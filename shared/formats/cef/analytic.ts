import type { CefEvent } from './event';

/** What fired: `type` tells two analytics of a product apart, `name` is for people. */
export interface Analytic {
  type: string;
  name: string;
}

/** Finds the threat in the events of a product whose header names but a class of them. */
type ThreatOf = (event: CefEvent) => { id: string; name: string };

/** By the vendor in small letters. Sources: PAN-OS CEF Configuration Guide (`cat=$threatid`); FortiOS Log Message Reference, CEF priority fields. */
const THREATS = new Map<string, ThreatOf>(
  Object.entries({
    'palo alto networks': threatOfPaloAlto,
    fortinet: threatOfFortinet,
  }),
);

/** The threat that the event names, else its class and name. */
export function analyticOf(event: CefEvent): Analytic {
  const { vendor, product, classId, name } = event;
  const threat = THREATS.get(vendor.trim().toLowerCase())?.(event) ?? { id: '', name: '' };
  const parts = [product, classId || name, threat.id || threat.name].filter((part, i) => i < 2 || part !== '');
  return { type: parts.join(':').toLowerCase(), name: threat.name || name || classId };
}

/** Every threat is a `THREAT` of a class such as `spyware`; the category says which: `Suspicious DNS Query(123456)`. */
function threatOfPaloAlto({ name, fields }: CefEvent): { id: string; name: string } {
  const [, threat = '', id = ''] = name === 'THREAT' ? (/^(.*)\((\d+)\)$/.exec((fields.get('cat') ?? '').trim()) ?? []) : [];
  return { id, name: threat.trim() };
}

/** A signature of attacks or a virus; the class and name, such as `utm:ips signature`, are those of all its kind. */
function threatOfFortinet({ fields }: CefEvent): { id: string; name: string } {
  const field = (name: string) => fields.get(`FTNTFGT${name}`)?.trim() ?? '';
  return { id: field('attackid') || field('virusid'), name: field('attack') || field('virus') };
}
