import { canonicalIp } from '../../model/ip-address';
import type { EntityList } from '../entity-list';
import { textOf } from '../fields';
import type { JsonObject } from '../format';

/** What the numbers in `type_id` of an observable mean. Other types repeat what the event says elsewhere. */
const ADDERS: Record<number, (list: EntityList, value: string, host: string | undefined) => void> = {
  1: (list, value) => addName(list, value),
  2: (list, value) => void list.ip(value),
  4: (list, value, host) => list.account({ name: value, host }),
  5: (list, value) => list.account({ name: value }),
  6: (list, value) => list.url(value),
  7: (list, value, host) => list.file({ path: value, host }),
  8: (list, value) => list.hash('', value),
  9: (list, value, host) => list.process({ host, image: value }),
};

/** Adds an observable, unless the list has the same thing under that name already. */
export function addObservable(list: EntityList, observable: JsonObject, host: string | undefined): void {
  const value = textOf(observable.value);
  const canonical = canonicalIp(value) ?? value.toLowerCase();
  const isKnown = list.entities.some(({ key, name }) => key?.endsWith(`:${canonical}`) || name === value);
  if (!isKnown) ADDERS[Number(observable.type_id)]?.(list, value, host);
}

/** A host name with a dot may be one of the internet. */
function addName(list: EntityList, value: string): void {
  if (value.includes('.')) list.dns(value);
  else list.machine({ name: value });
}
