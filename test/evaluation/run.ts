import { runScript } from '../support/script';
import { type AitScenario, aitScenarios } from './ait-scenario';
import { type E1Result, evaluateFusion } from './e1-fusion';
import { evaluateConcurrent } from './e2-concurrent';
import { evaluateIsolation } from './e3-isolation';
import { evaluateOrder } from './e4-order';
import { mean } from './mean';
import { SHORT_HISTORIES, VARIATIONS, type Variation } from './variations';

/** Minutes between the beginnings of two attacks. */
const OFFSETS = [0, 7, 20];

runScript(main(process.argv.slice(2)));

/** Prints the scores that the command line names (e1 to e4, variations, histories), or all. */
async function main(names: string[]): Promise<void> {
  const isWanted = (name: string) => names.length === 0 || names.includes(name);
  const scenarios = aitScenarios();
  if (isWanted('e1')) await printFusion(scenarios);
  if (isWanted('variations')) await printVariations('variation', VARIATIONS, scenarios);
  if (isWanted('histories')) await printVariations('history', SHORT_HISTORIES, scenarios);
  if (isWanted('e2')) await printConcurrent(scenarios);
  if (isWanted('e3')) await printIsolation();
  if (isWanted('e4')) for (const scenario of scenarios) console.log('E4', JSON.stringify(await evaluateOrder(scenario)));
}

async function printFusion(scenarios: readonly AitScenario[]): Promise<void> {
  const f1: number[] = [];
  const floors = new Map<string, number>();
  for (const scenario of scenarios) {
    const { score, incidents, incidentsPerDay, alerts, floors: own } = await evaluateFusion(scenario);
    f1.push(score.f1);
    for (const floor of own) floors.set(floor.name, (floors.get(floor.name) ?? 0) + floor.f1 / scenarios.length);
    const steps = Object.entries(score.steps).map(([step, { units, covered }]) => `${step} ${covered}/${units}`);
    console.log(
      `E1 ${scenario.name}: precision ${show(score.precision)}, recall ${show(score.recall)}, F1 ${show(score.f1)}; ${incidents} incidents of ${alerts} alerts, ${incidentsPerDay.toFixed(2)} a day; steps ${steps.join(', ')}`,
    );
  }
  if (f1.length === 0) return;
  console.log(`E1 mean F1 ${show(mean(f1))}`);
  console.log(`E1 floors ${[...floors].map(([name, value]) => `${name} ${show(value)}`).join(', ')}`);
}

async function printVariations(title: string, variations: readonly Variation[], scenarios: readonly AitScenario[]): Promise<void> {
  if (scenarios.length === 0) return;
  console.log(`| ${title} | ${scenarios.map(({ name }) => name).join(' | ')} | mean F1 | incidents a day |`);
  console.log(`|${'---|'.repeat(scenarios.length + 3)}`);
  for (const { name, of } of variations) {
    const results: E1Result[] = [];
    for (const scenario of scenarios) results.push(await evaluateFusion(of(scenario)));
    const f1 = results.map(({ score }) => score.f1);
    const perDay = mean(results.map(({ incidentsPerDay }) => incidentsPerDay));
    console.log(`| ${[name, ...[...f1, mean(f1)].map(show), perDay.toFixed(2)].join(' | ')} |`);
  }
}

async function printConcurrent(scenarios: readonly AitScenario[]): Promise<void> {
  const all: number[] = [];
  for (const [index, first] of scenarios.entries()) {
    for (const second of scenarios.slice(index + 1)) {
      for (const offset of OFFSETS) {
        const { pair, score, floor } = await evaluateConcurrent(first, second, offset);
        all.push(score.f1);
        console.log(
          `E2 ${pair}, ${offset} min apart: B-cubed F1 ${show(score.f1)} (precision ${show(score.precision)}, recall ${show(score.recall)}), ARI ${show(score.ari)}; floor ${show(floor.f1)}, ARI ${show(floor.ari)}`,
        );
      }
    }
  }
  if (all.length > 0) console.log(`E2 mean B-cubed F1 ${show(mean(all))}`);
}

async function printIsolation(): Promise<void> {
  const result = await evaluateIsolation();
  if (result) console.log('E3', JSON.stringify(result));
}

function show(value: number): string {
  return value.toFixed(3);
}
