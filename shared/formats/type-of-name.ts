import { lower } from '../model/text';
import { wellFormedPrefix } from './limits';

/**
 * What changes from one alert of an analytic to the next: quoted values, addresses, hashes, long numbers, and which part of a list cut into groups it was.
 * Short numbers name ports, codes and CVEs.
 */
const VARIABLE =
  /(?<![^\s(=:])(?:"[^"]{1,200}"|'[^']{1,200}')|\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?=[a-f]*\d)[0-9a-f]{8}(?:-?[0-9a-f]{4}){3,28}\b|\b0x[0-9a-f]+\b|(?<=\bgroup )\d{1,5}$|(?<!cve-\d{4}-)\b\d{6,}\b/g;

/** In characters. */
const LONGEST = 200;

/** Stands in for the id of an analytic where the source gives but its name: two alerts that differ in addresses, hashes and quoted values have one type. */
export function typeOfName(product: string, name: string): string {
  const plain = lower(wellFormedPrefix(name, LONGEST * 4).trimEnd())
    .replace(VARIABLE, '#')
    .replace(/\s+/g, ' ');
  return `${product}:${wellFormedPrefix(plain, LONGEST)}`;
}
