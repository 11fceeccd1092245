import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { personAt, socketApp, until } from './harness.ts';

const newJournal = (): string => join(mkdtempSync(join(tmpdir(), 'mismatch-')), 'data', 'sandbox.journal');
const said = async (sandbox: Sandbox) =>
  (await personAt(sandbox, 'U0ANNA').messages('D0ANNA')).map((message) => message.text);
const say = (sandbox: Sandbox, text: string) =>
  personAt(sandbox, 'U0ANNA').act({ act: 'say', channel: 'D0ANNA', text });

test('messages, edits, deletions and the Home tab survive a restart', async () => {
  const journal = newJournal();
  const first = await startSandbox({ journal });
  const anna = personAt(first, 'U0ANNA');
  const [one, two] = [await say(first, 'one'), await say(first, 'two')];
  await say(first, 'three');
  if (!one.ok || !two.ok) throw new Error('not said');
  await anna.act({ act: 'edit', channel: 'D0ANNA', ts: one.ts ?? '', text: 'uno' });
  await anna.act({ act: 'delete', channel: 'D0ANNA', ts: two.ts ?? '' });
  await socketApp(first).client.views.publish({
    user_id: 'U0ANNA',
    view: { type: 'home', callback_id: 'home', blocks: [{ type: 'divider' }] },
  });
  const before = await anna.state();
  await first.close();

  const second = await startSandbox({ journal });
  expect(await said(second)).toEqual(['uno', 'three']);
  const after = await personAt(second, 'U0ANNA').state();
  expect(after.home).toEqual(before.home);
  expect(after.conversations).toEqual(before.conversations);
  expect(second.teamId).toBe(first.teamId);
  await second.close();
});

test('a line that a killed process left torn is ignored, and the next one is whole', async () => {
  const journal = newJournal();
  const first = await startSandbox({ journal });
  await say(first, 'one');
  await first.close();
  appendFileSync(journal, '{"t":"message","mess');
  const second = await startSandbox({ journal });
  await say(second, 'two');
  await second.close();
  const third = await startSandbox({ journal });
  expect(await said(third)).toEqual(['one', 'two']);
  await third.close();
});

test('timestamps stay unique and rising after a restart, also when the clock went back', async () => {
  const journal = newJournal();
  const first = await startSandbox({ journal, now: () => 1_763_750_001_000 });
  await say(first, 'one');
  await say(first, 'two');
  await first.close();
  const second = await startSandbox({ journal, now: () => 1_763_750_000_000 });
  await say(second, 'three');
  const stamps = (await personAt(second, 'U0ANNA').messages('D0ANNA')).map((message) => message.ts);
  expect(stamps).toEqual([...new Set(stamps)].sort());
  expect(stamps).toHaveLength(3);
  expect(stamps[0]).toBe('1763750001.000000');
  await second.close();
});

test('an event that was not acknowledged before a restart is delivered after it', async () => {
  const journal = newJournal();
  const first = await startSandbox({ journal });
  await say(first, 'remember me');
  await first.close();
  const second = await startSandbox({ journal });
  const heard: unknown[] = [];
  const app = socketApp(second);
  app.message(async ({ message, context }) => {
    if (message.subtype === undefined) heard.push([message.text, context.retryNum]);
  });
  await app.start();
  await until(() => heard.length > 0);
  expect(heard).toEqual([['remember me', 1]]);
  await until(() => readFileSync(journal, 'utf8').trim().split('\n').at(-1)?.includes('"settled"'));
  await app.stop();
  await second.close();
});

test('a journal that is much longer than it needs to be is rewritten at start', async () => {
  const journal = newJournal();
  const first = await startSandbox({ journal });
  await say(first, 'one');
  await first.close();
  const lines = readFileSync(journal, 'utf8');
  writeFileSync(journal, lines + '{"t":"read","user":"U0ANNA","channel":"C0SALES","ts":"1"}\n'.repeat(3_000));
  const second = await startSandbox({ journal });
  expect(readFileSync(journal, 'utf8').split('\n').length).toBeLessThan(100);
  expect(await said(second)).toEqual(['one']);
  await second.close();
});
