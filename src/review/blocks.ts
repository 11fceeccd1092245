import type { Button, KnownBlock, SectionBlock } from '@slack/types';
import type { Claim } from '../evidence/evidence.ts';
import type { Language } from '../interview/script.ts';
import { type PersonaBody, type Sentence, teams } from '../personas/persona.ts';
import { shownToAll } from '../personas/shown.ts';
import type { Quote, StoredPersona } from '../personas/store.ts';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';

/** Slack's own limits, with room to spare. UTF-16 units. */
const SECTION = 2_900;
const HEADER = 150;
/** Of the 10,000 that one message may hold in all: the rest is for its foot, and for a line on who agreed. */
const MESSAGE = 6_500;
const FOOT = 1_200;

/** Verbatim: an @here in somebody's words stays words. */
export const section = (text: string): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: shorten(text, SECTION), verbatim: true },
  expand: true,
});
export const context = (text: string): KnownBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: shorten(text, SECTION), verbatim: true }],
});

/**
 * A draft as it stands in the review channel: who must not be sold to first, then why, then what can be done about it.
 * Whoever is in that channel reads it, so it quotes only what everybody may see; the rest stands under Evidence.
 */
export function reviewMessage(
  persona: StoredPersona,
  parentName: string | null,
  language: Language,
): SlackMessage {
  const { review: texts } = textsIn(language);
  const { body, version } = persona;
  const kind = texts.kinds[body.kind];
  const text = texts.card.fallback(shorten(escapeMrkdwn(body.name), HEADER), kind);
  const heading: KnownBlock = {
    type: 'header',
    text: { type: 'plain_text', text: shorten(texts.card.heading(body.name, version), HEADER) },
  };
  const parts: KnownBlock[] = [
    section(summary(body, parentName, language)),
    ...(body.kind === 'negative' || body.kind === 'micro' ? [section(disqualifiers(persona, language))] : []),
    section(texts.card.verdict(escapeMrkdwn(body.verdictReason))),
    ...optional(texts.card.claims, claimLines(persona, language)),
    ...optional(
      texts.card.story,
      body.story.map((line) => escapeMrkdwn(line.text)),
      ' ',
    ),
    ...quotesForAll(persona, language),
    ...optional(texts.card.actions, actionLines(body, language)),
  ];
  const ending = [context(shorten(footing(body, language), FOOT)), buttons(persona, language)];
  return { text, blocks: [heading, ...within(parts, texts.card.more), ...ending] };
}

function summary(body: PersonaBody, parentName: string | null, language: Language): string {
  const { card, kinds } = textsIn(language).review;
  const kind = parentName === null ? kinds[body.kind] : card.parent(escapeMrkdwn(parentName));
  return card.summary(kind, escapeMrkdwn(body.subtitle));
}

function disqualifiers({ body, claims }: StoredPersona, language: Language): string {
  const { card } = textsIn(language).review;
  if (body.disqualifiers.length === 0) return card.noDisqualifiers;
  const lines = body.disqualifiers.map((line) => {
    const claim = claims.find(({ id }) => line.evidence.includes(id));
    const described = body.descriptions.find(({ id }) => line.evidence.includes(id));
    const count = claim
      ? countsOf(claim, language)
      : described
        ? card.here(`${described.for} of ${described.of}`)
        : '';
    const mark = line.tentative ? card.tentative : '';
    return `• *${escapeMrkdwn(line.text || `${line.dimension}: ${String(line.value)}`)}*${count === '' ? '' : `: ${count}`}${mark}`;
  });
  return [card.disqualifiers, ...lines].join('\n');
}

function countsOf({ problem, comparison, against }: Claim, language: Language): string {
  const { card } = textsIn(language).review;
  const share = `${problem.for} of ${problem.of}`;
  return comparison === null
    ? card.alone(share, against.length)
    : card.against(share, `${comparison.for} of ${comparison.of}`, against.length);
}

/** A claim in words: the traits as this persona's own lines name them. */
export function claimTitle({ body }: StoredPersona, claim: Claim): string {
  return claim.traits
    .map(({ dimension, value }) => {
      const known = [...body.descriptions, ...body.disqualifiers].find(
        (one) => one.dimension === dimension && one.value === value,
      );
      return known?.text || `${dimension.replaceAll('_', ' ')}: ${value.replaceAll('_', ' ')}`;
    })
    .join(' + ');
}

function claimLines(persona: StoredPersona, language: Language): string[] {
  const named = new Set(persona.body.disqualifiers.flatMap(({ evidence }) => evidence));
  return persona.claims
    .filter(({ id }) => !named.has(id))
    .slice(0, 6)
    .map((claim) => `• ${escapeMrkdwn(claimTitle(persona, claim))}: ${countsOf(claim, language)}`);
}

function quotesForAll(persona: StoredPersona, language: Language): KnownBlock[] {
  const { card } = textsIn(language).review;
  const shown = persona.quotes.filter((quote) => shownToAll(persona, quote));
  const kept = persona.quotes.length - shown.length;
  return [
    ...optional(card.quotes, quoteLines(shown, language)),
    ...(kept > 0 ? [context(card.quotesKept(kept))] : []),
  ];
}

export function quoteLines(quotes: Quote[], language: Language): string[] {
  const { card } = textsIn(language).review;
  return quotes.map(({ text, dissenting }) => {
    const words = escapeMrkdwn(text).replaceAll('\n', '\n>');
    return `>“${words}”${dissenting ? ` _${card.dissenting}_` : ''}`;
  });
}

function actionLines(body: PersonaBody, language: Language): string[] {
  const { card } = textsIn(language).review;
  const line = ({ text, assumption }: Sentence) =>
    `${escapeMrkdwn(text)}${assumption ? card.assumption : ''}`;
  return teams
    .filter((team) => body.actions[team].length > 0)
    .map((team) => `• *${card.teams[team]}:* ${body.actions[team].map(line).join(' ')}`);
}

function footing(body: PersonaBody, language: Language): string {
  const { card, strengths } = textsIn(language).review;
  const cases = `${body.caseCount.for} of ${body.caseCount.of}`;
  const lines = [
    card.context(cases, body.reporters, strengths[body.strength]),
    ...body.cautions.map(escapeMrkdwn),
    ...(body.dropped.length > 0 ? [card.dropped(body.dropped.length)] : []),
  ];
  return lines.join('\n');
}

/** Only what may be approved gets a button for it. */
function buttons({ id, version, body }: StoredPersona, language: Language): KnownBlock {
  const texts = textsIn(language).review.buttons;
  const approvable = ['negative', 'challenging', 'micro', 'fix'].includes(body.kind);
  const approve = body.kind === 'fix' ? texts.approveFix : texts.approve;
  return {
    type: 'actions',
    elements: [
      button('review_evidence', id, version, texts.evidence),
      ...(approvable ? [button('review_approve', id, version, approve, 'primary')] : []),
      button('review_edit', id, version, texts.edit),
      button('review_reject', id, version, texts.reject, 'danger'),
    ],
  };
}

/** The data of a button stands in its action id: `review_approve:p1:2`. */
export function button(
  action: string,
  persona: string,
  version: number,
  text: string,
  style?: 'primary' | 'danger',
): Button {
  return {
    type: 'button',
    action_id: `${action}:${persona}:${version}`,
    text: { type: 'plain_text', text: shorten(text, 75) },
    ...(style ? { style } : {}),
  };
}

function optional(title: string, lines: string[], between = '\n'): KnownBlock[] {
  return lines.length === 0 ? [] : [section(`${title}\n${lines.join(between)}`)];
}

/** What fits into one message; the rest stands under Evidence, and the message says so. */
export function within(parts: KnownBlock[], more: string, budget = MESSAGE): KnownBlock[] {
  const kept: KnownBlock[] = [];
  let used = 0;
  for (const part of parts) {
    used += JSON.stringify(part).length;
    if (used > budget) return [...kept, context(more)];
    kept.push(part);
  }
  return kept;
}

export type DecidedLine = {
  /** What was decided and by whom, ready to be shown. */
  headline: string;
  details: string[];
};

/** What stands in place of a draft once somebody has decided. */
export function decidedMessage({ headline, details }: DecidedLine): SlackMessage {
  return {
    text: shorten(headline, 300),
    blocks: [
      section(shorten(headline, 600)),
      ...(details.length > 0 ? [context(shorten(details.join('\n'), FOOT))] : []),
    ],
  };
}

/** The drafts that wait, for one reviewer. */
export function queueMessage(waiting: StoredPersona[], language: Language): SlackMessage {
  const { queue, kinds, buttons: names } = textsIn(language).review;
  if (waiting.length === 0) return { text: queue.none };
  const shown = waiting.slice(0, 15);
  const rows = shown.map(
    (persona): KnownBlock => ({
      ...section(
        queue.line(
          shorten(escapeMrkdwn(persona.body.name), HEADER),
          kinds[persona.body.kind],
          shorten(escapeMrkdwn(persona.body.subtitle), 2 * HEADER),
        ),
      ),
      accessory: button('review_open', persona.id, persona.version, names.open),
    }),
  );
  const rest = waiting.length - shown.length;
  const heading = queue.heading(waiting.length);
  return {
    text: heading,
    blocks: [section(heading), ...rows, ...(rest > 0 ? [context(queue.more(rest))] : [])],
  };
}
