import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../src/database/migrate.ts';
import { openForMany } from '../src/database/open.ts';
import { chooseWorkspace } from '../src/database/workspace.ts';
import { loadScripts } from '../src/scripts/load.ts';
import { importBeside, type Measured, openInterview } from './import/beside.ts';
import { type Edition, writeCustomers, writeInterviews } from './import/files.ts';

const MB = 1_000_000;
const MOST_MEMORY = 300 * MB;
const LONGEST_WAIT_MS = 50;
const IDLE_WRITES = 100;
/** What is imported one after the other into the same database. */
const EDITIONS: [string, Edition][] = [
  ['new', { number: 0, every: 1 }],
  ['the same again', { number: 0, every: 1 }],
  ['one row in 20 changed', { number: 1, every: 20 }],
  ['all changed', { number: 2, every: 1 }],
];

type Job = { table: 'customers' | 'interviews'; write: typeof writeCustomers; sizes: number[] };

/**
 * Imports files of growing size through the command line, each into a database of its own and then, the same and
 * changed, over itself, while an interview is answered in the same file. `--quick` takes a tenth of every size,
 * `--mb=200` this size alone, `--once` leaves out what follows the first import.
 */
export async function run(args: string[]): Promise<void> {
  const scale = args.includes('--quick') ? 0.1 : 1;
  const jobs: Job[] = [
    { table: 'customers', write: writeCustomers, sizes: [50, 500] },
    { table: 'interviews', write: writeInterviews, sizes: [10, 100] },
  ];
  const wanted = jobs.filter(
    ({ table }) => !jobs.some((job) => args.includes(job.table)) || args.includes(table),
  );
  for (const job of wanted) {
    const rows: Measured[] = [];
    const own = args.find((arg) => arg.startsWith('--mb='))?.slice('--mb='.length);
    for (const megabytes of own === undefined ? job.sizes : [Number(own)])
      rows.push(await measure(job, megabytes * scale, args));
    const [small, large] = rows;
    if (!small || !large) continue;
    const times = (of: (row: Measured) => number) => `×${(of(large) / of(small)).toFixed(1)}`;
    console.log(
      `${job.table}, ×${job.sizes[1]! / job.sizes[0]!} the file: time ${times(({ seconds }) => seconds)}, memory ${times(({ peakBytes }) => peakBytes)}, processor time ${times((row) => row.workedSeconds)}, 99.9 % of waits ${times((row) => at(row.waitsMs, 0.999))}, 99.9 % of locks ${times((row) => at(row.holdsMs, 0.999))}\n`,
    );
  }
}

async function measure({ table, write }: Job, megabytes: number, args: string[]): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-bench-'));
  const database = openForMany(`file:${join(folder, 'bench.db')}`);
  try {
    await migrate(database);
    const { id: workspace } = await chooseWorkspace(database.db, null, new Date().toISOString());
    const script = loadScripts('prompts/scripts').find(({ id }) => id === 'problem-customer')!;
    const bot = { database, workspace, script };
    const file = join(folder, table === 'customers' ? 'in.csv' : 'in.jsonl');
    const idle = await idleWrites(await openInterview(bot));
    const measured: Measured[] = [];
    for (const [title, edition] of args.includes('--once') ? EDITIONS.slice(0, 1) : EDITIONS) {
      const lines = write(file, megabytes * MB, edition);
      const row = await importBeside(bot, table, [table, file]);
      print(`${table}, ${megabytes} MB, ${title}`, lines, row, idle);
      measured.push(row);
    }
    return measured[0]!;
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function idleWrites(write: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < IDLE_WRITES; i++) times.push(await write());
  return times;
}

/** The value below which a share of the numbers lies. */
function at(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The median, what all but one in a thousand stay under, and the longest. */
function spread(times: readonly number[]): string {
  const [half, most, all] = [0.5, 0.999, 1].map((share) => at(times, share).toFixed(1));
  return `median ${half} ms, 99.9 % ${most} ms, longest ${all} ms`;
}

function print(title: string, lines: number, row: Measured, idle: number[]): void {
  const verdict = (isMet: boolean) => {
    if (!isMet) process.exitCode = 1;
    return isMet ? 'met' : 'MISSED';
  };
  const isSmall = verdict(row.peakBytes <= MOST_MEMORY);
  const isShort = verdict(at(row.waitsMs, 0.999) <= LONGEST_WAIT_MS);
  const seen = row.seen.map((n) => n.toLocaleString('en')).join(' → ');
  console.log(`${title}: ${lines.toLocaleString('en')} lines in ${row.seconds.toFixed(1)} s
  of which ${row.workedSeconds.toFixed(1)} s of processor time; memory at most ${(row.peakBytes / MB).toFixed(0)} MB (under 300: ${isSmall})
  ${row.waitsMs.length} times another writer wanted the lock: ${spread(row.waitsMs)} (99.9 % under ${LONGEST_WAIT_MS}: ${isShort})
  ${row.holdsMs.length} locks held: ${spread(row.holdsMs)}; own work in them: ${spread(row.holdsWorkedMs)}
  ${row.writesMs.length} answers beside it: ${spread(row.writesMs)}; alone: ${spread(idle)}
  a reader saw: ${seen}. ${row.said}`);
}
