import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Drafted, draftMeasured } from './drafting/measured.ts';
import { MOST_PAIRED, type Part, rivals, SUPPORT } from './drafting/rivals.ts';
import { fillWorld } from './drafting/world.ts';

/** docs/method.md, section 10: seconds on two cores. */
const goals: Record<number, number> = { 1000: 10, 10000: 60, 100000: 300 };
const MOST_MEMORY = 1_000_000_000;
const LONGEST_DELAY = 100;
const SEED = 20_261_116;
const part = promisify(execFile);

type Row = { cases: number; drafted: Drafted; parts: Part[] };

/**
 * Drafts 1,000, 10,000 and 100,000 cases without a model and prints time, memory and what the bot feels of it;
 * `--quick` leaves out the largest, `--only 100000` the others. Each measurement runs in a process of its own, so that memory is that of one.
 */
export async function run(args: string[]): Promise<void> {
  const [what, url] = args;
  if (what === '--draft' && url) return console.log(JSON.stringify(await draftMeasured(url)));
  if (what === '--rivals' && url) return console.log(JSON.stringify(await rivals(url)));
  const only = Number(args[args.indexOf('--only') + 1]);
  const quick = args.includes('--quick') ? [1_000, 10_000] : [1_000, 10_000, 100_000];
  const sizes = args.includes('--only') && only > 0 ? [only] : quick;
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-bench-'));
  const rows: Row[] = [];
  try {
    for (const cases of sizes) rows.push(await measure(cases, join(folder, `${cases}.db`)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (rows.length > 1) printGrowth(rows);
  console.log(
    `\nnode-fpgrowth returns itemsets that ${SUPPORT * 100} % of the problem cases share, of any length, without a test.`,
  );
  console.log(
    `PAM keeps every pair of cases and takes the first ${MOST_PAIRED.toLocaleString('en')} problem cases.`,
  );
}

async function measure(cases: number, path: string): Promise<Row> {
  await fillWorld(path, cases, SEED);
  const child = async (what: string) => {
    const { stdout } = await part(process.execPath, ['bench/run.ts', 'drafting', what, `file:${path}`]);
    return JSON.parse(stdout) as unknown;
  };
  const drafted = (await child('--draft')) as Drafted;
  print(cases, drafted);
  const parts = (await child('--rivals')) as Part[];
  for (const { part: name, by, seconds, cases: on, found } of parts) {
    console.log(
      `  ${name.padEnd(8)} ${by.padEnd(20)} ${seconds.toFixed(2).padStart(8)} s  on ${on} cases: ${found}`,
    );
  }
  return { cases, drafted, parts };
}

function print(
  cases: number,
  { seconds, processor, stages, peak, before, personas, delay, write, file }: Drafted,
): void {
  const goal = goals[cases] ?? 0;
  const busy = loadavg()[0]!.toFixed(1);
  console.log(
    `\n${cases.toLocaleString('en')} cases, ${personas} personas drafted without a model (${cpus().length} cores, load ${busy})`,
  );
  const each = Object.entries(stages).map(
    ([stage, time]) => `${stage} ${time.seconds.toFixed(1)} / ${time.processor.toFixed(1)}`,
  );
  line(
    'time',
    `${seconds.toFixed(1)} s, of processor time ${processor.toFixed(1)} (${each.join(', ')})`,
    `<= ${goal} s`,
    seconds <= goal,
  );
  const perCase = ((peak - before) / cases / 1_000).toFixed(1);
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
  const memory = `${megabytes(peak)} MB, of which the bot ${megabytes(before)}; ${perCase} kB a case`;
  line('peak memory', memory, '< 1,000 MB', peak < MOST_MEMORY);
  line('the file', `${megabytes(file.before)} MB before, ${megabytes(file.after)} MB after`, 'shown', true);
  const felt = `p99 ${delay.p99.toFixed(0)} ms, longest ${delay.longest.toFixed(0)} ms`;
  line("the bot's event loop", felt, `p99 < ${LONGEST_DELAY} ms`, delay.p99 < LONGEST_DELAY);
  line(
    'a small write meanwhile',
    `longest wait ${write.longest.toFixed(0)} ms of ${write.count}`,
    'shown',
    true,
  );
}

function line(measure: string, found: string, goal: string, holds: boolean): void {
  const mark = goal === 'shown' ? '' : holds ? 'ok' : 'MISSED';
  console.log(`  ${measure.padEnd(24)} ${found.padEnd(66)} ${goal.padEnd(14)} ${mark}`);
  if (!holds) process.exitCode = 1;
}

/** How many times as much each takes where there are ten times as many cases. */
function printGrowth(rows: Row[]): void {
  console.log('\nTen times the cases take');
  rows.slice(1).forEach((row, i) => {
    const earlier = rows[i]!;
    const times = (now: number, then: number) => `${(now / then).toFixed(1)} times`;
    const draft = times(row.drafted.seconds, earlier.drafted.seconds);
    const memory = times(row.drafted.peak, earlier.drafted.peak);
    const others = row.parts.map(({ part: name, by, seconds }, j) => {
      return `${name} by ${by} ${times(seconds, earlier.parts[j]!.seconds)}`;
    });
    const step = `${earlier.cases.toLocaleString('en')} -> ${row.cases.toLocaleString('en')}`;
    console.log(`  ${step}: the draft ${draft}, its memory ${memory}; ${others.join('; ')}`);
  });
}
