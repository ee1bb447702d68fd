export interface ClusteringScore {
  precision: number;
  recall: number;
  f1: number;
  /** Adjusted Rand index. */
  ari: number;
}

/** B-cubed precision and recall, and the adjusted Rand index, of groups against the truth; the two lists run in parallel. */
export function scoreClustering(truth: readonly string[], groups: readonly string[]): ClusteringScore {
  const truths = count(truth);
  const found = count(groups);
  const both = count(truth.map((name, index) => `${name}\n${groups[index]}`));
  const total = truth.length;
  let [precision, recall] = [0, 0];
  truth.forEach((name, index) => {
    const group = groups[index] ?? '';
    const shared = both.get(`${name}\n${group}`) ?? 0;
    precision += shared / (found.get(group) ?? 1) / total;
    recall += shared / (truths.get(name) ?? 1) / total;
  });
  const pairs = (counts: Map<string, number>) => [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const expected = (pairs(truths) * pairs(found)) / Math.max(1, (total * (total - 1)) / 2);
  const largest = (pairs(truths) + pairs(found)) / 2;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    ari: largest === expected ? 1 : (pairs(both) - expected) / (largest - expected),
  };
}

function count(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
