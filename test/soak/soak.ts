import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/database/open.ts';
import { pick, seeded } from '../../src/evidence/random.ts';
import { FAULTS, type Fault } from '../../src/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Insisting, insisting } from '../insisting.ts';
import type { Said } from '../interviewing.ts';
import { keepAlive, SOON } from '../kill/process.ts';
import { person, waitFor } from '../person.ts';
import { scripts } from '../shipped.ts';
import { crowd, sayingOf } from './people.ts';
import { watching } from './watching.ts';

export type Soak = {
  people: number;
  kills: number;
  /** The share of all deliveries and calls that each fault strikes. */
  shares: Partial<Record<Fault, number>>;
  seed: number;
};

/** What one person said, by question, and the last thing they were asked. */
export type Told = { user: string; given: Said; last: string };

/** An answer as it is stored, with the number of its revisions. */
export type StoredAnswer = { person: string; question: string; value: unknown; revisions: number };

/** How long the screen may take to say the last word once everything works again. */
const SETTLE_MS = 60_000;

/**
 * Lets so many people be interviewed at once while deliveries and calls fail and the bot is killed again and again, and
 * returns what they said and what is stored.
 */
export async function soak({ people, kills, shares, seed }: Soak) {
  const users = crowd(people);
  const sandbox = await startSandbox({ journal: null, people: users, timing: SOON });
  const databaseUrl = `file:${join(mkdtempSync(join(tmpdir(), 'mismatch-soak-')), 'test.db')}`;
  const bots = keepAlive(() => program(sandbox, databaseUrl));
  try {
    await connected(sandbox);
    sandbox.faults.often(shares, seeded(seed));
    const killer = killing(bots.kill, kills, people);
    const interviewing = insisting({
      momentMs: 2_000 + people * 20,
      everyMs: 100,
      triesMs: 400_000 + people * 4_000,
      writtenMs: 60_000 + people * 1_000,
    });
    const told = await Promise.all(
      users.map(({ id }, n) => interviewed(sandbox, id, sayingOf(n, SCRIPT), interviewing, killer.oneMore)),
    );
    await killer.done();
    await connected(sandbox);
    sandbox.faults.none();
    const left = await settled(databaseUrl);
    const happened = Object.fromEntries(FAULTS.map((fault) => [fault, sandbox.faults.happened(fault)]));
    return { told, stored: await storedIn(databaseUrl), left, happened, kills: bots.kills() };
  } finally {
    await bots.end();
    await sandbox.close();
  }
}

/** The bot as it is installed: the whole program, in a process of its own. */
function program({ botToken, appToken, apiUrl }: Sandbox, databaseUrl: string) {
  const env = {
    ...process.env,
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: apiUrl,
    DATABASE_URL: databaseUrl,
    PORT: '0',
    LOG_LEVEL: process.env.MISMATCH_SOAK_LOG ?? 'fatal',
  };
  return spawn(process.execPath, ['src/mismatch.js', 'start'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
}

const SCRIPT = scripts.find(({ id }) => id === 'problem-customer')!;

/** Screens of the shortest interview: kills are spread over so many steps of each person. */
const STEPS = 7;

/** Kills the bot at even distances of the whole work, at any place of what it is doing then. */
function killing(kill: () => void, kills: number, people: number) {
  const every = (people * STEPS) / (kills + 1);
  const random = seeded(kills);
  const dying: Promise<void>[] = [];
  let steps = 0;
  return {
    oneMore: (): void => {
      steps += 1;
      if (dying.length >= kills || steps < every * (dying.length + 1)) return;
      const waitMs = pick(random, 300);
      dying.push(
        new Promise((resolve) =>
          setTimeout(() => {
            kill();
            resolve();
          }, waitMs),
        ),
      );
    },
    done: () => Promise.all(dying),
  };
}

async function interviewed(
  sandbox: Sandbox,
  user: string,
  said: Said,
  { start, step }: Insisting,
  oneMore: () => void,
): Promise<Told> {
  const who = watching(sandbox.url, user);
  const given: Said = {};
  let last = 'nothing';
  try {
    last = await start(who);
    while (last !== 'end') {
      last = await step(who, said, (keys) => {
        for (const key of keys) given[key] = said[key] ?? '';
      });
      oneMore();
    }
  } catch (error) {
    last = `${last}: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    who.leave();
  }
  return { user, given, last };
}

async function connected(sandbox: Sandbox): Promise<void> {
  await waitFor(
    'the bot',
    async () => ((await person(sandbox.url, 'U0ANNA').state()).app.connected ? true : null),
    SETTLE_MS,
  );
}

/** Deliveries and messages that are not done after a while. */
async function settled(databaseUrl: string) {
  const { db, close } = openDatabase(databaseUrl);
  const left = async () => ({
    inbox: await db
      .selectFrom('inbox')
      .select(['kind', 'state', 'failure'])
      .where('state', '<>', 'done')
      .execute(),
    outbox: await db
      .selectFrom('outbox')
      .select(['slot', 'failure'])
      .where('wanted', 'is not', null)
      .execute(),
  });
  const isNothing = async () => {
    const { inbox, outbox } = await left();
    return inbox.length + outbox.length === 0 ? true : null;
  };
  await waitFor('everything done', isNothing, SETTLE_MS, 250).catch(() => {});
  const rest = await left();
  await close();
  return rest;
}

async function storedIn(databaseUrl: string): Promise<StoredAnswer[]> {
  const { db, close } = openDatabase(databaseUrl);
  const rows = await db
    .selectFrom('answers')
    .innerJoin('interviews', 'interviews.id', 'answers.interview')
    .innerJoin('answer_revisions', 'answer_revisions.answer', 'answers.id')
    .select(['interviews.person', 'answers.question', 'answer_revisions.value', 'answers.latest_revision'])
    .where('interviews.status', '=', 'complete')
    .execute();
  await close();
  return rows.map(({ person: by, question, value, latest_revision: revisions }) => ({
    person: by,
    question,
    value: JSON.parse(value ?? 'null'),
    revisions,
  }));
}
