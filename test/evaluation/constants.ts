import * as appraising from '../../shared/fusion/appraise';
import * as nearness from '../../shared/fusion/evidence';
import * as gathering from '../../shared/fusion/gather';
import * as grouping from '../../shared/fusion/group-touches';
import * as incidents from '../../shared/fusion/is-incident';
import * as links from '../../shared/fusion/link-key';
import { runScript } from '../support/script';
import { aitScenarios } from './ait-scenario';
import { evaluateFusion } from './e1-fusion';
import { mean } from './mean';
import { replace } from './replace';
import { VARIATIONS } from './variations';

const MINUTE = 60_000;

/** A choice of constants which might have been made: how to make it, giving the way back. */
interface Setting {
  name: string;
  make(): (() => void)[];
}

const SETTINGS: readonly Setting[] = [
  { name: 'as chosen', make: () => [] },
  ...[2.5, 2.8].map((value) => ({
    name: `unusual from ${value}`,
    make: () => [set(appraising, 'CORE_SURPRISE', value), set(incidents, 'UNUSUAL', value)],
  })),
  ...[1.6, 2].map((value) => ({ name: `evidence from ${value}`, make: () => [set(appraising, 'EVIDENCE_SURPRISE', value)] })),
  ...[1.5, 1.9].map((value) => ({ name: `evidence by time from ${value}`, make: () => [set(gathering, 'RARE_TYPE', value)] })),
  ...[10, 20].map((value) => ({
    name: `evidence within ${value} minutes`,
    make: () => [set(nearness, 'EVIDENCE_REACH', value * MINUTE)],
  })),
  ...[3, 5].map((value) => ({ name: `${value} unusual kinds found`, make: () => [set(incidents, 'UNUSUAL_TYPES', value)] })),
  ...[40, 90].map((value) => ({ name: `linked within ${value} minutes`, make: () => [set(links, 'USUAL_REACH', value * MINUTE)] })),
  ...[0.3, 0.8].map((value) => ({ name: `prior of ${value} sightings`, make: () => [set(appraising, 'PRIOR', value)] })),
  { name: 'burst of 8 times the usual', make: () => [set(appraising, 'BURST', 8)] },
  { name: '3 never-seen kinds make a sweep', make: () => [set(grouping, 'LEAST_NOVEL_TYPES', 3)] },
];

const JUDGED_BY = ['as recorded', 'all 11 h later', 'first day missing', 'twice the noise', 'no scans'];

runScript(main());

/** Prints the mean F1 of each scenario under each setting, and which setting the other scenarios would have chosen for it. */
async function main(): Promise<void> {
  const scenarios = aitScenarios();
  if (scenarios.length === 0) return;
  const variations = VARIATIONS.filter(({ name }) => JUDGED_BY.includes(name));
  console.log(
    `| setting | ${scenarios.map(({ name }) => name).join(' | ')} | mean F1 | incidents a day |\n|${'---|'.repeat(scenarios.length + 3)}`,
  );
  const tried: { name: string; f1: number[] }[] = [];
  for (const { name, make } of SETTINGS) {
    const restore = make();
    const results = [];
    for (const scenario of scenarios) {
      const varied = [];
      for (const { of } of variations) varied.push(await evaluateFusion(of(scenario)));
      results.push({ f1: mean(varied.map(({ score }) => score.f1)), perDay: mean(varied.map(({ incidentsPerDay }) => incidentsPerDay)) });
    }
    for (const back of restore) back();
    const f1 = results.map((result) => result.f1);
    tried.push({ name, f1 });
    const cells = [...f1, mean(f1)].map((value) => value.toFixed(3));
    console.log(`| ${[name, ...cells, mean(results.map(({ perDay }) => perDay)).toFixed(2)].join(' | ')} |`);
  }
  scenarios.forEach(({ name }, index) => {
    const byOthers = (setting: { f1: number[] }) => mean(setting.f1.filter((_, other) => other !== index));
    const [chosen] = [...tried].sort((a, b) => byOthers(b) - byOthers(a));
    const [ours] = tried;
    console.log(
      `${name}: the others choose "${chosen?.name}", ${chosen?.f1[index]?.toFixed(3)} there; as chosen ${ours?.f1[index]?.toFixed(3)}`,
    );
  });
}

function set<Module extends object, Name extends keyof Module>(module: Module, name: Name, value: number): () => void {
  return replace(module, name, value as Module[Name] & number);
}
