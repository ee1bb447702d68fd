/** What code below functions/ may do with a log. An invocation's context is one; its lines carry the invocation and its trace. */
export interface Log {
  info(...parts: unknown[]): void;
  warn(...parts: unknown[]): void;
  error(...parts: unknown[]): void;
}

/** One structured line: a sentence and its facts as JSON, which Application Insights can query. */
export function line(message: string, facts: Readonly<Record<string, unknown>> = {}): string {
  return Object.keys(facts).length === 0 ? message : `${message} ${JSON.stringify(facts)}`;
}
