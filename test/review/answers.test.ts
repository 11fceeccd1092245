import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadPersona } from '../../src/personas/store.ts';
import { interviewModal } from '../../src/review/answers-blocks.ts';
import { reportsBehind } from '../../src/review/answers-store.ts';
import { interviewsBehind } from '../../src/review/behind-store.ts';
import { escapeMrkdwn } from '../../src/text/mrkdwn.ts';
import { viewFaults } from '../limits.ts';
import { drafted } from './desk.ts';

type Block = {
  accessory?: { action_id: string; value: string };
  elements?: { action_id: string; value: string }[];
};
const blocksOf = (modal: object | undefined) => (modal as { blocks: Block[] }).blocks;
const button = (modal: object | undefined, action: string) =>
  blocksOf(modal)
    .flatMap(({ accessory, elements = [] }) => [...(accessory ? [accessory] : []), ...elements])
    .find(({ action_id = '' }) => action_id.startsWith(action));

/** A drafted workspace in which some of those who answered were promised that reviewers may read it. */
async function promised(visibility: 'reviewers' | 'aggregates', to = 'U0R%') {
  const bot = await drafted();
  bot.raw
    .prepare(
      `UPDATE answer_revisions SET visibility = ? WHERE answer IN (
        SELECT a.id FROM answers a JOIN interviews i ON i.id = a.interview AND i.workspace = a.workspace WHERE i.person LIKE ?)`,
    )
    .run(visibility, to);
  await bot.click('U0GRACE', 'review_evidence:p1:1');
  const read = button(bot.heard.modals[0], 'review_answers')!;
  const press = (action: string, value: string, view?: string) => bot.pressAs('U0GRACE', action, value, view);
  return { ...bot, read, press };
}

test('a reviewer reads the answers behind a claim and each interview whole, page by page', async () => {
  const bot = await promised('reviewers');
  await bot.press(bot.read.action_id, bot.read.value);
  const list = JSON.stringify(bot.heard.modals[1]);
  expect(list).toContain('for it');
  expect(list).toContain('_How did their budget fit our prices?_\\nBelow our prices');
  expect(list).toContain('We said no three times');
  expect(list).not.toContain('U0R');
  const on = button(bot.heard.modals[1], 'review_answers_page')!;
  await bot.press(on.action_id, on.value, 'V2');
  expect(JSON.stringify(bot.heard.modals[1])).not.toBe(list);

  const whole = button(bot.heard.modals[1], 'review_interview')!;
  await bot.press(whole.action_id, whole.value);
  const interview = JSON.stringify(bot.heard.modals[2]);
  expect(interview).toContain('How did their budget fit our prices?');
  expect(interview).toContain('Below our prices');
  expect(interview).not.toContain('U0R');
});

test('a claim that is counted in many parts shows every interview once and in order, whatever the page', async () => {
  const { db, raw, workspace } = await promised('reviewers', 'U0R1');
  // As in a large draft: two customers a part, each dimension in parts of its own.
  raw.exec(`
    CREATE TEMP TABLE part AS SELECT block, position, 1000 + block * 100 + (row_number() OVER (PARTITION BY block ORDER BY position) - 1) / 2 AS id
      FROM block_links;
    INSERT INTO evidence_blocks SELECT DISTINCT b.workspace, part.id, b.case_kind, b.side, b.dimension, NULL
      FROM part JOIN evidence_blocks b ON b.id = part.block;
    INSERT INTO block_links SELECT l.workspace, part.id, l.position, l.customer, l.answer, l.revision
      FROM part JOIN block_links l USING (block, position);
    INSERT INTO claim_blocks SELECT DISTINCT c.workspace, c.persona, c.version, c.claim, part.id
      FROM part JOIN claim_blocks c USING (block);
    DELETE FROM claim_blocks WHERE block IN (SELECT block FROM part)`);
  const claims = raw
    .prepare("SELECT DISTINCT claim FROM claim_blocks WHERE persona = 'p1' AND version = 1")
    .pluck();
  const plain = raw.prepare(`
    SELECT DISTINCT a.interview, l.customer, l.side FROM evidence_links l
    JOIN answers a ON a.id = l.answer
    JOIN answer_revisions r ON r.answer = a.id AND r.revision = a.latest_revision
      AND r.state = 'answered' AND r.visibility <> 'aggregates'
    WHERE l.persona = 'p1' AND l.version = 1 AND l.claim = ?
    ORDER BY l.side DESC, l.case_kind DESC, l.customer, a.interview`);
  for (const claim of claims.all() as string[]) {
    const key = { persona: 'p1', version: 1, claim };
    const all = plain.all(claim);
    for (const most of [0, 1, 3, all.length, all.length + 1]) {
      const { told } = await interviewsBehind(db, workspace, key, most);
      expect(told).toEqual(all.slice(0, most));
    }
  }
});

test('what was promised to be only counted is read by nobody, and the page says so', async () => {
  const bot = await promised('aggregates');
  await bot.press(bot.read.action_id, bot.read.value);
  const list = JSON.stringify(bot.heard.modals[1]);
  expect(list).toContain('only counted');
  expect(list).not.toContain('We said no three times');
  const { interview } = bot.raw.prepare('SELECT id AS interview FROM interviews LIMIT 1').get() as {
    interview: string;
  };
  await bot.press('review_interview', JSON.stringify([interview, 0]));
  expect(bot.heard.modals).toHaveLength(2);
  expect(bot.heard.replies.at(-1)).toContain('may not be read here');
});

test('of those behind a claim only whoever agreed is read', async () => {
  const bot = await promised('reviewers', 'U0R1');
  const claim = { persona: 'p1', version: 1, claim: bot.read.action_id.split(':')[3]! };
  const { reports, kept } = await reportsBehind(bot.db, bot.workspace, claim, 0, 'en');
  expect(kept).toBe(true);
  expect(new Set(reports.map(({ role }) => role))).toEqual(new Set(['support']));
});

test('nobody else opens them, and a withdrawn interview is gone', async () => {
  const bot = await promised('reviewers');
  await bot.press(bot.read.action_id, bot.read.value);
  const whole = button(bot.heard.modals[1], 'review_interview')!;
  for (const [action, value] of [
    [bot.read.action_id, '0'],
    ['review_interview', whole.value],
  ] as const) {
    await bot.pressAs('U0ANNA', action, value);
    expect(bot.heard.replies.at(-1)).toContain('reviewers only');
  }
  bot.raw.prepare("UPDATE interviews SET status = 'withdrawn' WHERE id = ?").run(JSON.parse(whole.value)[0]);
  await bot.press('review_interview', whole.value);
  expect(bot.heard.replies.at(-1)).toContain('not there any more');
  expect((await loadPersona(bot.db, bot.workspace, 'p1'))?.id).toBe('p1');
});

test('the longest interview is shown whole, on pages within the limits of Slack', () => {
  const answers = Array.from({ length: 40 }, (_, i) => ({
    ...{ id: i, isFreeText: true, asked: `Question ${i} & more` },
    text: `${i} <&>🙂 `.repeat(900),
  }));
  const report = {
    ...{ interview: 'i1', title: 'T', customer: 'A & B', role: 'sales', startedAt: '2026-05-04T00:00:00Z' },
    ...{ kind: 'problem' as const, kept: 2, answers },
  };
  const seen = new Set<string>();
  for (let page = 0; page < 40; page++) {
    const modal = interviewModal(report, page, 'en');
    expect(viewFaults(modal)).toEqual([]);
    for (const [asked] of JSON.stringify(modal).matchAll(/Question \d+/g)) seen.add(asked);
  }
  expect(seen.size).toBe(40);
});

test('an answer is shown to its last word, whatever it is made of', () => {
  const piece = fc.constantFrom('&', '<', '🙂', 'word ', '\n', 'слово ', 'x'.repeat(50));
  const long = fc.array(piece, { minLength: 1, maxLength: 4_000, size: 'max' }).map((all) => all.join(''));
  const squeezed = (text: string) => text.replace(/\s+/g, '');
  fc.assert(
    fc.property(long, (text) => {
      const report = {
        ...{ interview: 'i1', title: 'T', customer: 'A', role: 'sales', startedAt: '2026-05-04T00:00:00Z' },
        ...{ kind: 'problem' as const, kept: 0, answers: [{ id: 1, isFreeText: true, asked: 'Why?', text }] },
      };
      const shown = [];
      for (let page = 0, more = true; more; page++) {
        const modal = interviewModal(report, page, 'en');
        expect(viewFaults(modal)).toEqual([]);
        const sections = (modal.blocks as { type: string; text?: { text: string } }[]).flatMap((block) =>
          block.type === 'section' ? [block.text?.text] : [],
        );
        shown.push(...sections.slice(1));
        more = JSON.stringify(modal).includes('review_interview_page:on');
      }
      expect(squeezed(shown.join(''))).toBe(squeezed(`*Why?*${escapeMrkdwn(text)}`));
    }),
    { numRuns: 30 },
  );
});
