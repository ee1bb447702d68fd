import type { CoFiring } from './co-firing';
import { Components } from './components';

/** Fired together so often, and so many times more often than chance: the two see the same events. Of recorded networks 8 to 12 times find the same; 7 joins two of them, 16 takes one apart. */
const LEAST_TOGETHER = 3;
const LEAST_LIFT = 10;
/** Fewer things are no network. */
const LEAST_SIZE = 3;

/** Where all is one network, or nothing is known of networks. */
export const ONE_ZONE = 'one';
/** Of a thing that was never seen together with any other, where there are several networks. */
export const NO_ZONE = 'none';

/**
 * The networks of a subscription, learned from which things fire together on ordinary days: sweeps and coincidences in time tie things of one network only.
 * Gives the zone of a subject.
 */
export function learnZones(coFirings: readonly CoFiring[]): (subject: string) => string {
  const pairs = new Map<string, CoFiring>();
  for (const { a, b, together, expected } of coFirings) {
    const key = `${a}\n${b}`;
    const known = pairs.get(key);
    pairs.set(key, { a, b, together: together + (known?.together ?? 0), expected: expected + (known?.expected ?? 0) });
  }
  const components = new Components();
  for (const { a, b, together, expected } of pairs.values()) {
    if (together >= LEAST_TOGETHER && together >= LEAST_LIFT * expected) components.join(a, b);
  }
  const zones = components.groups().filter((members) => members.length >= LEAST_SIZE);
  if (zones.length < 2) return () => ONE_ZONE;
  const zoneOf = new Map(
    zones.flatMap((members) => {
      const [name = NO_ZONE] = [...members].sort();
      return members.map((member) => [member, name] as const);
    }),
  );
  return (subject) => zoneOf.get(subject) ?? NO_ZONE;
}
