import { afterEach, beforeAll, expect, test } from 'vitest';
import { reportOutcome } from '../../src/personas/outcomes.ts';
import { causesOf, type Support } from '../../src/personas/staleness.ts';
import { stalePersonas } from '../../src/personas/staleness-store.ts';
import { askAboutStale, staleCard } from '../../src/review/stale-cards.ts';
import { messageFaults } from '../limits.ts';
import { config, draftedWorkspace, NOW, type World } from '../personas/world.ts';

const open: World[] = [];
// The first workspace is planted and drafted; on a busy machine that takes longer than a test may.
beforeAll(async () => (await draftedWorkspace()).close());
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

const days = (n: number) => new Date(Date.parse(NOW) - n * 86_400_000).toISOString();
const support = (more: Partial<Support>): Support => ({
  lookedAt: days(300),
  newestAnswers: [days(10), days(400)],
  since: { problem: 0, good: 0 },
  outcomes: { well: 0, badly: 0 },
  ...more,
});

test.each<[string, Partial<Support>, string[]]>([
  ['half of it is old', {}, []],
  ['more than half of it is old', { newestAnswers: [days(10), days(400), days(500)] }, ['mostly_old']],
  ['the newest answer is 180 days old', { newestAnswers: [days(180)] }, []],
  ['the newest answer is older', { newestAnswers: [days(181), days(900)] }, ['old']],
  ['it is old but was approved or confirmed', { newestAnswers: [days(900)], lookedAt: days(180) }, []],
  ['that was long ago', { newestAnswers: [days(900)], lookedAt: days(181) }, ['old']],
  ['it was written by hand', { newestAnswers: [] }, []],
  ['two good customers speak against it', { since: { good: 2, problem: 0 } }, []],
  ['three do, and three for it', { since: { good: 3, problem: 3 } }, []],
  ['four do, and three for it', { since: { good: 4, problem: 3 } }, ['contradicted']],
  ['three leads went well', { outcomes: { well: 3, badly: 1 } }, ['outcomes']],
  ['as many went badly', { outcomes: { well: 3, badly: 3 } }, []],
])('whether a persona has grown stale where %s', (_why, more, causes) => {
  expect(causesOf(support(more), NOW).map(({ cause }) => cause)).toEqual(causes);
});

const ask = async (...[db, workspace, settings, now]: [World['db'], number, typeof config, string]) =>
  askAboutStale(db, workspace, settings, now, await stalePersonas(db, workspace, now));

async function approved() {
  const world = await draftedWorkspace();
  open.push(world);
  const { db } = world;
  const act = (decision: 'approve' | 'confirm' | 'retire', now = NOW) =>
    world.decide({ decision, via: 'slack', reason: 'seen again', use: 'leads', now });
  await act('approve');
  const cards = () =>
    db.selectFrom('outbox').select(['slot', 'address', 'wanted']).where('slot', 'like', 'stale:%').execute();
  return { ...world, act, cards };
}

test('whoever approves has looked at the evidence; half a year later the owner is asked once, and a confirmation answers it', async () => {
  const { db, workspace, act, cards } = await approved();
  expect(await ask(db, workspace, config, days(-1))).toBe(0);
  expect(await ask(db, workspace, config, days(-181))).toBe(1);
  expect(await ask(db, workspace, config, days(-181))).toBe(0);
  const [card] = await cards();
  expect(card?.address).toBe('U0GRACE');
  expect(messageFaults(JSON.parse(card?.wanted ?? '{}'))).toEqual([]);
  expect(card?.wanted).toContain('2026-05-04');
  const later = days(-182);
  await act('confirm', later);
  expect((await cards())[0]?.wanted).toContain('still holds');
  expect(await ask(db, workspace, config, later)).toBe(0);
  expect(await ask(db, workspace, config, days(-363))).toBe(1);
});

test('whoever owned it and has left the reviewers is not asked: the channel is', async () => {
  const { db, workspace, cards } = await approved();
  await ask(db, workspace, { ...config, reviewers: ['U0HANS'] }, days(-181));
  expect((await cards())[0]?.address).toBe('C0REVIEW');
});

test('good customers that meet the rule and came since, and leads that went well, count against it', async () => {
  const { db, workspace, interviews } = await approved();
  const at = new Date(Date.parse(NOW) + 3_600_000).toISOString();
  await interviews(
    Array.from({ length: 4 }, (_, i) => ({
      id: `since-${i}`,
      case: { key: `since${i}`, name: `Since${i} Works`, kind: 'comparison' },
      reporter: { id: 'U0R1', role: 'sales' },
      script: 'comparable-customer',
      at,
      answers: { budget_fit: 'below', industry: 'agency', company_size: '1-10', contact_role: 'owner' },
    })),
  );
  for (let id = 1; id <= 3; id++) {
    const check = { workspace, id, asked_by: 'U0ANNA', via: 'slack' as const, traits: '[]', at };
    const matched = JSON.stringify([{ id: 'p1', version: 1 }]);
    await db
      .insertInto('checks')
      .values({ ...check, outcome: 'match', matched })
      .execute();
    const report = { check: id, result: 'went_well' as const, by: 'U0ANNA', via: 'slack' as const, at };
    await reportOutcome(db, workspace, report);
  }
  const [stale] = await stalePersonas(db, workspace, days(-1));
  expect(stale?.causes).toContainEqual({ cause: 'contradicted', good: 4, problem: 0 });
  expect(stale?.causes).toContainEqual({ cause: 'outcomes', well: 3, badly: 0 });
  for (const language of ['en', 'ru'] as const)
    expect(messageFaults(staleCard(stale!, language))).toEqual([]);
});

test('a retired persona is asked about no more, and its card says so', async () => {
  const { db, workspace, act, cards } = await approved();
  await ask(db, workspace, config, days(-181));
  await act('retire');
  expect((await cards())[0]?.wanted).toContain('retired');
  expect(await stalePersonas(db, workspace, days(-181))).toEqual([]);
});
