/** One measured figure. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  /** Against the baseline of the same run, in words: `2.9x JSON.parse`. */
  ratio?: string;
}

/** One part of `npm run bench`. */
export interface Benchmark {
  /** By which the command line selects it. */
  name: string;
  title: string;
  run(): Promise<Row[]>;
}
