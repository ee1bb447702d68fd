import { Engine, type RuleProperties } from 'json-rules-engine';
import { classify } from '../../shared/classification/classify';
import { readEvent } from '../../shared/formats/read-event';
import type { SourceAlert } from '../../shared/model/alert';
import type { Benchmark, Row } from './row';
import { leastTime } from './timing';
import { workload } from './workload';

const ALERTS = 2_000;
const ROUNDS = 5;

/** Severity and tactics from rules, beside a library whose users would write such rules as JSON. */
export const classification: Benchmark = {
  name: 'classification',
  title: 'Classification of parsed alerts, one core, beside json-rules-engine with 10 rules',
  async run() {
    const alerts = [...workload({ alerts: ALERTS, subscriptions: 5, from: Date.UTC(2026, 2, 2), spacing: 1_000 })].flatMap(({ text }) =>
      readEvent(text, { maxBytes: 1_000_000 }).flatMap((reading) => (reading.ok ? [reading.alert] : [])),
    );
    const ours = leastTime(ROUNDS, () => {
      for (const alert of alerts) classify(alert);
    });
    const theirs = await timeOfRulesEngine(alerts);
    const perSecond = (milliseconds: number) => Math.round((ALERTS / milliseconds) * 1000);
    return [
      { name: 'json-rules-engine', value: perSecond(theirs), unit: 'alerts/s' },
      { name: 'classify', value: perSecond(ours), unit: 'alerts/s', ratio: `${(theirs / ours).toFixed(0)}x as many as json-rules-engine` },
    ] satisfies Row[];
  },
};

async function timeOfRulesEngine(alerts: readonly SourceAlert[]): Promise<number> {
  const engine = new Engine(RULES, { allowUndefinedFacts: true });
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round <= ROUNDS; round++) {
    const began = performance.now();
    for (const alert of alerts) await engine.run({ ...alert });
    if (round > 0) least = Math.min(least, performance.now() - began);
  }
  return least;
}

function rule(event: string, all: { fact: keyof SourceAlert; operator: string; value: unknown }[]): RuleProperties {
  return { conditions: { all }, event: { type: event } };
}

/** A level for each word of the vendor's, what was done about it, and the tactics that the source names. */
const RULES: RuleProperties[] = [
  rule('severity.high', [{ fact: 'vendorSeverity', operator: 'in', value: ['High', 'Critical'] }]),
  rule('severity.medium', [{ fact: 'vendorSeverity', operator: 'equal', value: 'Medium' }]),
  rule('severity.low', [{ fact: 'vendorSeverity', operator: 'equal', value: 'Low' }]),
  rule('severity.informational', [{ fact: 'vendorSeverity', operator: 'equal', value: 'Informational' }]),
  rule('severity.blocked', [{ fact: 'action', operator: 'in', value: ['blocked', 'quarantined'] }]),
  rule('severity.known', [
    { fact: 'vendor', operator: 'equal', value: 'Microsoft' },
    { fact: 'alertType', operator: 'in', value: ['VM_Bench1', 'VM_Bench2', 'VM_Bench3'] },
  ]),
  rule('tactic.execution', [{ fact: 'vendorTactics', operator: 'contains', value: 'TA0002' }]),
  rule('tactic.discovery', [{ fact: 'vendorTactics', operator: 'contains', value: 'TA0007' }]),
  rule('tactic.persistence', [{ fact: 'vendorTactics', operator: 'contains', value: 'TA0003' }]),
  rule('tactic.lateral-movement', [{ fact: 'vendorTactics', operator: 'contains', value: 'TA0008' }]),
];
