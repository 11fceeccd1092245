import type { KnownBlock } from '@slack/types';
import type { Language } from '../interview/script.ts';
import { plain } from '../lookup/blocks.ts';
import type { SlackMessage } from '../slack/message.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { capital } from '../text/sentence.ts';
import { isEmpty, type PersonaLine, type Summary } from './summary.ts';

type Texts = Catalogue['summary'];
export type Place = { language: Language; timeZone: string };

const MOST_LINES = 5;

/** The weekly message: only what there is to say, what was learnt first, thanks last. */
export function weekly(summary: Summary, texts: Texts, place: Place): SlackMessage {
  const dates = datesOf(summary, place);
  if (isEmpty(summary)) return { text: texts.empty(dates), blocks: [plain(texts.empty(dates))] };
  const title = texts.title(dates);
  const { complete, partial, people, late, lateFrom } = summary.interviews;
  const thanks = [
    complete + partial === 0 ? null : texts.thanks(complete + partial, people),
    late === 0 ? null : texts.late(late, lateFrom.join(', ')),
  ].filter((line) => line !== null);
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: shorten(title, 150), emoji: false } },
    ...parts(summary, texts, place)
      .filter(({ lines }) => lines.length > 0)
      .map(({ title, lines }) => plain([`*${title}*`, ...lines].join('\n'))),
    ...(thanks.length === 0
      ? []
      : [{ type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text: thanks.join(' ') }] }]),
  ];
  const first = summary.learnt[0];
  return { text: shorten(first ? `${title}: ${safe(first.text)}` : title, 2_900), blocks };
}

function parts(summary: Summary, texts: Texts, place: Place): { title: string; lines: string[] }[] {
  const { checks } = summary;
  return [
    { title: texts.learnt, lines: learntLines(summary, texts) },
    { title: texts.waiting, lines: personaLines(summary.waiting, texts, texts.waitingHow) },
    { title: texts.worth, lines: worthLines(summary, texts, place) },
    { title: texts.fix, lines: fixLines(summary, texts) },
    {
      title: texts.checksTitle,
      lines: checks.made === 0 ? [] : [texts.checks(checks.made, checks.disqualified)],
    },
    { title: texts.approved, lines: personaLines(summary.approved, texts, null) },
    {
      title: texts.stale,
      lines: bulleted(
        summary.stale.map(({ name, newestEvidence }) =>
          texts.staleLine(safe(name), newestEvidence.slice(0, 10)),
        ),
        texts,
      ),
    },
  ];
}

function learntLines({ learnt }: Summary, texts: Texts): string[] {
  const [first, ...others] = learnt;
  if (!first) return [];
  const counts = texts.counts(first.problem, first.comparison, first.reporters);
  const line = `${safe(first.text)} (${texts.changes[first.change]}): ${counts}`;
  const [bullet = line] = bulleted([capital(line)], texts);
  return others.length === 0 ? [bullet] : [bullet, texts.moreLearnt(others.length)];
}

function personaLines(personas: PersonaLine[], texts: Texts, how: string | null): string[] {
  const lines = bulleted(
    personas.map(({ name, cases }) => `${safe(name)} (${texts.cases(cases)})`),
    texts,
  );
  return lines.length > 0 && how !== null ? [...lines, how] : lines;
}

function worthLines({ worth, checks }: Summary, texts: Texts, { language }: Place): string[] {
  const amount = (value: number | null) =>
    value === null || value === 0
      ? null
      : new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
  const [hours, cost, revenue] = [worth.hours, worth.acquisitionCost, worth.revenueAtRisk].map(amount);
  const lines = [
    hours ? texts.hours(hours) : null,
    cost ? texts.acquisitionCost(cost) : null,
    revenue ? texts.revenueAtRisk(revenue) : null,
  ].filter((line) => line !== null);
  return lines.length === 0
    ? []
    : [...lines.map((line) => `• ${line}`), texts.reckoning(checks.disqualified)];
}

function fixLines({ fix }: Summary, texts: Texts): string[] {
  return bulleted(
    fix.map(({ text, cases, of, added }) =>
      texts.fixLine(text === '' ? texts.unnamedTrouble : safe(text), cases, of, added ?? 0),
    ),
    texts,
  );
}

function bulleted(lines: string[], texts: Texts): string[] {
  const shown = lines.slice(0, MOST_LINES).map((line) => `• ${line}`);
  return lines.length > MOST_LINES ? [...shown, texts.more(lines.length - MOST_LINES)] : shown;
}

/** "16 – 22 November 2026", in the time zone of the week. */
function datesOf({ from, to }: Summary, { language, timeZone }: Place): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  // ICU puts thin spaces around the dash, not every version the same.
  return format.formatRange(new Date(from), new Date(Date.parse(to) - 1)).replace(/\s*–\s*/, ' – ');
}

function safe(text: string): string {
  return shorten(escapeMrkdwn(text), 200);
}

/** The question to an administrator, when nobody can tell whether a summary reached its channel. */
export function unknownCard(week: string, reason: string | null, texts: Texts): SlackMessage {
  const { unknown } = texts;
  const text =
    reason === null ? unknown.maybe(week) : unknown.refused(week, escapeMrkdwn(shorten(reason, 200)));
  const button = (id: string, label: string) => ({
    type: 'button' as const,
    action_id: `${id}:${week}`,
    text: { type: 'plain_text' as const, text: label, emoji: false },
    value: week,
  });
  return {
    text,
    blocks: [
      plain(text),
      {
        type: 'actions',
        elements: [button('summary_again', unknown.again), button('summary_there', unknown.there)],
      },
    ],
  };
}
