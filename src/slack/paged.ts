import type { KnownBlock, SectionBlock } from '@slack/types';
import { shorten } from '../text/mrkdwn.ts';
import type { SlackMessage } from './message.ts';

/** Slack's limits of one message, in UTF-16 units (https://docs.slack.dev/reference/block-kit). */
const SECTION = 3_000;
const BLOCKS = 50;
const ALL_BLOCKS = 10_000;
const TEXT = 3_000;

/**
 * The same message as Slack takes it: a section that is too long goes on in the next one, and what is too much for one
 * message goes on in another. Nothing that stands in a section is left out; buttons stay where they were.
 */
export function pagesOf({ text, blocks }: SlackMessage): SlackMessage[] {
  const short = shorten(text, TEXT);
  if (!blocks) return text.length <= TEXT ? [{ text }] : textPages(text);
  const pages: KnownBlock[][] = [[]];
  let used = 0;
  for (const block of blocks.flatMap(sectionsOf)) {
    const length = JSON.stringify(wordsIn(block)).length;
    const page = pages.at(-1) ?? [];
    if (page.length > 0 && (page.length === BLOCKS || used + length > ALL_BLOCKS)) {
      pages.push([block]);
      used = length;
    } else {
      page.push(block);
      used += length;
    }
  }
  return pages.map((page) => ({ text: short, blocks: page }));
}

/** Slack's limits of one modal (https://docs.slack.dev/reference/views), with room in its bytes for all that is not said. */
const MODAL_BLOCKS = 100;
const MODAL_BYTES = 200_000;

/**
 * As many pages as one modal holds.
 *
 * @param goesOn stands at its end where something is left
 */
export function inModal(
  pages: readonly SlackMessage[],
  goesOn: string,
): { blocks: KnownBlock[]; left: SlackMessage[] } {
  const words = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
  let shown: KnownBlock[] = [];
  for (const [n, { text, blocks = [words(text)] }] of pages.entries()) {
    const next = [...shown, ...blocks];
    const isLast = n === pages.length - 1;
    const fits = next.length + (isLast ? 0 : 1) <= MODAL_BLOCKS;
    if (!fits || Buffer.byteLength(JSON.stringify(next)) > MODAL_BYTES) {
      return { blocks: [...shown, words(goesOn)], left: pages.slice(n) };
    }
    shown = next;
  }
  return { blocks: shown, left: [] };
}

function textPages(text: string): SlackMessage[] {
  return cut(text, TEXT).map((part) => ({ text: part }));
}

/** What stands beside the text or below it stays with its first part. */
function sectionsOf(block: KnownBlock): KnownBlock[] {
  if (block.type !== 'section' || !block.text || block.text.text.length <= SECTION) return [block];
  const { text } = block;
  return cut(text.text, SECTION).map((part, n): SectionBlock => {
    const own = n === 0 ? block : { type: 'section' as const };
    return { ...own, text: { ...text, text: part } };
  });
}

/**
 * Escaped text in parts: cut at the end of a line or a word where there is one, never within a character, an entity or a
 * link.
 */
export function cut(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const at = placeIn(rest, limit);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...parts, rest].filter((part) => part.trim() !== '');
}

function placeIn(text: string, limit: number): number {
  const head = text.slice(0, limit);
  for (const end of ['\n', ' ']) {
    const at = head.lastIndexOf(end) + 1;
    if (at > limit / 2) return at;
  }
  const open = /(?:[\ud800-\udbff]|&[a-z]{0,4}|<[^<>]{0,300})$/.exec(head);
  return open && open.index > 0 ? open.index : limit;
}

/** The words of a block, which Slack counts together over a message. */
function wordsIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsIn).join('');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => (key === 'text' && typeof inner === 'string' ? inner : wordsIn(inner)))
    .join('');
}
