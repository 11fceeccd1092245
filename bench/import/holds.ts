import { writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';

/** One transaction from its BEGIN to the end of its COMMIT: by the clock, and by the work of this process. */
export type Hold = { ms: number; workedMs: number };

/** What a process leaves behind: its transactions, and the processor time of all its work. */
export type Held = { holds: Hold[]; workedMs: number };

/** Loaded into the command line with `--import`: times each transaction. */
const holds: Hold[] = [];
const workedMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const { prepare } = BetterSqlite3.prototype;
let began = { ms: 0, workedMs: 0 };
const now = () => ({ ms: performance.now(), workedMs: workedMs() });
BetterSqlite3.prototype.prepare = function timed(this: BetterSqlite3.Database, sql: string) {
  const statement = prepare.call(this, sql);
  if (sql !== 'begin immediate' && sql !== 'commit') return statement;
  const run = statement.run.bind(statement) as (...parameters: unknown[]) => BetterSqlite3.RunResult;
  statement.run = (...parameters: unknown[]) => {
    const result = run(...parameters);
    if (sql === 'commit') {
      const ended = now();
      holds.push({ ms: ended.ms - began.ms, workedMs: ended.workedMs - began.workedMs });
    } else began = now();
    return result;
  };
  return statement;
} as typeof prepare;
process.on('exit', () => {
  if (process.env.BENCH_HOLDS)
    writeFileSync(process.env.BENCH_HOLDS, JSON.stringify({ holds, workedMs: workedMs() } satisfies Held));
});
