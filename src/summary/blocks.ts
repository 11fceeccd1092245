import type { Button, KnownBlock } from '@slack/types';
import { plain } from '../lookup/blocks.ts';
import type { Language } from '../scripts/script.ts';
import type { SlackMessage } from '../slack/message.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { escapeMrkdwn, mentionOf, shorten } from '../text/mrkdwn.ts';
import { capital } from '../text/sentence.ts';
import { COVERAGE_WEEKS } from './coverage-store.ts';
import { isEmpty, type Learnt, type PersonaLine, type StaleLine, type Summary } from './summary.ts';
import type { Worth } from './worth.ts';

type Texts = Catalogue['summary'];
export type Place = { language: Language; timeZone: string };
/** What is looked up anew whenever a summary is shown: the words of its quote, as they may be shown today. */
export type Shown = { quote: string | null };

/** What is read in half a minute. */
const MOST_LINES = 3;
/** Roles of which more were heard need no word. */
const HEARD_ENOUGH = 0.75;
const MOST_NAMES = 10;
/** Seven sections of five such lines stay within what Slack takes in one message. */
const LINE = 150;

/** The weekly message: only what there is to say, what was learnt first, thanks last. */
export function weekly(summary: Summary, shown: Shown, texts: Texts, place: Place): SlackMessage {
  const dates = datesOf(summary, place);
  if (isEmpty(summary)) return { text: texts.empty(dates), blocks: [plain(texts.empty(dates))] };
  const title = summary.learnt.length === 0 ? texts.quietTitle(dates) : texts.title(dates);
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: shorten(title, 150), emoji: false } },
    ...learnt(summary, shown, texts),
    ...waiting(summary, texts),
    ...worth(summary, texts, place),
    ...part(texts.fix, fixLines(summary, texts)),
    ...part(texts.stale, staleLines(summary, texts)),
    ...coverage(summary, texts),
    ...thanks(summary, texts),
    ...cost(summary, texts),
    { type: 'actions', elements: [button(`summary_sources:${summary.week}`, texts.sources.button)] },
  ];
  const first = summary.learnt[0];
  return { text: shorten(first ? `${title}: ${safe(first.text)}` : title, 2_900), blocks };
}

function part(title: string, lines: string[]): KnownBlock[] {
  return lines.length === 0 ? [] : [plain([`*${title}*`, ...lines].join('\n'))];
}

/** The title says that it was learnt. */
function learnt({ learnt }: Summary, { quote }: Shown, texts: Texts): KnownBlock[] {
  const [first, ...others] = learnt;
  if (!first) return [];
  const lines = [
    capital(findingOf(first, texts)),
    ...(quote === null ? [] : [`> ${texts.quoted(safe(quote.replaceAll(/\s+/g, ' ')))}`]),
    ...(others.length === 0 ? [] : [texts.moreLearnt(others.length)]),
  ];
  return [plain(lines.join('\n'))];
}

function findingOf({ text, change, problem, comparison, reporters }: Learnt, texts: Texts): string {
  return `${safe(text)} (${texts.changes[change]}): ${texts.counts(problem, comparison, reporters)}`;
}

/** Each draft with the button that opens it; what was approved stands below. */
function waiting({ waiting, approved }: Summary, texts: Texts): KnownBlock[] {
  const rest = waiting.length - MOST_LINES;
  const rows = waiting.slice(0, MOST_LINES).map(
    (one): KnownBlock => ({
      type: 'section',
      text: { type: 'mrkdwn', text: lineOf(one, texts), verbatim: true },
      accessory: button(`review_open:${one.id}:${one.version}`, texts.open, one.name),
    }),
  );
  const names = approved.slice(0, MOST_LINES).map(({ name }) => safe(name));
  const more = approved.length > MOST_LINES ? [texts.more(approved.length - MOST_LINES)] : [];
  return [
    ...(rows.length === 0 ? [] : [plain(`*${texts.waiting}*`), ...rows]),
    ...(rest > 0 ? [plain(texts.waitingMore(rest))] : []),
    ...(names.length === 0 ? [] : [plain(texts.approved([...names, ...more].join(', ')))]),
  ];
}

function lineOf({ name, cases }: PersonaLine, texts: Texts): string {
  return `${safe(name)} (${texts.cases(cases)})`;
}

function worth({ worth, checks, week }: Summary, texts: Texts, { language }: Place): KnownBlock[] {
  if (checks.made === 0) return [];
  const amounts = amountsOf(worth, language);
  const lines = [
    texts.checks(checks.made, checks.disqualified),
    ...(amounts.hours ? [texts.hours(amounts.hours)] : []),
    ...(amounts.cost ? [texts.acquisitionCost(amounts.cost)] : []),
    ...(amounts.revenue ? [texts.revenueAtRisk(amounts.revenue)] : []),
  ];
  const how = button(`summary_reckoned:${week}`, texts.howReckoned);
  return [
    ...part(
      texts.worth,
      lines.map((line) => `• ${capital(line)}`),
    ),
    ...(checks.disqualified === 0 ? [] : [{ type: 'actions' as const, elements: [how] }]),
  ];
}

function amountsOf(worth: Worth, language: Language) {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const amount = (value: number | null) => (value === null || value === 0 ? null : format.format(value));
  return {
    hours: amount(worth.hours),
    cost: amount(worth.acquisitionCost),
    revenue: amount(worth.revenueAtRisk),
  };
}

function fixLines({ fix }: Summary, texts: Texts): string[] {
  return bulleted(
    fix.map(({ text, cases, of, added }) =>
      capital(texts.fixLine(text === '' ? texts.unnamedTrouble : safe(text), cases, of, added ?? 0)),
    ),
    texts,
  );
}

function staleLines({ stale }: Summary, texts: Texts): string[] {
  const why = ({ causes, newestEvidence }: StaleLine) =>
    causes.map((cause) => texts.staleCauses[cause](newestEvidence?.slice(0, 10) ?? null)).join('; ');
  return bulleted(
    stale.map((one) => texts.staleLine(safe(one.name), why(one))),
    texts,
  );
}

function coverage({ coverage }: Summary, texts: Texts): KnownBlock[] {
  const named: Record<string, string> = texts.roles;
  const roles = coverage.roles
    .filter(({ heard, of }) => heard < of * HEARD_ENOUGH)
    .map(({ role, heard, of }) => texts.role(named[role] ?? safe(role), heard, of, COVERAGE_WEEKS));
  const segments = coverage.segments.map(({ text, cases }) => texts.segment(safe(text), cases)).join(', ');
  const lines = bulleted([...roles, ...(segments === '' ? [] : [texts.segments(segments)])], texts);
  if (lines.length === 0) return [];
  return [
    ...part(texts.coverage, lines),
    { type: 'actions', elements: [button('invitation_open', texts.invite)] },
  ];
}

function thanks({ interviews, thanks }: Summary, texts: Texts): KnownBlock[] {
  const { complete, partial, people, late, lateFrom } = interviews;
  if (complete + partial === 0) return [];
  const names = thanks.slice(0, MOST_NAMES).map(mentionOf);
  const more = thanks.length > MOST_NAMES ? [texts.more(thanks.length - MOST_NAMES)] : [];
  const lines = [
    texts.thanks(complete + partial, people),
    ...(names.length === 0 ? [] : [texts.thanksTo([...names, ...more].join(', '))]),
    ...(late === 0 ? [] : [texts.late(late, lateFrom.join(', '))]),
  ];
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text: shorten(lines.join(' '), 2_000) }] }];
}

function cost({ model }: Summary, texts: Texts): KnownBlock[] {
  if (model === null) return [];
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text: texts.model(model.calls, model.usd) }] }];
}

/** How the worth of the week was reckoned, persona by persona. */
export function reckonedMessage(summary: Summary, texts: Texts, language: Language): SlackMessage {
  const { reckoned: words } = texts;
  const lines = summary.reckoned.map(({ name, version, leads, each }) => {
    const { hours, cost, revenue } = amountsOf(each, language);
    const parts = [
      hours ? words.hours(hours) : null,
      cost ? words.cost(cost) : null,
      revenue ? words.revenue(revenue) : null,
    ].filter((one) => one !== null);
    return words.line(safe(name), version, leads, parts.join(', ') || words.unknown);
  });
  const title = words.title(summary.week);
  const body = lines.length === 0 ? [words.none] : [...bulleted(lines, texts), words.rule];
  return { text: title, blocks: part(title, body) };
}

function bulleted(lines: string[], texts: Texts): string[] {
  const shown = lines.slice(0, MOST_LINES).map((line) => `• ${line}`);
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, texts.more(rest)] : shown;
}

/** "16 – 22 November 2026", in the time zone of the week. */
function datesOf({ from, to }: Pick<Summary, 'from' | 'to'>, { language, timeZone }: Place): string {
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
  return shorten(escapeMrkdwn(text), LINE);
}

function button(id: string, label: string, about?: string): Button {
  return {
    type: 'button',
    action_id: id,
    text: { type: 'plain_text', text: shorten(label, 75), emoji: false },
    ...(about === undefined ? {} : { accessibility_label: shorten(`${label}: ${about}`, 75) }),
    value: id.slice(id.indexOf(':') + 1),
  };
}

/** The question to an administrator, when nobody can tell whether a summary reached its channel. */
export function unknownCard(week: string, reason: string | null, texts: Texts): SlackMessage {
  const { unknown } = texts;
  const known: Record<string, (week: string) => string> = unknown.reasons;
  const text =
    reason === null
      ? unknown.maybe(week)
      : (known[reason]?.(week) ?? unknown.refused(week, escapeMrkdwn(shorten(reason, 200))));
  const elements = [
    button(`summary_again:${week}`, unknown.again),
    // Where Slack refused it, it surely is not there.
    ...(reason === null ? [button(`summary_there:${week}`, unknown.there)] : []),
  ];
  return { text, blocks: [plain(text), { type: 'actions', elements }] };
}
