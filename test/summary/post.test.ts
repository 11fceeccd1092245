import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/database/open.ts';
import { createLog } from '../../src/log.ts';
import { createRegistry } from '../../src/slack/listen.ts';
import { type PostSummary, postDueSummaries, settleSummaries, summaryOf } from '../../src/summary/run.ts';
import { registerSummary } from '../../src/summary/slack.ts';
import { claimWeek, requestPost, storedSummary } from '../../src/summary/store.ts';
import { weekNamed } from '../../src/summary/week.ts';
import { newDatabase } from '../new-database.ts';

const MONDAY = '2026-11-16T09:00:00.000Z';
const week = weekNamed('2026-W46', 'UTC')!;

async function bench(env: Record<string, string> = {}) {
  const database = openDatabase(await newDatabase());
  const { db } = database;
  await db
    .insertInto('workspaces')
    .values({ id: 1, team_id: 'T1', name: 'W', kind: 'sandbox', created_at: MONDAY })
    .execute();
  await db.insertInto('people').values({ workspace: 1, id: 'U1', role: 'sales' }).execute();
  await db
    .insertInto('scripts')
    .values({ workspace: 1, id: 's', version: 1, body: '{"questions":[]}', stored_at: MONDAY })
    .execute();
  const config = readConfig({ SUMMARY_CHANNEL: 'C1', ADMINS: 'U0ADMIN', ...env });
  const posts: string[] = [];
  const post: PostSummary = async (channel, { text }) => {
    posts.push(text);
    return { channel, ts: `${posts.length}.0` };
  };
  const job = (now: string, poster: PostSummary = post) => ({
    db,
    workspace: 1,
    config,
    log: createLog('silent'),
    now,
    post: poster,
  });
  const interview = (id: string, started: string, finished: string) =>
    db
      .insertInto('interviews')
      .values({
        workspace: 1,
        id,
        script: 's',
        script_version: 1,
        person: 'U1',
        role: 'sales',
        language: 'en',
        case_kind: 'none',
        customer: null,
        status: 'complete',
        visibility: 'aggregates',
        source: 'import',
        source_id: id,
        permalink: null,
        started_at: started,
        finished_at: finished,
      })
      .execute();
  const asked = () => db.selectFrom('outbox').selectAll().execute();
  return { db, config, posts, job, interview, asked };
}

test('a due summary is posted once, however often the clock ticks', async () => {
  const { job, posts, interview, db } = await bench();
  await interview('i1', '2026-11-10T08:00:00.000Z', '2026-11-10T09:00:00.000Z');
  await postDueSummaries(job('2026-11-16T08:59:00.000Z'));
  expect(posts).toEqual([]);
  for (let i = 0; i < 3; i++) await postDueSummaries(job(MONDAY));
  expect(posts).toHaveLength(1);
  expect(await storedSummary(db, 1, '2026-W46')).toMatchObject({
    state: 'posted',
    summary: { posted: MONDAY },
  });
});

test('a missed hour is made up for; weeks before that are not', async () => {
  const { job, posts, interview, db } = await bench();
  await interview('i1', '2026-10-01T08:00:00.000Z', '2026-10-01T09:00:00.000Z');
  await postDueSummaries(job('2026-11-20T23:00:00.000Z'));
  expect(posts).toHaveLength(1);
  expect((await db.selectFrom('summaries').select('week').execute()).map(({ week }) => week)).toEqual([
    '2026-W46',
  ]);
});

test('a new workspace has no past to sum up, and none is posted without a channel', async () => {
  const fresh = await bench();
  await fresh.interview('i1', '2026-11-16T08:00:00.000Z', '2026-11-16T08:30:00.000Z');
  await postDueSummaries(fresh.job(MONDAY));
  expect(fresh.posts).toEqual([]);
  const silent = await bench({ SUMMARY_CHANNEL: '' });
  await silent.interview('i1', '2026-11-10T08:00:00.000Z', '2026-11-10T08:30:00.000Z');
  await postDueSummaries(silent.job(MONDAY));
  expect(silent.posts).toEqual([]);
});

test('a posted summary never changes, whatever is stored afterwards', async () => {
  const { job, interview, db, config } = await bench();
  await interview('i1', '2026-11-10T08:00:00.000Z', '2026-11-10T09:00:00.000Z');
  await postDueSummaries(job(MONDAY));
  await interview('i2', '2026-11-11T08:00:00.000Z', '2026-11-11T09:00:00.000Z');
  const summary = await summaryOf(db, 1, week, config, MONDAY);
  expect(summary.interviews.complete).toBe(1);
  expect(summary.posted).toBe(MONDAY);
});

test('a crash between claim and post is asked about, never posted again by itself', async () => {
  const { job, posts, interview, db, config, asked } = await bench();
  await interview('i1', '2026-11-10T08:00:00.000Z', '2026-11-10T09:00:00.000Z');
  await claimWeek(db, 1, await summaryOf(db, 1, week, config, MONDAY), 'C1', MONDAY);
  await settleSummaries(job('2026-11-16T09:01:00.000Z'));
  await settleSummaries(job('2026-11-16T09:02:00.000Z'));
  await postDueSummaries(job('2026-11-16T09:03:00.000Z'));
  expect(posts).toEqual([]);
  const [question, ...more] = await asked();
  expect(more).toEqual([]);
  expect(question).toMatchObject({ address: 'U0ADMIN' });
  expect(question?.wanted).toContain('summary_again:2026-W46');
  expect(question?.wanted).toContain('summary_there:2026-W46');
});

test('a refusal of Slack is asked about with its reason; no connection is simply tried again', async () => {
  const { job, posts, interview, asked, db } = await bench();
  await interview('i1', '2026-11-10T08:00:00.000Z', '2026-11-10T09:00:00.000Z');
  const offline = async () => {
    throw Object.assign(new Error('x'), { original: { code: 'ECONNREFUSED' } });
  };
  await postDueSummaries(job(MONDAY, offline));
  expect(await storedSummary(db, 1, '2026-W46')).toBeNull();
  const refused = async () => {
    throw Object.assign(new Error('x'), { data: { error: 'not_in_channel' } });
  };
  await postDueSummaries(job(MONDAY, refused));
  expect((await asked())[0]?.wanted).toContain('I am not in its channel');
  await postDueSummaries(job(MONDAY));
  expect(posts).toEqual([]);
});

test.each([
  ['summary_again', 1, 'posted'],
  ['summary_there', 0, 'posted'],
])('an administrator settles it by %s; others cannot, and not twice', async (id, times, state) => {
  const { job, posts, interview, db, config } = await bench();
  await interview('i1', '2026-11-10T08:00:00.000Z', '2026-11-10T09:00:00.000Z');
  await claimWeek(db, 1, await summaryOf(db, 1, week, config, MONDAY), 'C1', MONDAY);
  await settleSummaries(job('2026-11-16T09:01:00.000Z'));
  const registry = createRegistry();
  registerSummary(registry);
  const replies: string[] = [];
  const click = (person: string) =>
    registry.find.action(`${id}:2026-W46`)?.(
      {
        workspace: 1,
        person,
        language: 'en',
        now: '2026-11-16T09:05:00.000Z',
        config,
        db,
        channel: 'D1',
        messageTs: '1.0',
        commit: (work: (trx: typeof db) => Promise<unknown>) => work(db),
        reply: async ({ text }: { text: string }) => void replies.push(text),
      } as never,
      { value: '2026-W46' } as never,
      {} as never,
    );
  await click('U1');
  await click('U0ADMIN');
  await click('U0ADMIN');
  expect(replies[0]).toBe('Only administrators decide this.');
  expect(replies[2]).toBe('This question is already settled.');
  await postDueSummaries(job('2026-11-16T09:06:00.000Z'));
  expect(posts).toHaveLength(times);
  expect((await storedSummary(db, 1, '2026-W46'))?.state).toBe(state);
});

test('a week that a person asked for is posted, also when it is long gone', async () => {
  const { job, posts, interview, db } = await bench();
  await interview('i1', '2026-10-06T08:00:00.000Z', '2026-10-06T09:00:00.000Z');
  await requestPost(db, 1, '2026-W41', 'command line', MONDAY);
  await postDueSummaries(job('2026-11-16T08:00:00.000Z'));
  await postDueSummaries(job('2026-11-16T08:01:00.000Z'));
  expect(posts.filter((text) => text.includes('October'))).toHaveLength(1);
});

test('a summary that Slack asks to send later waits, and nobody is asked about it', async () => {
  const { db, job, interview, posts } = await bench();
  await interview('a', '2026-11-10T09:00:00.000Z', '2026-11-10T09:05:00.000Z');
  const busy: PostSummary = async () => {
    throw Object.assign(new Error('later'), { code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
  };
  await postDueSummaries(job(MONDAY, busy));
  expect(await storedSummary(db, 1, '2026-W46')).toBeNull();
  expect(await db.selectFrom('outbox').selectAll().execute()).toEqual([]);
  await postDueSummaries(job('2026-11-16T09:01:00.000Z'));
  expect(posts).toHaveLength(1);
});

test('a week with nothing passes in silence where that is the setting, and is not looked at again', async () => {
  const { db, job, interview, posts, config } = await bench({ SUMMARY_WHEN_EMPTY: 'silent' });
  await interview('old', '2026-10-06T08:00:00.000Z', '2026-10-06T09:00:00.000Z');
  await postDueSummaries(job(MONDAY));
  await postDueSummaries(job('2026-11-16T09:01:00.000Z'));
  expect(posts).toEqual([]);
  expect((await storedSummary(db, 1, '2026-W46'))?.state).toBe('silent');
  await interview('late', '2026-11-10T08:00:00.000Z', '2026-11-10T09:00:00.000Z');
  await requestPost(db, 1, '2026-W46', 'U0ADMIN', MONDAY);
  await postDueSummaries(job('2026-11-16T09:02:00.000Z'));
  expect(posts).toHaveLength(1);
  expect((await summaryOf(db, 1, week, config, MONDAY)).interviews.complete).toBe(1);
});

test.each([
  ['is_archived', 'its channel has been archived'],
  ['channel_not_found', 'Slack knows no such channel'],
  ['not_in_channel', 'I am not in its channel'],
])('a channel that refuses with %s is told of in words, with no way to call it posted', async (error, words) => {
  const { job, interview, asked } = await bench();
  await interview('i1', '2026-11-10T08:00:00.000Z', '2026-11-10T09:00:00.000Z');
  const refused: PostSummary = async () => {
    throw Object.assign(new Error('x'), { data: { error } });
  };
  await postDueSummaries(job(MONDAY, refused));
  const card = (await asked())[0]?.wanted ?? '';
  expect(card).toContain(words);
  expect(card).toContain('summary_again:2026-W46');
  expect(card).not.toContain('summary_there');
});
