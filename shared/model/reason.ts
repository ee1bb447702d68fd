/** Why a value is what it is: the rule that spoke, by a stable code, and a sentence for the analyst. */
export interface Reason {
  /** Stable, dotted, e.g. `severity.known-alert-type`. */
  code: string;
  text: string;
}
