import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { person } from '../person.ts';

test('told to stop, the bot finishes what it took, closes the database and ends', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'mismatch-stop-')), 'test.db');
  const child = spawn(process.execPath, [resolve('src/mismatch.js'), 'start', '--empty'], {
    env: {
      PORT: '0',
      DATABASE_URL: `file:${path}`,
      LOG_LEVEL: 'error',
      SCRIPTS_DIR: resolve('prompts/scripts'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const url = await new Promise<string>((found) => {
    child.stdout.on('data', (words) => {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(String(words))?.[0];
      if (address) found(address);
    });
  });
  const anna = person(url, 'U0ANNA');
  await anna.command('interview problem');
  await anna.click('Sales');
  await anna.sees('Which customer');
  // Not waited for: it is under way when the signal comes.
  const said = anna.say('Acorn Deli').catch(() => null);
  const others = ['U0BEN', 'U0ELIF', 'U0FARAH'].map((id) =>
    person(url, id)
      .command('help')
      .catch(() => null),
  );
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  await Promise.all([said, ...others]);
  expect(existsSync(`${path}-wal`)).toBe(false);
  const { db, close } = openDatabase(`file:${path}`);
  expect(await db.selectFrom('inbox').select('kind').where('state', '=', 'received').execute()).toEqual([]);
  await close();
});

test('an exception that nobody caught ends the bot, and what was being read then is not printed', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'mismatch-uncaught-')), 'test.db');
  // Breaks as soon as the bot listens for it.
  const broken = `setInterval(() => process.listenerCount('uncaughtException') > 0 && JSON.parse('{"Zebu' + 'lon'), 5)`;
  const child = spawn(process.execPath, [resolve('src/mismatch.js'), 'start', '--empty'], {
    env: {
      ...{ PORT: '0', DATABASE_URL: `file:${path}`, SCRIPTS_DIR: resolve('prompts/scripts') },
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(broken)}`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [code, printed] = await Promise.all([
    new Promise<number | null>((done) => child.once('exit', done)),
    text(child.stderr),
  ]);
  expect(code).toBe(1);
  expect(printed).toContain('"failure":"SyntaxError"');
  expect(printed).not.toContain('Zebulon');
});
