import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadPersona } from '../../src/personas/store.ts';
import { interviewModal } from '../../src/review/answers-blocks.ts';
import { reportsBehind } from '../../src/review/answers-store.ts';
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
