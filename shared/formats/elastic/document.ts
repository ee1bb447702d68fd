import { isObject, textOf } from '../fields';
import type { JsonObject } from '../format';
import { LIMITS } from '../limits';
import { at } from '../nested';
import { readTime } from '../time';

/** The document itself, where it comes as a hit of a search. */
export function sourceOf(event: JsonObject): JsonObject {
  if (isObject(event._source)) return event._source;
  return isObject(event.fields) && event['@timestamp'] === undefined ? event.fields : event;
}

/** A document of Elasticsearch, whose fields may be nested or have dots in their names, and hold one value or several. */
export class EcsDocument {
  private readonly source: JsonObject;

  constructor(private readonly hit: JsonObject) {
    this.source = sourceOf(hit);
  }

  /** The value under a dotted name, however much of the path is nested. `_id` stands beside the document. */
  value(name: string): unknown {
    return name === '_id' ? this.hit._id : find(this.source, name);
  }

  /** The first of the names that has a scalar; of several values the first. Empty when none has. */
  text(...names: string[]): string {
    for (const name of names) {
      const [text] = this.texts(name);
      if (text !== undefined) return text;
    }
    return '';
  }

  texts(name: string): string[] {
    const value = this.value(name);
    return (Array.isArray(value) ? value.slice(0, LIMITS.members) : [value]).map(textOf).filter((text) => text.trim() !== '');
  }

  objects(name: string): JsonObject[] {
    const value = this.value(name);
    return (Array.isArray(value) ? value.slice(0, LIMITS.members) : [value]).filter(isObject);
  }

  /** The first of the names that holds a time. */
  time(...names: string[]): number | undefined {
    for (const name of names) {
      const value = this.value(name);
      const time = readTime(Array.isArray(value) ? value[0] : value);
      if (time !== undefined) return time;
    }
    return undefined;
  }
}

function find(object: JsonObject, name: string): unknown {
  const whole = object[name];
  if (whole !== undefined) return whole;
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const inner = at(object, name.slice(0, dot));
    if (!isObject(inner)) continue;
    const found = find(inner, name.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
