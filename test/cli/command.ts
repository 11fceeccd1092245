import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A folder of its own with a database of its own, and the real command line as a child process. */
export function workplace(env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-cli-'));
  const run = (...args: string[]) => withEnv({}, ...args);
  const withEnv = (more: Record<string, string>, ...args: string[]) => {
    const child = spawnSync(process.execPath, [resolve('src/mismatch.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH ?? '',
        DATABASE_URL: `file:${join(folder, 'test.db')}`,
        SCRIPTS_DIR: resolve('prompts/scripts'),
        LOG_LEVEL: 'warn',
        REVIEWERS: 'U0GRACE',
        ...env,
        ...more,
      },
    });
    return {
      code: child.status,
      out: child.stdout,
      err: child.stderr,
      json: <T = Record<string, unknown>>(): T => JSON.parse(child.stdout) as T,
    };
  };
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  return { folder, run, with: withEnv, file };
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
