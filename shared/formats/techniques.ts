import { textsOf } from './fields';

const TECHNIQUE = /^T\d{4}(?:\.\d{3})?$/;
const IN_TEXT = /\bT\d{4}(?:\.\d{3})?\b/gi;

/** The ids of ATT&CK techniques among the lists given, each once. */
export function readTechniques(...lists: unknown[]): string[] {
  if (!lists.some(Array.isArray)) return [];
  const ids = lists.flatMap(textsOf).map((id) => id.trim().toUpperCase());
  return [...new Set(ids.filter((id) => TECHNIQUE.test(id)))];
}

/** The ids of techniques that stand in a text, each once. */
export function readTechniquesIn(text: string): string[] {
  return [...new Set((text.match(IN_TEXT) ?? []).map((id) => id.toUpperCase()))];
}
