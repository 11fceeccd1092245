import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { completion, endpointThat, json } from '../model/endpoint.ts';

/** The program in a folder of its own, where its prompts can be changed. */
function installed(env: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-prompts-'));
  for (const part of ['src', 'prompts', 'db', 'package.json'])
    cpSync(resolve(part), join(folder, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const variables = { DATABASE_URL: `file:${join(folder, 'test.db')}`, PATH: process.env.PATH ?? '', ...env };
  const run = async (...args: string[]) => {
    const child = spawn(process.execPath, ['src/mismatch.js', ...args], {
      cwd: folder,
      env: variables,
      stdio: 'ignore',
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
  };
  return { folder, run };
}

test('a changed prompt for answers has them read anew; a changed prompt for personas words none whose evidence stands', async () => {
  let read = 0;
  let worded = 0;
  const suggestions = [{ team: 'sales', text: 'Keep a friendly note.' }];
  const endpoint = await endpointThat((body, response) => {
    const reads = body.messages.at(-1)?.content.includes('"question"') === true;
    if (reads) read += 1;
    else worded += 1;
    const wording = { name: '', subtitle: '', sentences: [], suggestions };
    json(response, 200, completion(reads ? { findings: [] } : wording));
  });
  onTestFinished(endpoint.close);
  const { folder, run } = installed({ OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: 'm' });
  const lines = Array.from({ length: 12 }, (_, i) =>
    JSON.stringify({
      id: `crm-${i}`,
      case: { key: `acorn${i}`, name: `Acorn ${i} Deli`, kind: 'problem' },
      reporter: { id: `U0R${i % 3}`, role: 'sales' },
      script: 'problem-customer',
      at: '2026-05-04T09:30:00Z',
      answers: {
        industry: 'retail',
        misfit: 'no_budget',
        fault: 'theirs',
        why: `They came back ${'abcdefghijkl'[i]} times a week.`,
      },
    }),
  );
  writeFileSync(join(folder, 'past.jsonl'), lines.join('\n'));
  await run('import', 'interviews', 'past.jsonl');
  await run('draft', '--json');
  const first = { read, worded };
  expect(first.read).toBe(12);
  expect(first.worded).toBeGreaterThan(0);
  appendFileSync(join(folder, 'prompts/persona.md'), '\n');
  await run('draft', '--json');
  expect({ read, worded }).toEqual(first);
  appendFileSync(join(folder, 'prompts/themes.md'), '\n');
  await run('draft', '--json');
  expect({ read, worded }).toEqual({ read: 24, worded: first.worded });
});
