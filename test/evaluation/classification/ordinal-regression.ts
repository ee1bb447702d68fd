/** One thing to learn from: the ids of its features, what is known beforehand, and its level, 0 and up. */
export interface Example {
  features: number[];
  /** Log-odds that are given: the weights learn only what these leave open. */
  offset: number;
  level: number;
  /** Examples with one label share their habits: each group has its own thresholds, so that the weights do not learn who rates higher as a rule. */
  group: string;
  weight: number;
}

export interface Training {
  featureCount: number;
  /** Number of thresholds between levels: 1 for a yes or no. */
  thresholds: number;
  /**
   * Pull of every weight towards zero, as if so many examples spoke for none: a feature of few examples learns little.
   */
  shrinkage: number;
  /** Whether a group has thresholds of its own; else there are none, and a feature of all examples may stand for them. */
  hasHabits: boolean;
  /** First step of a weight (AdaGrad makes the later ones smaller). */
  step: number;
  rounds: number;
}

/**
 * Weights of an ordinal regression with proportional odds, by stochastic gradient descent; the mean over the second half of the rounds.
 * The order of the examples comes from a fixed seed: the same examples give the same weights.
 */
export function learnWeights(
  examples: readonly Example[],
  { featureCount, thresholds, shrinkage, hasHabits, step, rounds }: Training,
): Float64Array {
  const weights = new Float64Array(featureCount);
  const squares = new Float64Array(featureCount).fill(1e-6);
  const mean = new Float64Array(featureCount);
  const habits = new Map<string, { odds: number[]; squares: number[] }>();
  for (const { group } of examples) habits.set(group, { odds: Array(thresholds).fill(0), squares: Array(thresholds).fill(1e-6) });
  const pull = new Float64Array(featureCount);
  for (const { features } of examples) for (const feature of features) pull[feature] = (pull[feature] as number) + 1;
  for (let feature = 0; feature < featureCount; feature++) pull[feature] = shrinkage / Math.max(1, pull[feature] as number);
  const order = examples.map((_, index) => index);
  const random = seeded(1);

  let kept = 0;
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    for (const index of order) {
      const example = examples[index] as Example;
      const habit = habits.get(example.group) as { odds: number[]; squares: number[] };
      let odds = example.offset;
      for (const feature of example.features) odds += weights[feature] as number;

      let error = 0;
      for (let k = 0; k < thresholds; k++) {
        const threshold = habit.odds[k] as number;
        const gradient = (1 / (1 + Math.exp(-odds - threshold)) - (example.level > k ? 1 : 0)) * example.weight;
        error += gradient;
        if (!hasHabits) continue;
        const square = (habit.squares[k] as number) + gradient * gradient;
        habit.squares[k] = square;
        habit.odds[k] = threshold - (0.1 * gradient) / Math.sqrt(square);
      }
      for (const feature of example.features) {
        const weight = weights[feature] as number;
        const gradient = error + (pull[feature] as number) * weight;
        const square = (squares[feature] as number) + gradient * gradient;
        squares[feature] = square;
        weights[feature] = weight - (step * gradient) / Math.sqrt(square);
      }
    }
    if (round < rounds / 2) continue;
    kept++;
    for (let feature = 0; feature < featureCount; feature++) mean[feature] = (mean[feature] as number) + (weights[feature] as number);
  }
  return mean.map((sum) => sum / kept);
}

/** Numbers of 0 to 1 by a linear congruential generator. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
}
