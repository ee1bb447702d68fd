import { refang } from './defang';

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::\d{1,5})?$/;
const BRACKETED = /^\[([^\]]+)\](?::\d{1,5})?$/;
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** No address takes more characters, with brackets, zone, port and blanks around. */
const LONGEST = 100;

/**
 * The one spelling of an address: dotted IPv4, IPv6 as in RFC 5952; an IPv4 address mapped into IPv6 becomes IPv4. A port and a zone are dropped.
 * Undefined when the text is no address; leading zeros make it none, for some read them as octal.
 */
export function canonicalIp(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const address = refang(text.trim());
  const octets = IPV4.exec(address)?.slice(1);
  if (!octets) return canonicalIpv6(address);
  return octets.every(isOctet) ? octets.join('.') : undefined;
}

function isOctet(digits: string): boolean {
  return (digits.length === 1 || digits[0] !== '0') && Number(digits) <= 255;
}

function canonicalIpv6(text: string): string | undefined {
  const address = (BRACKETED.exec(text)?.[1] ?? text).replace(/%.*$/, '');
  if (!/^[0-9a-fA-F:.]{2,45}$/.test(address) || !address.includes(':')) return undefined;
  const url = `http://[${address}]/`;
  if (!URL.canParse(url)) return undefined;
  const canonical = new URL(url).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(canonical) ?? [];
  return high === undefined || low === undefined ? canonical : dotted(Number.parseInt(high, 16), Number.parseInt(low, 16));
}

function dotted(high: number, low: number): string {
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** Loopback, unspecified, broadcast, multicast, link-local, and the address at which Azure's platform itself answers in every network. All for canonical addresses. */
const EVERYWHERE =
  /^(?:127\.|0\.|169\.254\.|2(?:2[4-9]|3\d)\.|255\.255\.255\.255$|168\.63\.129\.16$|::1?$|fe[89ab][0-9a-f]:|ff[0-9a-f]{2}:)/;

/** Whether a canonical address means another machine, or none, in every place it is seen. */
export function isAddressOfEverywhere(ip: string): boolean {
  return EVERYWHERE.test(ip);
}

const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:)/;

/** Whether a canonical address lies inside a private network (RFC 1918, RFC 6598, RFC 4193) or on the machine or link itself. */
export function isInternalAddress(ip: string): boolean {
  return PRIVATE.test(ip) || /^(?:127\.|169\.254\.|::1$|fe[89ab][0-9a-f]:)/.test(ip);
}
