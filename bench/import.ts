import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../src/database/migrate.ts';
import { openDatabase } from '../src/database/open.ts';
import { chooseWorkspace } from '../src/database/workspace.ts';
import { loadScripts } from '../src/interview/load.ts';
import { importBeside, type Measured, openInterview } from './import/beside.ts';
import { writeCustomers, writeInterviews } from './import/files.ts';

const MB = 1_000_000;
const MOST_MEMORY = 300 * MB;
const LONGEST_LOCK_MS = 50;
const IDLE_WRITES = 100;

type Job = { table: 'customers' | 'interviews'; write: typeof writeCustomers; sizes: number[] };

/**
 * Imports files of growing size through the command line, each into a database of its own and then, changed
 * throughout, over itself, while an interview is answered in the same file. `--quick` takes a tenth of every size.
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
    for (const megabytes of job.sizes) rows.push(await measure(job, megabytes * scale, args));
    const [small, large] = rows;
    if (!small || !large) continue;
    const times = (of: (row: Measured) => number) => `×${(of(large) / of(small)).toFixed(1)}`;
    console.log(
      `${job.table}, ×${job.sizes[1]! / job.sizes[0]!} the file: time ${times(({ seconds }) => seconds)}, memory ${times(({ peakBytes }) => peakBytes)}, 99 % of locks ${times((row) => at(row.holdsMs, 0.99))}, longest lock ${times((row) => at(row.holdsMs, 1))}, 99 % of answers ${times((row) => at(row.writesMs, 0.99))}\n`,
    );
  }
}

async function measure({ table, write }: Job, megabytes: number, args: string[]): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-bench-'));
  const database = openDatabase(`file:${join(folder, 'bench.db')}`);
  try {
    await migrate(database);
    const { id: workspace } = await chooseWorkspace(database.db, null, new Date().toISOString());
    const script = loadScripts('prompts/scripts').find(({ id }) => id === 'problem-customer')!;
    const bot = { database, workspace, script };
    const file = join(folder, table === 'customers' ? 'in.csv' : 'in.jsonl');
    const idle = await idleWrites(await openInterview(bot));
    const lines = write(file, megabytes * MB, 0);
    const first = await importBeside(bot, table, [table, file]);
    print(`${table}, ${megabytes} MB, new`, lines, first, idle);
    if (!args.includes('--once')) {
      write(file, megabytes * MB, 1);
      print(
        `${table}, ${megabytes} MB, all changed`,
        lines,
        await importBeside(bot, table, [table, file]),
        idle,
      );
    }
    return first;
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

function print(title: string, lines: number, row: Measured, idle: number[]): void {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const [half, most, all] = [0.5, 0.99, 1].map((share) => at(row.writesMs, share)) as [
    number,
    number,
    number,
  ];
  const memory = row.peakBytes / MB;
  const verdict = (holds: boolean) => (holds ? 'met' : 'MISSED');
  if (row.peakBytes > MOST_MEMORY || at(row.holdsMs, 0.999) > LONGEST_LOCK_MS) process.exitCode = 1;
  console.log(`${title}: ${lines.toLocaleString('en')} lines in ${row.seconds.toFixed(1)} s`);
  console.log(
    `  memory at most ${memory.toFixed(0)} MB (under 300: ${verdict(row.peakBytes <= MOST_MEMORY)})`,
  );
  const [hold, holds, longest] = [0.5, 0.999, 1].map((share) => at(row.holdsMs, share)) as [
    number,
    number,
    number,
  ];
  console.log(
    `  ${row.holdsMs.length} locks: median ${ms(hold)}, 99.9 % ${ms(holds)} (under 50: ${verdict(holds <= LONGEST_LOCK_MS)}), longest ${ms(longest)}; without the time of other processes ${ms(at(row.holdsWorkedMs, 0.5))}, ${ms(at(row.holdsWorkedMs, 0.999))}, ${ms(at(row.holdsWorkedMs, 1))}`,
  );
  console.log(
    `  ${row.writesMs.length} answers beside it: median ${ms(half)}, 99 % ${ms(most)}, longest ${ms(all)}; alone ${ms(at(idle, 0.5))}, 99 % ${ms(at(idle, 0.99))}`,
  );
  console.log(`  a reader saw: ${row.seen.map((n) => n.toLocaleString('en')).join(' → ')}. ${row.said}`);
}
