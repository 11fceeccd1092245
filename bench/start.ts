import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src/database/open.ts';
import { ANSWERS_EACH, fill } from './lookup/fill.ts';

const INTERVIEWS = 100_000;
const PERSONAS = 100;
const ROUNDS = 7;
const GOAL = 1.5;

/**
 * From the start of the process to its word that it runs: the whole program on the built-in workspace, with a database of
 * 1,000,000 answers beside one with none, by turns, so that both meet the same machine. `--quick` takes a tenth of the
 * answers.
 */
export async function run(args: string[]): Promise<void> {
  const part = args.includes('--quick') ? 10 : 1;
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-start-'));
  const file = (name: string) => `file:${join(folder, `${name}.db`)}`;
  try {
    // The first start makes the file and its workspace, and is not measured.
    for (const name of ['empty', 'full']) await startToReadyMs(file(name));
    const answers = filled(file('full'), INTERVIEWS / part, PERSONAS / part);
    await startToReadyMs(file('full'));
    const [empty, full]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      empty.push(await startToReadyMs(file('empty')));
      full.push(await startToReadyMs(file('full')));
    }
    print('no answers', empty);
    print(`${answers} answers`, full);
    const ratio = median(full) / median(empty);
    const isWithin = ratio <= GOAL;
    console.log(`ratio of the medians ${ratio.toFixed(2)}  <= ${GOAL} ${isWithin ? 'ok' : 'MISSED'}`);
    if (!isWithin) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns how many answers it holds now */
function filled(url: string, interviews: number, personas: number): number {
  const { raw, close } = openDatabase(url);
  const { id } = raw.prepare('SELECT id FROM workspaces').get() as { id: number };
  const script = raw
    .prepare("SELECT max(version) AS version FROM scripts WHERE id = 'problem-customer'")
    .get() as { version: number };
  fill(raw, id, script.version, personas, interviews);
  void close();
  return interviews * ANSWERS_EACH;
}

/** Starts the program, waits until it says that it runs, and stops it again. */
async function startToReadyMs(databaseUrl: string): Promise<number> {
  const since = performance.now();
  const env = { ...process.env, PORT: '0', DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' };
  const program = spawn(process.execPath, ['src/mismatch.js', 'start', '--empty'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const ended = new Promise<number | null>((resolve) => program.once('exit', resolve));
  try {
    await said(program, 'Mismatch is running', ended);
    return performance.now() - since;
  } finally {
    program.kill('SIGTERM');
    await ended;
  }
}

async function said(program: ChildProcess, words: string, ended: Promise<number | null>): Promise<void> {
  let text = '';
  const heard = new Promise<null>((resolve) =>
    program.stdout?.on('data', (part) => {
      text += String(part);
      if (text.includes(words)) resolve(null);
    }),
  );
  const code = await Promise.race([heard, ended.then((exit) => ({ exit }))]);
  if (code !== null) throw new Error(`the program ended with ${code.exit} before it ran`);
}

const median = (times: number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

function print(name: string, times: number[]): void {
  const [quickest, slowest] = [Math.min(...times), Math.max(...times)].map((ms) => ms.toFixed(0));
  console.log(`${name.padEnd(18)} median ${median(times).toFixed(0)} ms (${quickest} to ${slowest})`);
}
