import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished, TestRunner } from 'vitest';
import { runCommandLine } from '../../src/cli.ts';

const program = resolve('src/mismatch.js');
const scripts = resolve('prompts/scripts');

/** How a command ended, and what it wrote where. */
export type Ended = {
  code: number | null;
  out: string;
  err: string;
  json<T = Record<string, unknown>>(): T;
};

/**
 * A folder of its own with a database of its own. `run` calls the command line in this process, which is quick;
 * `start` starts it as a process of its own, which is what people do.
 */
export function workplace(env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-cli-'));
  const variables = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: `file:${join(folder, 'test.db')}`,
    SCRIPTS_DIR: scripts,
    LOG_LEVEL: 'warn',
    REVIEWERS: 'U0GRACE',
    ...env,
  };
  const withEnv = (more: Record<string, string>, ...args: string[]) =>
    inside(folder, { ...variables, ...more }, args);
  const run = (...args: string[]) => withEnv({}, ...args);
  const start = (...args: string[]): Ended => {
    const options = { cwd: folder, encoding: 'utf8', env: variables } as const;
    const child = spawnSync(process.execPath, [program, ...args], options);
    return ended(child.status, child.stdout, child.stderr);
  };
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  return { folder, run, start, with: withEnv, file };
}

/**
 * One at a time: folder, environment and outputs belong to the whole process. A test that ran out of time gives them back
 * as well, before its command ends, or every test file after it fails in its worker.
 */
async function inside(folder: string, env: Record<string, string>, args: string[]): Promise<Ended> {
  const before = { folder: process.cwd(), env: process.env };
  const [out, err] = [caught(process.stdout), caught(process.stderr)];
  let isGivenBack = false;
  const giveBack = () => {
    if (isGivenBack) return;
    isGivenBack = true;
    out.release();
    err.release();
    process.env = before.env;
    process.chdir(before.folder);
  };
  if (TestRunner.getCurrentTest()) onTestFinished(giveBack);
  process.chdir(folder);
  process.env = { ...env };
  try {
    const code = await runCommandLine(args);
    return ended(code, out.text(), err.text());
  } finally {
    giveBack();
  }
}

/** What is written to a stream meanwhile, instead of writing it. */
function caught(stream: NodeJS.WriteStream) {
  const write = stream.write;
  const parts: string[] = [];
  stream.write = (part: string | Uint8Array) => {
    parts.push(String(part));
    return true;
  };
  return {
    text: () => parts.join(''),
    release: () => {
      stream.write = write;
    },
  };
}

function ended(code: number | null, out: string, err: string): Ended {
  return { code, out, err, json: <T>() => JSON.parse(out) as T };
}

const CHANNELS = ['email', 'phone', 'chat', 'video_call'];
const INDUSTRIES = ['software', 'agency', 'education', 'finance', 'logistics'];

/**
 * interviews.jsonl with one clear pattern: problem customers are small and below our prices, comparable ones are not.
 * Two reporters, `n` customers of each kind, the last day first.
 */
export function interviews(n: number, lastDay = '2026-11-13'): string {
  const lines = Array.from({ length: n * 2 }, (_, i) => {
    const problem = i < n;
    const odd = i % 7 === 0;
    const at = new Date(Date.parse(`${lastDay}T10:00:00Z`) - Math.floor(i / 6) * 86_400_000).toISOString();
    const answers = {
      industry: INDUSTRIES[i % 5],
      company_size: problem !== odd ? 8 : 300,
      contact_role: ['owner', 'executive', 'it'][i % 3],
      budget_fit: problem !== odd ? 'below' : 'matches',
      preferred_channel: CHANNELS[i % 4],
      ...(problem
        ? {
            main_trouble: odd ? 'product_trouble' : 'price_pressure',
            why: `They asked for another discount in call number ${i + 1}. Nothing was ever cheap enough.`,
            hours_to_close: 20 + (i % 5),
            fault: odd ? 'ours' : 'theirs',
            misfit: odd ? 'none' : 'no_budget',
            take_again: 'no',
          }
        : {}),
    };
    return JSON.stringify({
      id: `crm-${i}`,
      case: { key: `c${i}`, name: `Customer ${i} Ltd`, kind: problem ? 'problem' : 'comparison' },
      reporter: { id: `U${i % 4}`, role: i % 2 === 0 ? 'sales' : 'support' },
      script: problem ? 'problem-customer' : 'comparable-customer',
      at,
      answers,
    });
  });
  return `${lines.join('\n')}\n`;
}
