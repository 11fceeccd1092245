import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, type OpenDatabase, openDatabase } from '../../src/database/open.ts';
import { loadInterview, saveInterview, startInterview } from '../../src/interview/store.ts';
import type { Script } from '../../src/scripts/script.ts';
import type { Held } from './holds.ts';

export type Bot = { database: OpenDatabase; workspace: number; script: Script };

/** What one import was like. Times in ms, memory in bytes. */
export type Measured = {
  seconds: number;
  /** Of the processor, for the whole import. */
  workedSeconds: number;
  peakBytes: number;
  /** Each write of the bot beside it, from the first statement to the disk. */
  writesMs: number[];
  /** How long another writer waited for the lock, as often. */
  waitsMs: number[];
  /** Each transaction of the import: how long it held the lock. */
  holdsMs: number[];
  /** The same without the time in which other processes had the machine. */
  holdsWorkedMs: number[];
  /** How many rows a reader saw, each number once, in order. */
  seen: number[];
  said: string;
};

const PAUSE_MS = 20;

/** Runs the real command line in a process of its own, while the bot's part answers an interview in the same file. */
export async function importBeside(
  bot: Bot,
  table: 'customers' | 'interviews',
  args: string[],
): Promise<Measured> {
  const began = performance.now();
  const holds = `${bot.database.path}.holds`;
  const timed = ['--import', import.meta.resolve('./holds.ts')];
  const child = spawn(process.execPath, [...timed, resolve('src/mismatch.js'), 'import', ...args], {
    env: { ...process.env, DATABASE_URL: `file:${bot.database.path}`, BENCH_HOLDS: holds },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (text) => (said += String(text)));
  child.stderr.on('data', (text) => (said += String(text)));
  let code: number | null | undefined;
  child.on('exit', (status) => (code = status));
  const write = await openInterview(bot);
  const waiting = openDatabase(`file:${bot.database.path}`);
  const count = bot.database.raw.prepare<[], { n: number }>(
    table === 'customers'
      ? 'SELECT count(*) AS n FROM customers WHERE record IS NOT NULL'
      : "SELECT count(*) AS n FROM interviews WHERE source = 'import'",
  );
  const measured: Measured = {
    seconds: 0,
    workedSeconds: 0,
    peakBytes: 0,
    writesMs: [],
    waitsMs: [],
    holdsMs: [],
    holdsWorkedMs: [],
    seen: [],
    said: '',
  };
  for (let turn = 0; code === undefined; turn++) {
    measured.peakBytes = Math.max(measured.peakBytes, peakOf(child.pid));
    measured.writesMs.push(await write());
    await sleep(PAUSE_MS);
    measured.waitsMs.push(await waitForLock(waiting.db));
    // Counting a million rows takes a while: now and then is enough.
    const n = turn % 25 === 0 ? count.get()!.n : measured.seen.at(-1);
    if (n !== undefined && n !== measured.seen.at(-1)) measured.seen.push(n);
    await sleep(PAUSE_MS);
  }
  measured.seen.push(count.get()!.n);
  await waiting.close();
  if (code !== 0) throw new Error(`The import ended with ${code}: ${said}`);
  const held = JSON.parse(readFileSync(holds, 'utf8')) as Held;
  measured.holdsMs = held.holds.map(({ ms }) => ms);
  measured.holdsWorkedMs = held.holds.map((one) => one.workedMs);
  measured.workedSeconds = held.workedMs / 1_000;
  return { ...measured, seconds: (performance.now() - began) / 1_000, said: said.trim() };
}

/** Begins a transaction and gives the lock back. @returns how many ms that took to begin */
async function waitForLock(db: Database): Promise<number> {
  const asked = performance.now();
  return db.transaction().execute(async () => performance.now() - asked);
}

/** Begins an interview. @returns what answers it once more, in one transaction as the bot does, and the ms it took */
export async function openInterview({ database, workspace, script }: Bot): Promise<() => Promise<number>> {
  const { db } = database;
  const now = new Date().toISOString();
  const id = `bench-${performance.now()}`;
  const who = {
    person: id,
    role: 'sales',
    language: 'en',
    visibility: 'aggregates',
    permalink: null,
  } as const;
  await db.transaction().execute((trx) => startInterview(trx, workspace, { id, script, ...who }, now));
  const question = script.questions.find(({ type }) => type === 'text')!;
  let revision = 0;
  return async () => {
    const began = performance.now();
    await db.transaction().execute(async (trx) => {
      const interview = (await loadInterview(trx, workspace, id))!;
      revision++;
      const said = {
        state: 'answered',
        value: `Words ${revision}`,
        wording: 'Why?',
        language: 'en',
      } as const;
      const rest = { visibility: 'aggregates', messageTs: null, at: now, before: null } as const;
      const answers = { ...interview.answers, [question.key]: { revision, ...said, ...rest } };
      await saveInterview(trx, workspace, interview, { ...interview, answers }, now);
    });
    return performance.now() - began;
  };
}

/** The most memory a process has held so far; 0 where the system does not tell (only Linux does). */
function peakOf(pid: number | undefined): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1_024;
  } catch {
    return 0;
  }
}
