import { textsOf } from './fields';

const TECHNIQUE = /^T\d{4}(?:\.\d{3})?$/;

/** The ids of ATT&CK techniques among the lists given, each once. */
export function readTechniques(...lists: unknown[]): string[] {
  const ids = lists.flatMap(textsOf).map((id) => id.trim().toUpperCase());
  return [...new Set(ids.filter((id) => TECHNIQUE.test(id)))];
}
