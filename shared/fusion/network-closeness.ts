import type { Touch } from './cluster';

/** The IPv4 addresses among the keys. */
export function addressesOf(touches: readonly Touch[]): string[] {
  return [...new Set(touches.flatMap(({ key }) => /^(?:ip|host):(\d+\.\d+\.\d+\.\d+)$/.exec(key)?.[1] ?? []))];
}

/** How many leading numbers two sets of addresses have in common at best, 0 to 4: machines of one network have two or three. */
export function closeness(a: readonly string[], b: readonly string[]): number {
  const prefixes = new Set(b.flatMap(prefixesOf));
  return Math.max(0, ...a.flatMap(prefixesOf).map((prefix) => (prefixes.has(prefix) ? prefix.split('.').length : 0)));
}

function prefixesOf(address: string): string[] {
  const parts = address.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}
