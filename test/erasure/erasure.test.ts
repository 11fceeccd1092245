import { afterEach, expect, test } from 'vitest';
import { saveSetting } from '../../src/database/settings.ts';
import { carryOut } from '../../src/erasure/carry-out.ts';
import { condemnAnswerOf, condemnOne, eraseCustomer, eraseStaff } from '../../src/erasure/erasure.ts';
import { tellOfDrafts } from '../../src/erasure/fallen.ts';
import { takeOlder } from '../../src/erasure/retention.ts';
import { advance } from '../../src/interview/interview.ts';
import { loadInterview, saveInterview } from '../../src/interview/store.ts';
import { judgeName, loadRulings } from '../../src/model/judged.ts';
import { audit } from '../../src/personas/audit.ts';
import { casesOf } from '../../src/personas/customers.ts';
import { shownToAll } from '../../src/personas/shown.ts';
import { loadPersona } from '../../src/personas/store.ts';
import { postWaiting } from '../../src/review/post.ts';
import { put } from '../../src/slack/outbox.ts';
import { config, draftedWorkspace, NOW, type World } from '../personas/world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

const olderThan = (retentionDays: number, now: string) => ({
  retentionDays,
  before: new Date(Date.parse(now) - retentionDays * 86_400_000).toISOString(),
});

async function drafted() {
  const world = await draftedWorkspace();
  open.push(world);
  const { db, workspace } = world;
  const scope = { db, workspace, now: NOW, caution: 'Counted again.', actor: 'command line' };
  const approve = (persona: string) => world.decide({ persona });
  /** As the sender leaves a message that it has posted. */
  const posted = () =>
    db
      .updateTable('outbox')
      .set({ wanted: null, channel: 'D1', message_ts: '1.1' })
      .where('workspace', '=', workspace)
      .execute();
  return { world, db, workspace, scope, approve, posted };
}

test('an approved persona counts its reporters again, so that quotes of two people stay with the reviewers', async () => {
  const { world, db, workspace, scope, approve } = await drafted();
  const id = await world.idOf('negative');
  expect((await approve(id)).outcome).toBe('done');
  const before = await loadPersona(db, workspace, id, 'approved');
  expect(before?.body.reporters).toBe(6);
  expect(before?.quotes.some((quote) => before && shownToAll(before, quote))).toBe(true);
  for (const person of ['U0R0', 'U0R1', 'U0R2', 'U0R4']) await eraseStaff(scope, person);
  const left = await loadPersona(db, workspace, id, 'approved');
  expect(left?.body.reporters).toBe(2);
  expect(left?.body.roles).toEqual(['support']);
  expect(left?.quotes.filter((quote) => left && shownToAll(left, quote))).toEqual([]);
});

test('a case that is erased leaves the group and the cases it was counted among', async () => {
  const { world, db, workspace, scope, approve } = await drafted();
  const id = await world.idOf('negative');
  await approve(id);
  const before = await loadPersona(db, workspace, id, 'approved');
  const [first = ''] = await casesOf(db, workspace, before!);
  await eraseCustomer(scope, first);
  const after = await loadPersona(db, workspace, id, 'approved');
  const { for: members = 0, of = 0 } = before?.body.caseCount ?? {};
  expect(after?.body.caseCount).toEqual({ for: members - 1, of: of - 1 });
  expect(await casesOf(db, workspace, after!)).toHaveLength(members - 1);
  expect(await casesOf(db, workspace, after!)).not.toContain(first);
});

test('a draft that rested on erased answers is taken out of the review channel, with the quotes on it', async () => {
  const { world, db, workspace, scope, posted } = await drafted();
  const id = await world.idOf('negative');
  await postWaiting(db, { workspace, config, now: NOW });
  await posted();
  await eraseStaff(scope, 'U0R0');
  const row = await db
    .selectFrom('outbox')
    .select(['wanted', 'channel'])
    .where('slot', 'like', `review:${id}:%`)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ wanted: '{"remove":true}', channel: 'D1' });
});

test('the messages that repeat an erased interview are taken away, wherever the erasure was ordered', async () => {
  const { db, workspace, scope, posted } = await drafted();
  const told = await db
    .selectFrom('interviews')
    .select(['id', 'person', 'customer'])
    .where('customer', 'is not', null)
    .limit(1)
    .executeTakeFirstOrThrow();
  const slot = `interview:${told.id}:q.why`;
  await put(db, workspace, slot, told.person, { text: 'They wanted everything' }, NOW);
  await posted();
  await eraseCustomer(scope, told.customer ?? '');
  const row = await db.selectFrom('outbox').selectAll().where('slot', '=', slot).executeTakeFirstOrThrow();
  expect(row.wanted).toBe('{"remove":true}');
});

test('an erased person is named in no message that waits, and what stands on their screen is taken away', async () => {
  const { db, workspace, scope, posted } = await drafted();
  await put(db, workspace, 'draft:U0R0:1', 'U0R0', { text: 'Done' }, NOW);
  await put(db, workspace, 'erased:1', 'U0R0', { text: 'Deleted' }, NOW);
  await posted();
  await put(db, workspace, 'draft:U0R0:2', 'U0R0', { text: 'never posted' }, NOW);
  await eraseStaff(scope, 'U0R0');
  const rows = await db.selectFrom('outbox').selectAll().where('workspace', '=', workspace).execute();
  expect(JSON.stringify(rows)).not.toContain('U0R0');
  expect(rows.map(({ wanted, channel }) => ({ wanted, channel }))).toEqual([
    { wanted: '{"remove":true}', channel: 'D1' },
    { wanted: '{"remove":true}', channel: 'D1' },
  ]);
});

test('naming another customer after a draft leaves the counts of the draft reproducible', async () => {
  const { world, db, workspace } = await drafted();
  const id = await world.idOf('negative');
  const links = () =>
    db
      .selectFrom('evidence_links')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('persona', '=', id)
      .executeTakeFirstOrThrow();
  const before = await links();
  const row = await db
    .selectFrom('interviews')
    .select('id')
    .where('customer', '=', 'bargain1')
    .executeTakeFirstOrThrow();
  const interview = await loadInterview(db, workspace, row.id);
  if (!interview) throw new Error('the interview is gone');
  const question = interview.script.questions.find(({ type }) => type === 'customer')?.key ?? '';
  const answers = { [question]: { state: 'customer', key: 'somebody', name: 'Somebody else' } } as const;
  const { interview: renamed } = advance(interview, { kind: 'form', answers }, NOW);
  await db.transaction().execute((trx) => saveInterview(trx, workspace, interview, renamed, NOW));
  expect(await links()).toEqual(before);
});

test('an erased person no longer reviews or administers, and the audit log no longer names them there', async () => {
  const { db, workspace, scope } = await drafted();
  const set = (name: 'REVIEWERS' | 'ADMINS', value: string) =>
    saveSetting(db, workspace, { name, value, by: 'U0GRACE', now: NOW });
  await set('REVIEWERS', 'U0R1,U0R12,U0GRACE');
  await set('ADMINS', 'U0R1');
  const detail = { from: '', to: 'U0R1,U0R12,U0GRACE' };
  const line = { at: NOW, actor: 'U0GRACE', action: 'setting changed', subject: 'REVIEWERS', detail };
  await audit(db, workspace, line);
  await eraseStaff(scope, 'U0R1');
  const settings = await db.selectFrom('settings').select(['key', 'value']).execute();
  // A list of administrators that holds nobody else gives way to that of the environment.
  expect(settings).toEqual([{ key: 'REVIEWERS', value: 'U0R12,U0GRACE' }]);
  const [said] = await db
    .selectFrom('audit_log')
    .select('detail')
    .where('action', '=', 'setting changed')
    .execute();
  expect(JSON.parse(said?.detail ?? '')).toEqual({ from: '', to: 'erased,U0R12,U0GRACE' });
});

test('a day on which nothing is too old leaves what a model replied: the next draft asks nothing again', async () => {
  const { db, workspace, scope } = await drafted();
  const call = {
    prompt: 'p',
    prompt_hash: 'h',
    model: 'm',
    request_hash: 'r',
    duration_ms: 1,
    outcome: 'answered',
  };
  const row = { workspace, id: 1, at: NOW, tokens_in: 1, tokens_out: 1, reply: '{}', ...call };
  await db.insertInto('model_calls').values(row).execute();
  const { erased } = await takeOlder(scope, olderThan(3_650, NOW), () => carryOut(scope));
  expect(erased.interviews).toBe(0);
  expect(await db.selectFrom('model_calls').select('reply').execute()).toEqual([{ reply: '{}' }]);
});

test.each([
  ['given here', 'slack', ['0', null, null]],
  ['imported', 'import', [null, null, null]],
])('an erased answer that was %s takes what a model may have read it for', async (_how, source, expected) => {
  const { db, workspace, scope } = await drafted();
  const { interview, question, at } = await db
    .selectFrom('answers as answer')
    .innerJoin('answer_revisions as revision', 'revision.answer', 'answer.id')
    .select(['answer.interview', 'answer.question', 'revision.at'])
    .where('answer.question', '=', 'why')
    .executeTakeFirstOrThrow();
  await db
    .updateTable('interview_rows')
    .set({ source: source as 'slack' | 'import' })
    .where('id', '=', interview)
    .execute();
  const call = { prompt: 'p', prompt_hash: 'h', model: 'm', request_hash: 'r', duration_ms: 1 };
  const row = { workspace, tokens_in: 1, tokens_out: 1, outcome: 'answered', ...call };
  const earlier = new Date(Date.parse(at) - 2 * 86_400_000).toISOString();
  for (const [index, time] of [earlier, at, NOW].entries())
    await db
      .insertInto('model_calls')
      .values({ ...row, id: index + 1, at: time, reply: String(index) })
      .execute();
  await db.transaction().execute((trx) => condemnAnswerOf({ ...scope, db: trx }, interview, question));
  await carryOut(scope);
  const left = await db.selectFrom('model_calls').select('reply').orderBy('id').execute();
  expect(left.map(({ reply }) => reply)).toEqual(expected);
});

test('thousands of old checks go a few at a time, so that others get in between', async () => {
  const { db, workspace, scope } = await drafted();
  const old = { asked_by: 'U0ANNA', via: 'slack', traits: '[]', outcome: 'no_match', matched: '[]' } as const;
  const rows = Array.from({ length: 2_001 }, (_, id) => ({
    workspace,
    id: id + 1,
    at: '2000-01-01',
    ...old,
  }));
  for (let from = 0; from < rows.length; from += 1_000)
    await db
      .insertInto('checks')
      .values(rows.slice(from, from + 1_000))
      .execute();
  const others: number[] = [];
  const beside = setInterval(async () => {
    const { n } = await db
      .selectFrom('checks')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    others.push(n);
  });
  const { erased, forgotten } = await takeOlder(scope, olderThan(3_650, NOW), () => carryOut(scope));
  clearInterval(beside);
  expect(erased.interviews).toBe(0);
  expect(forgotten.checks).toBe(2_001);
  expect(others.some((n) => n > 0 && n < 2_001)).toBe(true);
  expect(await db.selectFrom('checks').select('id').execute()).toEqual([]);
});

test('drafts that go with answers that are too old do not vanish without a word', async () => {
  const { db, workspace, scope } = await drafted();
  const now = new Date(Date.parse(NOW) + 3_650 * 86_400_000).toISOString();
  const { erased } = await takeOlder({ ...scope, now }, olderThan(30, now), () =>
    carryOut({ ...scope, now }),
  );
  expect(erased.drafts.length).toBeGreaterThan(0);
  await tellOfDrafts(db, workspace, 30, { ...config, reviewers: ['U0GRACE'] }, now);
  const told = await db
    .selectFrom('outbox')
    .select('wanted')
    .where('slot', 'like', 'fallen:drafts:%')
    .execute();
  expect(told.map(({ wanted }) => wanted).join()).toContain('older than 30 days were erased, and drafts');
});

type Said = [interview: string, answer: number];
type Four = [Said, Said, Said, Said];

test('a name that reviewers judged is forgotten with the last answer that holds it, in whatever case or form', async () => {
  const { db, workspace, scope } = await drafted();
  const said = await db
    .selectFrom('answer_revisions as revision')
    .innerJoin('answers as answer', 'answer.id', 'revision.answer')
    .select(['revision.answer', 'answer.interview'])
    .where('revision.value', 'like', '"They %')
    .execute();
  const interviews = [...new Map(said.map(({ interview, answer }) => [interview, answer]))].slice(0, 4);
  const [[one, first], [two, second], [three, third], [, fourth]] = interviews as unknown as Four;
  const words = {
    [first]: 'Quirinius Blott phoned. Роза тоже.',
    [second]: 'Then Blott phoned again.',
    [third]: 'Жаловались Розе, и Ottoline',
    [fourth]: 'Nobody else phoned.',
  };
  for (const [answer, text] of Object.entries(words))
    await db
      .updateTable('answer_revisions')
      .set({ value: JSON.stringify(text) })
      .where('answer', '=', Number(answer))
      .execute();
  for (const name of ['Quirinius Blott', 'Роза', 'Ottoline', 'Wednesfield'])
    await judgeName(db, workspace, { name, ruling: 'hide', by: 'U0GRACE', now: NOW });
  const left = async () => [...(await loadRulings(db, workspace)).keys()].sort();
  const erase = async (interview: string) => {
    await db.transaction().execute((trx) => condemnOne({ ...scope, db: trx }, interview));
    await carryOut(scope);
  };
  await erase(one);
  expect(await left()).toEqual(['ottoline', 'quirinius blott', 'wednesfield', 'роза']);
  await erase(two);
  expect(await left()).toEqual(['ottoline', 'wednesfield', 'роза']);
  await erase(three);
  // Not taken from an answer that went.
  expect(await left()).toEqual(['wednesfield']);
});

test('an erasure has not ended before its reviewers are told, so a kill leaves nobody untold', async () => {
  const { db, scope } = await drafted();
  const broken = eraseStaff(scope, 'U0R0', () => Promise.reject(new Error('killed')));
  await expect(broken).rejects.toThrow('killed');
  expect(await db.selectFrom('erasures').selectAll().execute()).toHaveLength(1);
  let told = 0;
  await carryOut(scope, async () => {
    told += 1;
  });
  expect(told).toBe(1);
  expect(await db.selectFrom('erasures').selectAll().execute()).toEqual([]);
});
