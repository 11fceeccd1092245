import { wilson } from '../src/evidence/intervals.ts';
import {
  corner,
  fringeWorlds,
  isInvariant,
  keptShare,
  microWorlds,
  noiseWorlds,
  shuffledWorlds,
  twinWorlds,
} from './measure.ts';
import { modelEval } from './model-run.ts';
import { probeScore } from './probes.ts';
import { plantedWorld, type Recipe, strong, tableOf, weak } from './worlds.ts';

const quick = process.argv.includes('--quick');
const started = performance.now();
const missed: string[] = [];

function line(measure: string, found: string, goal: string, holds: boolean | null): void {
  const mark = holds === null ? '' : holds ? 'ok' : 'MISSED';
  console.log(`${measure.padEnd(52)} ${found.padEnd(46)} ${goal.padEnd(22)} ${mark}`);
  if (holds === false) missed.push(measure);
}

/** A corner misses its goal when even the upper end of its 95 % interval lies below it. */
function planted(name: string, recipe: Recipe, worlds: number, goal: number | null): void {
  const { oracle, share, pamShare, error, lead, leadInterval } = corner(recipe, worlds);
  const found = `${three(share)} of oracle ${three(oracle)}; PAM ${three(pamShare)}; lead ${signed(lead)} [${leadInterval.map(signed).join(', ')}]`;
  const holds = (goal === null || share + 1.96 * error >= goal) && leadInterval[1] >= 0;
  line(
    `planted: ${name}, ${worlds} worlds`,
    found,
    goal === null ? 'not below PAM' : `>= ${goal}, not below PAM`,
    holds,
  );
}

function three(number: number): string {
  return number.toFixed(3);
}

function signed(number: number): string {
  return `${number < 0 ? '' : '+'}${number.toFixed(3)}`;
}

await modelEval(line);
if (process.argv.includes('model')) finish();

for (const file of ['english', 'russian', 'held-out']) {
  const { answers, precision, recall, wrong } = probeScore(file);
  line(
    `follow-ups: ${file}, ${answers} answers`,
    `precision ${three(precision)}, recall ${three(recall)}`,
    '>= .9, >= .7',
    precision >= 0.9 && recall >= 0.7,
  );
  for (const answer of wrong) console.log(`  wrong: ${answer}`);
}

const shuffled = shuffledWorlds(200);
const [low, high] = wilson(shuffled, 200);
line(
  'shuffled labels: worlds with a claim',
  `${shuffled} of 200 [${three(low)}, ${three(high)}]`,
  '<= 5 %',
  low <= 0.05,
);

const noise = noiseWorlds(200);
line(
  'pure noise: supported groups beyond one',
  `${noise.supported} of 200 worlds`,
  '0',
  noise.supported === 0,
);
line('pure noise: tentative or supported beyond one', `${noise.kept} of 200 worlds`, 'shown', null);
line('pure noise: worlds with a micro group', `${noise.micro} of 200`, '0', noise.micro === 0);

const twins = twinWorlds(quick ? 10 : 60);
line(
  'noise, one fact asked twice: supported beyond one',
  `${twins.supported} worlds; tentative in ${twins.kept}`,
  'at most 1',
  twins.supported <= 1,
);

const worlds = quick ? 20 : 100;
for (const n of [60, 120, 300]) planted(`3 strong, n = ${n}`, { ...strong, n }, worlds, 0.97);
planted('3 weak, n = 60', { ...weak, n: 60 }, worlds, null);
planted('3 weak, n = 120', { ...weak, n: 120 }, worlds, 0.83);
planted('3 weak, n = 300', { ...weak, n: 300 }, worlds, 0.9);

const others: [string, Recipe][] = [
  ['2 groups', { ...strong, sizes: [1, 1] }],
  ['4 groups of 4 values', { ...strong, n: 120, sizes: [1, 1, 1, 1], values: [4, 4, 4, 4, 4, 4] }],
  [
    '5 groups of 5 values, .65',
    { ...strong, n: 150, own: 0.65, sizes: [1, 1, 1, 1, 1], values: [5, 5, 5, 5, 5, 5, 5, 5] },
  ],
  ['unequal 6 : 3 : 1', { ...strong, n: 120, sizes: [6, 3, 1] }],
  ['unequal 6 : 3 : 1, .65', { ...strong, n: 150, own: 0.65, sizes: [6, 3, 1] }],
  ['8 items of 2 values, 2 groups', { ...strong, n: 120, sizes: [1, 1], values: [2, 2, 2, 2, 2, 2, 2, 2] }],
  ['6 items of 6 values, .6', { ...strong, n: 150, own: 0.6, values: [6, 6, 6, 6, 6, 6] }],
  [
    'own values shared by chance, .75',
    { ...strong, n: 120, own: 0.75, values: [3, 4, 3, 4, 3, 4, 3, 4], careless: true },
  ],
  ['3 % missing, weak', { ...weak, n: 120, missing: 0.03 }],
  [
    '8 items of 5 values, 60 : 25 : 15, .6',
    { ...weak, n: 120, sizes: [60, 25, 15], values: new Array(8).fill(5) },
  ],
  ['6 items of 5 ordered values', { ...strong, n: 120, values: new Array(6).fill(5), decay: 0.45 }],
  ['10 items, 6 asked of each', { ...strong, n: 120, values: [3, 4, 3, 4, 3, 4, 3, 4, 3, 4], asked: 6 }],
];
for (const [name, recipe] of others) planted(`${name}, n = ${recipe.n}`, recipe, quick ? 10 : 100, null);

const gated = quick ? 6 : 60;
for (const [name, recipe] of [
  ['strong, n = 60', strong],
  ['weak, n = 120', { ...weak, n: 120 }],
] as const) {
  line(`planted groups that pass the gates: ${name}`, three(keptShare(recipe, gated)), 'shown', null);
}

const fringe = fringeWorlds(
  { ...strong, n: 120, values: [3, 4, 5, 6, 3, 4, 5, 6, 8, 4] },
  0.2,
  quick ? 5 : 20,
);
line(
  'fringe: members put there; cases of no kind put there',
  `${three(fringe.lost)}; ${three(fringe.caught)}`,
  '<= .05; shown',
  fringe.lost <= 0.05,
);

const micro = microWorlds(quick ? 12 : 100, 150);
line('planted micro groups found, 50 cases in the parent', three(micro.found), '>= .8', micro.found >= 0.8);
line(
  'macro groups with a false micro group',
  three(micro.claimed),
  '<= .05',
  micro.claimed <= 0.05 || (quick && micro.wrong <= 2),
);

const mixed = plantedWorld({ ...strong, n: 80 }, 5);
const same = isInvariant(
  tableOf(
    mixed.items,
    Array.from({ length: 80 }, (_, i) => (i % 3 === 0 ? 0 : 1)),
  ),
);
line('order of rows, a duplicated report', same ? 'same evidence' : 'evidence differs', 'same', same);

finish();

/** Ends with exit code 1 where a goal was missed. */
function finish(): never {
  console.log(`\n${((performance.now() - started) / 1_000).toFixed(0)} s`);
  if (missed.length > 0) {
    console.log(`Missed: ${missed.join('; ')}`);
    process.exitCode = 1;
  }
  process.exit();
}
