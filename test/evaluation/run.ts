import { aitScenarios } from './ait-scenario';
import { evaluateFusion } from './e1-fusion';

void main();

async function main(): Promise<void> {
  const scenarios = aitScenarios();
  const results = [];
  for (const scenario of scenarios) {
    const began = performance.now();
    const result = await evaluateFusion(scenario);
    results.push(result);
    const { precision, recall, f1, steps } = result.score;
    console.log(
      `${result.scenario}: P ${precision.toFixed(3)} R ${recall.toFixed(3)} F1 ${f1.toFixed(3)}, ${result.incidents} incidents, ${result.incidentsPerDay.toFixed(2)} a day; floors ${result.floors.map((floor) => `${floor.name} ${floor.f1.toFixed(3)} (${floor.groups} groups)`).join(', ')} [${((performance.now() - began) / 1000).toFixed(1)} s]`,
    );
    for (const [step, value] of Object.entries(steps)) {
      console.log(
        `   ${step}: ${value.units} units, ${value.covered} in incidents, P ${value.precision.toFixed(3)} R ${value.recall.toFixed(3)}`,
      );
    }
  }
  if (results.length > 0) console.log(`mean F1 ${(results.reduce((sum, { score }) => sum + score.f1, 0) / results.length).toFixed(3)}`);
}
