import * as appraising from '../../shared/fusion/appraise';
import * as echoes from '../../shared/fusion/echo';
import * as grouping from '../../shared/fusion/group-touches';
import * as incidents from '../../shared/fusion/is-incident';
import { kindOf } from '../../shared/fusion/link-key';
import * as networks from '../../shared/fusion/zones';
import { runScript } from '../support/script';
import { aitScenarios } from './ait-scenario';
import { evaluateFusion } from './e1-fusion';
import { evaluateConcurrent } from './e2-concurrent';
import { mean } from './mean';
import { replace } from './replace';

/** An ingredient of the engine: how to leave it out by replacing a function of a compiled module, which gives the way back. */
interface Ingredient {
  name: string;
  leaveOut(): () => void;
}

const INGREDIENTS: readonly Ingredient[] = [
  { name: 'nothing', leaveOut: () => () => undefined },
  { name: 'knowledge of analytics that only repeat another alert', leaveOut: () => replace(echoes, 'isEcho', () => false) },
  { name: 'sweeps over several machines', leaveOut: () => withoutTouches('novel') },
  { name: 'evidence of the same time on other machines', leaveOut: () => withoutTouches('time') },
  {
    name: 'evidence of any kind',
    leaveOut: () => changeAppraisal((appraisal) => ({ ...appraisal, isEvidence: false })),
  },
  { name: 'networks learned from what fires together', leaveOut: () => replace(networks, 'learnZones', () => () => networks.ONE_ZONE) },
  { name: 'return of an attacker within half a day', leaveOut: () => withoutTouches('again') },
  { name: 'incidents founded by many unusual types', leaveOut: withoutBursts },
  {
    name: 'surprise (severity alone founds)',
    leaveOut: () => changeAppraisal((appraisal, { weight }) => ({ ...appraisal, isCore: weight >= 2, isEvidence: weight < 2 })),
  },
];

runScript(main());

/** Prints a row of a table for every ingredient left out: what each of them brings. */
async function main(): Promise<void> {
  const scenarios = aitScenarios();
  if (scenarios.length === 0) return;
  console.log('| left out | E1 F1 | incidents a day | E2 F1, attacks at once |\n|---|---|---|---|');
  for (const { name, leaveOut } of INGREDIENTS) {
    const restore = leaveOut();
    const alone = [];
    for (const scenario of scenarios) alone.push(await evaluateFusion(scenario));
    const merged = [];
    for (const [index, first] of scenarios.entries()) {
      for (const second of scenarios.slice(index + 1)) merged.push(await evaluateConcurrent(first, second, 0));
    }
    restore();
    const row = [
      name,
      mean(alone.map(({ score }) => score.f1)).toFixed(3),
      mean(alone.map(({ incidentsPerDay }) => incidentsPerDay)).toFixed(2),
      mean(merged.map(({ score }) => score.f1)).toFixed(3),
    ];
    console.log(`| ${row.join(' | ')} |`);
  }
}

function withoutTouches(kind: string): () => void {
  const original = grouping.groupTouches;
  return replace(grouping, 'groupTouches', (core) => original(core).filter(({ key }) => kindOf(key) !== kind));
}

function withoutBursts(): () => void {
  const restored = [
    replace(incidents, 'isBurstOfTheUnusual', () => false),
    replace(incidents, 'isIncident', (core) => incidents.isConfirmed(core) || incidents.isChainOfWarnings(core)),
  ];
  return () => {
    for (const restore of restored) restore();
  };
}

function changeAppraisal(
  change: (appraisal: appraising.Appraisal, activity: Parameters<typeof appraising.appraise>[0]) => appraising.Appraisal,
): () => void {
  const original = appraising.appraise;
  return replace(appraising, 'appraise', (activity, baseline) => change(original(activity, baseline), activity));
}
