import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inModal, pagesOf } from '../../src/slack/paged.ts';
import { escapeMrkdwn } from '../../src/text/mrkdwn.ts';
import { messageFaults, viewFaults } from '../limits.ts';

const piece = fc.constantFrom('word ', 'ünïcode', '🙂', '\n', '& ', '<b>', 'x'.repeat(40), 'Предложение. ');
const words = (maxLength: number) =>
  fc
    .array(piece, { minLength: 1, maxLength, size: 'max' })
    .map((parts) => `.${escapeMrkdwn(parts.join(''))}`);
const plain = fc.constantFrom<KnownBlock>(
  { type: 'divider' },
  { type: 'header', text: { type: 'plain_text', text: 'A heading' } },
  { type: 'context', elements: [{ type: 'mrkdwn', text: 'Small print' }] },
);
const section = words(700).map((text): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } }));
const withButton = words(700).map(
  (text, n = 0): KnownBlock => ({
    type: 'section',
    text: { type: 'mrkdwn', text },
    accessory: { type: 'button', action_id: `a${n}`, text: { type: 'plain_text', text: 'More' } },
  }),
);
const messages = fc.record({
  text: words(300),
  blocks: fc.array(fc.oneof(section, withButton, plain), { minLength: 1, maxLength: 70, size: 'max' }),
});

const textsOf = (blocks: readonly KnownBlock[]): string =>
  blocks.flatMap((block) => (block.type === 'section' ? (block.text?.text ?? '') : [])).join('');
const squeezed = (text: string): string => text.replace(/\s+/g, '');
const buttonsIn = (blocks: readonly KnownBlock[]): number =>
  blocks.filter((block) => block.type === 'section' && block.accessory).length;

test('whatever is to be said, every page is one that Slack takes, and together they say all of it', () => {
  fc.assert(
    fc.property(messages, (message) => {
      const pages = pagesOf(message);
      expect(pages.flatMap((page) => messageFaults(page))).toEqual([]);
      const shown = pages.flatMap(({ blocks = [] }) => blocks);
      expect(squeezed(textsOf(shown))).toBe(squeezed(textsOf(message.blocks)));
      expect(buttonsIn(shown)).toBe(buttonsIn(message.blocks));
    }),
    { numRuns: 60 },
  );
});

test('no entity, link or character is cut in two', () => {
  for (const unit of ['&amp;', '🙂', '<@U0ANNA>']) {
    for (const before of ['', 'a', 'ab', 'abc', 'abcd']) {
      const text = before + unit.repeat(2_000);
      const pages = pagesOf({ text: 'Long.', blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] });
      for (const part of pages.flatMap(({ blocks = [] }) => blocks)) {
        const said = part.type === 'section' ? (part.text?.text ?? '') : '';
        expect(said.replaceAll(unit, '').replace(before, '')).toBe('');
      }
    }
  }
});

test('a short message stays as it is', () => {
  const message = { text: 'Good morning.' };
  expect(pagesOf(message)).toEqual([message]);
});

test('a long text without blocks goes on in the next message', () => {
  const pages = pagesOf({ text: 'A sentence of some length. '.repeat(500) });
  expect(pages.length).toBeGreaterThan(3);
  expect(pages.flatMap((page) => messageFaults(page))).toEqual([]);
});

test('a modal holds what it can of a long answer, and says where the rest is', () => {
  const title = { type: 'plain_text' as const, text: 'Mismatch' };
  fc.assert(
    fc.property(fc.array(messages, { minLength: 1, maxLength: 3 }), (said) => {
      const pages = said.flatMap((message) => pagesOf(message));
      const { blocks, left } = inModal(pages, 'It goes on elsewhere.');
      expect(viewFaults({ type: 'modal', title, blocks })).toEqual([]);
      expect(textsOf(blocks).endsWith('It goes on elsewhere.')).toBe(left.length > 0);
      const all = squeezed(textsOf([...blocks, ...left.flatMap((page) => page.blocks ?? [])]));
      expect(all.replace('Itgoesonelsewhere.', '')).toBe(
        squeezed(textsOf(said.flatMap((message) => message.blocks))),
      );
    }),
    { numRuns: 30 },
  );
});
