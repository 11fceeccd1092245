import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, vi } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import type { Checkpoint } from '../../src/slack/checkpoint.ts';
import { asked, forView, isTyped, PROBLEM, type Said } from '../interviewing.ts';
import { inside, type Person, person, waitFor } from '../person.ts';
import { sentFaults } from '../world.ts';
import type { KillOrder } from './bot.ts';

vi.setConfig({ maxConcurrency: 3, testTimeout: 90_000 });

/** At which visit of its place each of five processes dies; the sixth lives. */
const VISITS = [1, 2, 3, 2, 1];
/** How long a person waits for the next question before they look at what stands there. */
const MOMENT_MS = 1_500;

const SCREENS = [
  'customer',
  'industry',
  'main_trouble',
  'why',
  'hours_to_close',
  'fault',
  'misfit',
  'preferred_channel',
  'end',
];

const PLACES: Checkpoint[] = [
  'envelope stored',
  'acknowledged',
  'before commit',
  'after commit',
  'posted',
  'marked posted',
];

test.concurrent.for(
  PLACES,
)('killed five times at "%s", an interview ends with exactly the given answers', async (place, {
  expect,
  onTestFinished,
}) => {
  const { sandbox, databaseUrl, bots, end } = await worldOf(place);
  onTestFinished(end);
  const anna = person(sandbox.url, 'U0ANNA');

  const screens = [await start(anna)];
  while (screens.at(-1) !== 'end') {
    screens.push(await step(anna, PROBLEM));
    if (screens.at(-1) === 'why') await pauseAndResume(anna);
  }
  await change(anna, 'main_trouble', 'tone', 'Rough tone');

  expect(bots.kills()).toBe(VISITS.length);
  expect(screens).toEqual(SCREENS);
  const stored = await answersIn(databaseUrl);
  const rotated = Object.keys(stored.answers).filter((key) => !(key in EXPECTED));
  expect(stored.statuses).toEqual(['complete']);
  expect(rotated).toHaveLength(2);
  expect(stored.answers).toEqual({
    ...EXPECTED,
    ...Object.fromEntries(rotated.map((key) => [key, [PROBLEM[key]]])),
  });
  expect(await sentFaults(sandbox)).toEqual([]);
});

/** Every revision of every answer, oldest first: only the changed one has two. */
const EXPECTED: Record<string, unknown[]> = {
  customer: ['lantern-pottery'],
  industry: ['retail'],
  company_size: ['1-10'],
  contact_role: ['owner'],
  lead_source: ['referral'],
  budget_fit: ['below'],
  main_trouble: ['price_pressure', 'tone'],
  why: [PROBLEM.why],
  hours_to_close: [24],
  cost_time: [40],
  cost_money: [1200],
  cost_staff: [4],
  cost_reputation: [1],
  fault: ['theirs'],
  visible_before_sale: ['yes'],
  misfit: ['no_budget'],
  take_again: ['no'],
};

async function worldOf(place: Checkpoint) {
  const sandbox = await startSandbox({ journal: null });
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-kill-'));
  const databaseUrl = `file:${join(folder, 'test.db')}`;
  const bots = keepAlive(sandbox, databaseUrl, place);
  const end = async () => {
    await bots.end();
    await sandbox.close();
  };
  await waitFor('the bot', async () =>
    (await person(sandbox.url, 'U0ANNA').state()).app.connected ? true : null,
  );
  return { sandbox, databaseUrl, bots, end };
}

/** Starts the bot again whenever it was killed, as a service manager would. */
function keepAlive({ botToken, appToken, apiUrl }: Sandbox, databaseUrl: string, place: Checkpoint) {
  let kills = 0;
  let ended = false;
  let running: ChildProcess;
  const next = (): void => {
    const times = VISITS[kills];
    const order: KillOrder = {
      databaseUrl,
      botToken,
      appToken,
      apiUrl,
      place: times === undefined ? null : place,
      times: times ?? 0,
    };
    const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'mismatch-compiled') };
    running = spawn(process.execPath, ['test/kill/bot.ts', JSON.stringify(order)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
    running.once('exit', (code, signal) => {
      if (ended) return;
      if (signal !== 'SIGKILL') throw new Error(`the bot ended by itself with ${code ?? signal}`);
      kills += 1;
      next();
    });
  };
  next();
  return {
    kills: () => kills,
    end: async () => {
      ended = true;
      if (running.exitCode !== null || running.signalCode !== null) return;
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGKILL');
      await gone;
    },
  };
}

/**
 * Does what a person would do by what they see, until they see what it was for: looks for a moment after each act, and
 * acts again where nothing came of it. A click that fails is nothing to a person but a reason to click again.
 */
async function insist<T>(
  what: string,
  act: () => Promise<unknown>,
  look: () => Promise<T | null>,
): Promise<T> {
  for (let tries = 0; tries < 20; tries += 1) {
    const seen = await waitFor('a moment', look, tries === 0 ? 0 : MOMENT_MS).catch(() => null);
    if (seen !== null) return seen;
    await act();
  }
  throw new Error(`${what}: tried in vain`);
}

async function start(who: Person): Promise<string> {
  const side = async () =>
    (await who.messages()).find(({ blocks }) => inside(blocks, /^interview_role:/)) ?? null;
  await insist(
    'the command',
    () => who.command('interview problem'),
    async () => (await asked(who)) ?? (await side()),
  );
  const open = await insist(
    'the side',
    async () => {
      const question = await side();
      if (question) await who.clickAt(question, 'Sales');
    },
    () => asked(who),
  );
  return open.screen;
}

/** Answers what is asked and returns what is asked then. A message is written once: it stands there. */
async function step(who: Person, said: Said): Promise<string> {
  const open = await asked(who);
  if (!open) throw new Error('nothing is asked');
  const { screen } = open;
  const next = async () => {
    const now = await asked(who);
    return now && now.screen !== screen && now.message.ts > open.message.ts ? now.screen : null;
  };
  if (isTyped(open)) {
    await who.say(said[screen] ?? '');
    return waitFor(`what comes after ${screen}`, next, 20_000);
  }
  if (inside(open.message.blocks, /^interview_answer:/)) {
    const choose = async () => {
      const now = await asked(who);
      if (now?.screen === screen) await who.chooseAt(now.message, said[screen] ?? '');
    };
    return insist(screen, choose, next);
  }
  return throughForm(who, screen, said, new RegExp(`^interview_form:[^:]+:${screen}$`), next);
}

/** Opens a form by the button with this action, fills it and sends it. */
async function throughForm<T>(
  who: Person,
  key: string,
  said: Said,
  action: RegExp,
  done: () => Promise<T | null>,
): Promise<T> {
  const form = async () => {
    const top = (await who.state()).modals.at(-1);
    return top?.callbackId === 'interview_form' ? top : null;
  };
  const open = async () => {
    const now = await asked(who);
    if (now && inside(now.message.blocks, action)) await who.clickAction(now.message, action);
  };
  return insist(
    `the form of ${key}`,
    async () => {
      const view = await insist('a form', open, async () => ((await done()) ? 'done' : form()));
      if (view === 'done') return;
      const sent = await who.fill(forView(view, said));
      if (sent.ok) await closeAll(who);
    },
    done,
  );
}

/** A form that opened a second time, late. */
async function closeAll(who: Person): Promise<void> {
  for (const { id } of (await who.state()).modals.toReversed()) await who.act({ act: 'close', view: id });
}

async function pauseAndResume(who: Person): Promise<void> {
  const paused = async () => (await who.messages()).findLast(({ text }) => text.startsWith('Paused')) ?? null;
  const pause = async () => {
    const now = await asked(who);
    if (now && inside(now.message.blocks, /^pause$/)) await who.chooseAt(now.message, 'pause');
  };
  const { ts } = await insist('the pause', pause, paused);
  // Killed between the post and its mark, the pause stands there twice: what comes below it tells that it is over.
  const again = async () => {
    const now = await asked(who);
    return now?.screen === 'why' && now.message.ts > ts && !now.message.text.startsWith('Paused')
      ? true
      : null;
  };
  const resume = async () => {
    const standing = await paused();
    if (standing) await who.clickAt(standing, 'Resume');
  };
  await insist('going on', resume, again);
}

/** Changes an answer from the summary. */
async function change(who: Person, key: string, value: string, label: string): Promise<void> {
  const changed = async () => {
    const end = await asked(who);
    return end?.screen === 'end' && inside(end.message.blocks, label) ? true : null;
  };
  await throughForm(who, key, { [key]: value }, new RegExp(`^interview_form:[^:]+:${key}:${key}$`), changed);
}

async function answersIn(databaseUrl: string) {
  const database = openDatabase(databaseUrl);
  const rows = await database.db
    .selectFrom('answer_revisions')
    .innerJoin('answers', 'answers.id', 'answer_revisions.answer')
    .select(['answers.question', 'answer_revisions.value', 'answer_revisions.revision'])
    .orderBy('answer_revisions.revision')
    .execute();
  const statuses = await database.db.selectFrom('interviews').select('status').execute();
  await database.close();
  const answers: Record<string, unknown[]> = {};
  for (const { question, value } of rows) {
    answers[question] = [...(answers[question] ?? []), JSON.parse(value ?? 'null')];
  }
  return { answers, statuses: statuses.map(({ status }) => status) };
}
