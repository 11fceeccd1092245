import { test, vi } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { Checkpoint } from '../../src/slack/checkpoint.ts';
import { insisting } from '../insisting.ts';
import { PROBLEM } from '../interviewing.ts';
import { newDatabase } from '../new-database.ts';
import { person, waitFor } from '../person.ts';
import { sentFaults } from '../world.ts';
import { keepAlive, SOON, spawnBot } from './process.ts';

vi.setConfig({ maxConcurrency: 3 });

const { start, step, pauseAndResume, change } = insisting();

/** At which visit of its place each of five processes dies; the sixth lives. */
const VISITS = [1, 2, 3, 2, 1];

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
  main_need: ['cut_costs'],
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
  const sandbox = await startSandbox({ journal: null, timing: SOON });
  const databaseUrl = await newDatabase();
  const bots = keepAlive((before) => {
    const times = VISITS[before];
    return spawnBot(sandbox, databaseUrl, times === undefined ? null : { place, times });
  });
  const end = async () => {
    await bots.end();
    await sandbox.close();
  };
  await waitFor('the bot', async () =>
    (await person(sandbox.url, 'U0ANNA').state()).app.connected ? true : null,
  );
  return { sandbox, databaseUrl, bots, end };
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
