import { writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';

/** Loaded into the command line with `--import`: times each transaction from its BEGIN to the end of its COMMIT. */
const holdsMs: number[] = [];
const { prepare } = BetterSqlite3.prototype;
let began = 0;
BetterSqlite3.prototype.prepare = function timed(this: BetterSqlite3.Database, sql: string) {
  const statement = prepare.call(this, sql);
  if (sql !== 'begin immediate' && sql !== 'commit') return statement;
  const run = statement.run.bind(statement) as (...parameters: unknown[]) => BetterSqlite3.RunResult;
  statement.run = (...parameters: unknown[]) => {
    const result = run(...parameters);
    if (sql === 'commit') holdsMs.push(performance.now() - began);
    else began = performance.now();
    return result;
  };
  return statement;
} as typeof prepare;
process.on('exit', () => {
  if (process.env.BENCH_HOLDS) writeFileSync(process.env.BENCH_HOLDS, JSON.stringify(holdsMs));
});
