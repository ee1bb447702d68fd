/** Why a value is what it is: the rule that spoke, by a stable code, and a sentence for the analyst. */
export interface Reason {
  /** Stable, dotted, e.g. `severity.known-alert-type`. */
  code: string;
  text: string;
  /** What it did to the confidences, where it is about the severity of an alert. */
  effect?: ConfidenceEffect;
}

/** Steps of confidence, up or down: natural logarithms of odds, so that 1 takes a confidence of 0.5 to 0.73, and 2 takes it to 0.88. */
export interface ConfidenceEffect {
  analytic: number;
  malice: number;
}
