/** More words than any name has that people give to a detection. */
const MOST_WORDS = 60;

/** The words of a name in lower case. A name without blanks is taken apart where letter cases meet: `AnomalousTokenUse`. Ids of CVE become `cve`. */
export function wordsOf(name: string): string[] {
  const text = /\s/.test(name.trim()) ? name : name.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  const words = text
    .toLowerCase()
    .replace(/%\{[^}]{0,80}\}/g, ' ')
    .replace(/cve-\d{4}-\d{3,7}/g, ' cve ')
    .match(/[a-z0-9]+/g);
  return (words ?? []).slice(0, MOST_WORDS);
}
