import { spawn } from 'node:child_process';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { draftInWorker } from '../../src/drafting/worker.ts';
import { linesOf } from '../../src/personas/edits.ts';
import { historyOf, loadPersona } from '../../src/personas/store.ts';
import { reviewMessage } from '../../src/review/blocks.ts';
import { assumeModal, lineModal, linesModal } from '../../src/review/line-modals.ts';
import { editAgain, editLine, type LineRequest } from '../../src/review/lines.ts';
import { decide } from '../../src/review/store.ts';
import { messageFaults, viewFaults } from '../limits.ts';
import { config, draftedWorkspace, moreToAvoid, NOW, problem, type World } from '../personas/world.ts';

const open: World[] = [];
// The first workspace is planted and drafted; on a busy machine that takes longer than a test may.
beforeAll(async () => (await draftedWorkspace()).close());
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function drafted() {
  const world = await draftedWorkspace();
  open.push(world);
  const load = async () => (await loadPersona(world.db, world.workspace, 'p1'))!;
  const lines = async () => linesOf(await load(), (id) => id);
  const change = async (more: Partial<LineRequest>) =>
    world.db.transaction().execute(async (db) =>
      editLine(db, {
        workspace: world.workspace,
        persona: 'p1',
        version: (await loadPersona(db, world.workspace, 'p1'))!.version,
        place: 'story.0',
        what: 'reword',
        text: '',
        reason: '',
        by: 'U0GRACE',
        config,
        now: NOW,
        ...more,
      }),
    );
  return { ...world, load, lines, change };
}

test('a claim that is left out takes with it what rests on it, and says why', async () => {
  const world = await drafted();
  const before = await world.load();
  const id = before.body.claims[0]!;
  expect(await world.change({ place: 'claims.0', what: 'drop' })).toMatchObject({ outcome: 'faults' });
  const saved = await world.change({ place: 'claims.0', what: 'drop', reason: 'a coincidence' });
  expect(saved).toMatchObject({ outcome: 'saved' });
  const after = await world.load();
  expect(after).toMatchObject({ version: 2, voice: 'person' });
  expect(after.claims.map((claim) => claim.id)).toEqual(before.body.claims.slice(1));
  expect((await world.lines()).some(({ evidence }) => evidence.includes(id))).toBe(false);
  const [entry] = await historyOf(world.db, world.workspace, 'p1');
  expect(entry).toMatchObject({ decision: 'edit', reason: 'a coincidence', version: 2 });
  const row = await world.db
    .selectFrom('audit_log')
    .select('detail')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  expect(JSON.parse(row?.detail ?? '{}')).toMatchObject({
    from: 1,
    edited: [],
    lines: [{ what: 'drop', place: 'claims' }],
  });
});

test('a disqualifier that is taken back leaves the rule, and without any it cannot be approved', async () => {
  const world = await drafted();
  for (const _ of (await world.load()).body.disqualifiers) {
    await world.change({ place: 'disqualifiers.0', what: 'not_disqualifier', reason: 'we serve them now' });
  }
  expect((await world.load()).body.disqualifiers).toEqual([]);
  const outcome = await world.decide();
  expect(outcome).toMatchObject({ outcome: 'refused', why: 'not approvable' });
});

test('new words pass the gate; an assumption carries no number and is marked', async () => {
  const world = await drafted();
  const line = (await world.lines()).find(({ place }) => place === 'actions.sales.0')!;
  const wrong = await world.change({ place: line.place, text: 'Ask all 77 of them.' });
  expect(wrong).toMatchObject({ outcome: 'faults', faults: { text: expect.stringContaining('77') } });
  const numbered = await world.change({ place: 'story.0', what: 'assume', text: 'About 40 % leave.' });
  expect(numbered).toMatchObject({ outcome: 'faults' });
  await world.change({ place: 'story.0', what: 'assume', text: 'They often ask a friend first.' });
  expect((await world.load()).body.story.at(-1)).toEqual({
    text: 'They often ask a friend first.',
    evidence: [],
    assumption: true,
  });
});

test('a line moves to the top and stays there', async () => {
  const world = await drafted();
  const { story } = (await world.load()).body;
  await world.change({ place: `story.${story.length - 1}`, what: 'first' });
  await world.interviews(moreToAvoid(4));
  await world.draft();
  const { body } = await world.load();
  expect(story.length).toBeGreaterThan(1);
  expect(body.edits).toMatchObject([{ what: 'first', place: 'story' }]);
});

test('a redraft keeps an edit where the counts are the same, and shows both where they changed', async () => {
  const world = await drafted();
  await world.change({ place: 'actions.support.0', text: 'Answer within a day.' });
  await world.change({ place: 'claims.0', what: 'drop', reason: 'a coincidence' });
  await world.change({ place: 'story.0', what: 'assume', text: 'They often ask a friend first.' });
  const before = await world.load();
  await world.interviews(moreToAvoid(4));
  await world.draft();
  const after = await world.load();
  expect(after.version).toBeGreaterThan(before.version);
  expect(after.body.story.map(({ text }) => text)).toContain('They often ask a friend first.');
  const dropped = before.body.edits.find(({ what }) => what === 'drop')!;
  expect(after.body.offers).toContainEqual(expect.objectContaining({ what: 'drop', about: dropped.about }));
  expect(after.claims.length).toBeGreaterThan(before.claims.length);
  const card = reviewMessage(after, null, 'en');
  expect(messageFaults(card)).toEqual([]);
  expect(JSON.stringify(card)).toContain('on counts that are different now');
});

test('an earlier change is made again by one click, its words stand, and untouched offers outlive a redraft', async () => {
  const world = await drafted();
  await world.change({ place: 'claims.0', what: 'drop', reason: 'a coincidence' });
  await world.change({ place: 'story.0', what: 'reword', text: 'They ask for a lower price first.' });
  await world.interviews(moreToAvoid(4));
  await world.draft();
  const { body, version } = await world.load();
  expect(body.offers.length).toBe(2);
  const { db, workspace } = world;
  const again = (index: number, seen: number) =>
    db
      .transaction()
      .execute((trx) =>
        editAgain(trx, { workspace, persona: 'p1', version: seen, index, by: 'U0GRACE', config, now: NOW }),
      );
  const dropped = body.offers.findIndex(({ what }) => what === 'drop');
  expect(await again(dropped, version)).toMatchObject({ outcome: 'saved' });
  const after = await world.load();
  expect(after.body.offers).toHaveLength(1);
  expect(after.body.claims).toHaveLength(body.claims.length - 1);
  expect(messageFaults(reviewMessage(after, null, 'en'))).toEqual([]);
  await world.interviews(moreToAvoid(5).slice(4));
  await world.draft();
  const third = await world.load();
  const left = third.body.offers.findIndex(({ what }) => what === 'reword');
  expect(await again(left, third.version)).toMatchObject({ outcome: 'saved' });
  const { story } = (await world.load()).body;
  expect(story.map(({ text }) => text)).toContain('They ask for a lower price first.');
  expect(await again(7, third.version + 1)).toEqual({ outcome: 'unchanged' });
});

test('the same evidence drafts nothing, so every edit stays', async () => {
  const world = await drafted();
  await world.change({ place: 'claims.0', what: 'drop', reason: 'a coincidence' });
  const again = await world.draft();
  const left = (await world.load()).body.claims.length;
  expect(again.personas.find(({ id }) => id === 'p1')).toMatchObject({ version: 2, change: 'unchanged' });
  expect(again.personas.find(({ id }) => id === 'p1')?.claims).toHaveLength(left);
});

test('an edit or a decision on a draft that somebody else has edited meanwhile is refused, on any connection', async () => {
  const world = await drafted();
  const other = openDatabase(world.url);
  const { workspace } = world;
  const asked = {
    workspace,
    persona: 'p1',
    decision: 'approve',
    via: 'slack',
    reason: '',
    use: 'x',
  } as const;
  try {
    expect(
      await world.change({ place: 'actions.sales.0', text: 'Ask about the budget first.' }),
    ).toMatchObject({
      outcome: 'saved',
    });
    const late = await other.db.transaction().execute((db) =>
      editLine(db, {
        ...{ workspace, persona: 'p1', version: 1, place: 'actions.sales.0', what: 'reword', reason: '' },
        ...{ text: 'Ask who signs first.', by: 'U0HANS', config, now: NOW },
      }),
    );
    expect(late).toMatchObject({ outcome: 'refused' });
    expect(await decide(other.db, { ...asked, version: 1, by: 'U0HANS', config, now: NOW })).toMatchObject({
      outcome: 'refused',
      why: 'outdated',
    });
    expect((await world.load()).version).toBe(2);
  } finally {
    await other.close();
  }
});

test('of two processes that decide at the same moment one wins and the other is told', async () => {
  const world = await drafted();
  const env = { ...process.env, DATABASE_URL: world.url, REVIEWERS: 'U0GRACE U0HANS' };
  const act = (decision: string, by: string) =>
    new Promise<number | null>((ended) => {
      const args = [
        'src/mismatch.js',
        'review',
        'p1',
        decision,
        '--by',
        by,
        '--reason',
        'x',
        '--version',
        '1',
      ];
      spawn(process.execPath, args, { env, stdio: 'ignore' }).once('exit', ended);
    });
  const codes = await Promise.all([act('approve', 'U0GRACE'), act('reject', 'U0HANS')]);
  expect(codes.sort()).toEqual([0, 1]);
  expect(await historyOf(world.db, world.workspace, 'p1')).toHaveLength(1);
});

test('an edit made while a redraft runs is not lost: the redraft stands after it and carries it', async () => {
  const world = await drafted();
  const { url, workspace } = world;
  await world.interviews([
    problem('letdown99', 3, { industry: 'manufacturing', fault: 'ours', budget_fit: 'below' }),
  ]);
  let edited: Promise<unknown> | null = null;
  const { keepMargin, language, timeZone, model } = config;
  const job = { databaseUrl: url, workspace, config: { keepMargin, language, timeZone, model }, now: NOW };
  await draftInWorker({ ...job, askedBy: 'U0HANS', useModel: false }, ({ stage }) => {
    if (stage === 'counting')
      edited ??= world.change({ place: 'actions.support.0', text: 'Answer within a day.' });
  });
  expect(await edited).toMatchObject({ outcome: 'saved' });
  const { version, body } = await world.load();
  expect(version).toBe(3);
  const said = [...body.actions.support, ...body.offers].map(({ text }) => text);
  expect(said).toContain('Answer within a day.');
});

test('every form of it stays within the limits', async () => {
  const world = await drafted();
  const persona = await world.load();
  const [line] = await world.lines();
  const draft = { persona: 'p1', version: 1 };
  for (const language of ['en', 'ru'] as const) {
    expect(viewFaults(linesModal(persona, null, language))).toEqual([]);
    expect(viewFaults(assumeModal(draft, language))).toEqual([]);
    for (const what of ['reword', 'drop', 'not_disqualifier'] as const) {
      expect(viewFaults(lineModal({ ...draft, place: 'story.0', what }, line!, language))).toEqual([]);
    }
  }
});
