import { property } from '../defender/property';
import { isObject } from '../fields';

/** What lies at the end of a path of Pascal case names, each of which may stand in camel case. The names must be constants of the program. */
export function valueAt(value: unknown, ...path: string[]): unknown {
  let found = value;
  for (const name of path) {
    if (!isObject(found)) return undefined;
    found = property(found, name);
  }
  return found;
}
