/** More words than any name has that people give to a detection. */
const MOST_WORDS = 60;
/** A call of an interface by its usual name, such as `StopLogging`: letter cases meet behind a verb. */
const CALL =
  /\b(?:Add|Assign|Associate|Assume|Attach|Authorize|Batch|Cancel|Change|Copy|Create|Deactivate|Decrypt|Delete|Describe|Detach|Disable|Disassociate|Enable|Export|Generate|Get|Import|List|Modify|Pass|Put|Register|Remove|Reset|Restore|Revoke|Run|Schedule|Send|Set|Share|Start|Stop|Terminate|Update)[A-Z][A-Za-z0-9]+\b/g;

/**
 * The words of a name in lower case. A name without blanks is taken apart where letter cases meet: `AnomalousTokenUse`, and so are the names of calls in
 * any name. Ids of CVE become `cve`, C&C becomes `c2`.
 */
export function wordsOf(name: string): string[] {
  const text = /\s/.test(name.trim()) ? name.replace(CALL, takenApart) : takenApart(name);
  const words = text
    .toLowerCase()
    .replace(/%\{[^}]{0,80}\}/g, ' ')
    .replace(/c&c/g, ' c2 ')
    .replace(/cve-\d{4}-\d{3,7}/g, ' cve ')
    .match(/[a-z0-9]+/g);
  return (words ?? []).slice(0, MOST_WORDS);
}

function takenApart(word: string): string {
  return word.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
}
