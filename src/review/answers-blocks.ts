import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Language } from '../scripts/script.ts';
import { cut } from '../slack/paged.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import type { Behind, Report, Told } from './answers-store.ts';
import { context, section } from './blocks.ts';

const TITLE = 24;
/** Of one section, in UTF-16 units: a longer answer goes on in the next. */
const PIECE = 2_500;
/** In a list a report is cut short: what the claim counts and what was said at most length; its own page shows all. */
const MORE_TEXTS = 2;
const ANSWERS_SHOWN = 6;
const ANSWER_SHOWN = 600;
/** A modal takes 100 blocks and 250 KB. */
const BLOCKS_A_PAGE = 80;
const BYTES_A_PAGE = 180_000;

/** The reports behind one claim, a page of them, each with a way to the whole interview. */
export function answersModal(
  claim: { title: string; actionId: (page: number) => string },
  { reports, more, kept }: { reports: readonly Behind[]; more: boolean; kept: boolean },
  page: number,
  language: Language,
): ModalView {
  const { answers } = textsIn(language).review;
  const none = reports.length === 0 ? [section(page === 0 ? answers.none : answers.noMore)] : [];
  return modal(
    answers.title,
    [
      section(`*${escapeMrkdwn(claim.title)}*`),
      ...(kept ? [context(answers.kept)] : []),
      ...none,
      ...reports.flatMap((report) => reportBlocks(report, language)),
      ...pager(page, more, claim.actionId, language),
    ],
    language,
  );
}

function reportBlocks(report: Behind, language: Language): KnownBlock[] {
  const { answers } = textsIn(language).review;
  const longest = report.answers
    .filter((one) => one.isFreeText && !report.counted.includes(one))
    .toSorted((a, b) => b.text.length - a.text.length);
  const shown = [...report.counted, ...longest.slice(0, MORE_TEXTS)]
    .slice(0, ANSWERS_SHOWN)
    .map(({ asked, text }) => `_${escapeMrkdwn(asked)}_\n${escapeMrkdwn(shorten(text, ANSWER_SHOWN))}`);
  const read: Button = {
    type: 'button',
    action_id: 'review_interview',
    text: { type: 'plain_text', text: shorten(answers.whole, 75) },
    value: JSON.stringify([report.interview, 0]),
  };
  return [
    { type: 'divider' },
    { ...section(`${headOf(report, language)} · ${answers.sides[report.side]}`), accessory: read },
    ...shown.map((text) => section(text)),
  ];
}

/** One interview from its first question to its last. */
export function interviewModal(report: Report, page: number, language: Language): ModalView {
  const { answers } = textsIn(language).review;
  const pages = pagesOf(report.answers.flatMap(answerBlocks));
  const at = Math.min(page, pages.length - 1);
  const actionValue = (to: number) => JSON.stringify([report.interview, to]);
  return modal(
    answers.interview,
    [
      section(`${headOf(report, language)}\n${escapeMrkdwn(report.title)}`),
      ...(report.kept > 0 ? [context(answers.keptHere(report.kept))] : []),
      { type: 'divider' },
      ...(pages[at] ?? []),
      ...pager(at, at < pages.length - 1, () => 'review_interview_page', language, actionValue),
    ],
    language,
  );
}

function answerBlocks({ asked, text }: Told): KnownBlock[] {
  return cut(`*${escapeMrkdwn(shorten(asked, 300))}*\n${escapeMrkdwn(text)}`, PIECE).map(section);
}

function pagesOf(blocks: readonly KnownBlock[]): KnownBlock[][] {
  const pages: KnownBlock[][] = [[]];
  let bytes = 0;
  for (const block of blocks) {
    const size = Buffer.byteLength(JSON.stringify(block));
    if (pages.at(-1)!.length >= BLOCKS_A_PAGE || bytes + size > BYTES_A_PAGE) {
      pages.push([]);
      bytes = 0;
    }
    pages.at(-1)!.push(block);
    bytes += size;
  }
  return pages;
}

/** "*Acme Works* · Sales · 4 May 2026" */
function headOf({ customer, role, startedAt }: Report, language: Language): string {
  const { answers, card } = textsIn(language).review;
  const teams: Record<string, string> = card.teams;
  const who = escapeMrkdwn(shorten(teams[role] ?? role, 60));
  const name = customer === null ? answers.nobody : escapeMrkdwn(shorten(customer, 150));
  return `*${name}* · ${who} · ${answers.day(startedAt.slice(0, 10))}`;
}

function pager(
  page: number,
  more: boolean,
  actionId: (page: number) => string,
  language: Language,
  inValue: (page: number) => string = String,
): KnownBlock[] {
  const { answers } = textsIn(language).review;
  const button = (to: number, text: string, name: string): Button => ({
    type: 'button',
    action_id: `${actionId(to)}${name}`,
    text: { type: 'plain_text', text: shorten(text, 75) },
    value: inValue(to),
  });
  const elements = [
    ...(page > 0 ? [button(page - 1, answers.earlier, ':back')] : []),
    ...(more ? [button(page + 1, answers.further, ':on')] : []),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function modal(title: string, blocks: KnownBlock[], language: Language): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: shorten(title, TITLE) },
    close: { type: 'plain_text', text: shorten(textsIn(language).review.answers.close, TITLE) },
    blocks,
  };
}
