import type { Button, KnownBlock, SectionBlock } from '@slack/types';
import type { ClaimCounts } from '../evidence/evidence.ts';
import { isByHand } from '../personas/by-hand.ts';
import { type PersonaBody, type Sentence, teams, wantedAs } from '../personas/persona.ts';
import { portraitOf } from '../personas/portrait.ts';
import { isForeign, translationOf } from '../personas/quoted.ts';
import { shownToAll } from '../personas/shown.ts';
import type { Quote, StoredPersona } from '../personas/store.ts';
import type { Language } from '../scripts/script.ts';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { groupMenu } from './group-menu.ts';

/** Slack's own limits, with room to spare. UTF-16 units. */
const SECTION = 2_900;
export const HEADER = 150;
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
  const { body } = persona;
  const kind = texts.kinds[body.kind];
  const text = texts.card.fallback(shorten(escapeMrkdwn(body.name), HEADER), kind);
  const header: KnownBlock = {
    type: 'header',
    text: { type: 'plain_text', text: shorten(heading(persona, language), HEADER) },
  };
  const parts: KnownBlock[] = [
    section(summary(body, parentName, language)),
    ...(turnsAway(body) ? [section(disqualifiers(persona, language))] : []),
    ...(body.verdictReason === '' ? [] : [section(texts.card.verdict(escapeMrkdwn(body.verdictReason)))]),
    ...optional(
      texts.card.portrait,
      portraitOf(
        body,
        persona.said.filter((quote) => shownToAll(persona, quote)),
        textsIn(language),
        language,
      ).map((line) => `• ${escapeMrkdwn(line)}`),
    ),
    ...optional(texts.card.claims, claimLines(persona, language)),
    ...optional(
      texts.card.story,
      body.story.map((line) => `• ${escapeMrkdwn(line.text)}`),
    ),
    ...quotesForAll(persona, language),
    ...optional(texts.card.actions, actionLines(body, language)),
    ...offers(persona, language),
  ];
  const ending = [context(shorten(footing(body, language), FOOT)), buttons(persona, language)];
  return { text, blocks: [header, ...within(parts, texts.card.more), ...ending] };
}

function heading({ body, version, status }: StoredPersona, language: Language): string {
  const { card } = textsIn(language).review;
  return (status === 'draft' ? card.heading : card.headingDecided)(body.name, version);
}

/** A micro persona of a buyer persona turns nobody away, and says nothing of it. */
function turnsAway(body: PersonaBody): boolean {
  if (body.kind === 'micro')
    return body.disqualifiers.length > 0 || (!isByHand(body) && wantedAs(body) === null);
  return body.kind === 'negative';
}

function summary(body: PersonaBody, parentName: string | null, language: Language): string {
  const { card, kinds } = textsIn(language).review;
  const kind = parentName === null ? kinds[body.kind] : card.parent(escapeMrkdwn(parentName));
  return card.summary(kind, escapeMrkdwn(body.subtitle));
}

function disqualifiers({ body, claims }: StoredPersona, language: Language): string {
  const { review, personas } = textsIn(language);
  const { card } = review;
  if (body.disqualifiers.length === 0) return card.noDisqualifiers;
  const lines = body.disqualifiers.map((line) => {
    const claim = claims.find(({ id }) => line.evidence.includes(id));
    const described = body.descriptions.find(({ id }) => line.evidence.includes(id));
    const count = claim
      ? countsOf(claim, language)
      : described
        ? card.here(personas.of(described.for, described.of))
        : '';
    const mark = line.tentative ? card.tentative : '';
    return `• *${escapeMrkdwn(line.text || `${line.dimension}: ${String(line.value)}`)}*${count === '' ? '' : `: ${count}`}${mark}`;
  });
  return [card.disqualifiers, ...lines].join('\n');
}

/** How many have it, with and against, on both sides. */
export function countsOf({ problem, comparison }: ClaimCounts, language: Language): string {
  const { review, personas } = textsIn(language);
  const { card } = review;
  const share = personas.of(problem.for, problem.of);
  return comparison === null
    ? card.alone(share, problem.of - problem.for)
    : card.against(share, personas.of(comparison.for, comparison.of), problem.of - problem.for);
}

/** A claim in words: the traits as this persona's own lines name them. */
export function claimTitle({ body }: StoredPersona, claim: ClaimCounts): string {
  const words = body.wordings[claim.id];
  if (words !== undefined) return words;
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
  const said = persona.said.filter((quote) => shownToAll(persona, quote));
  const kept = persona.quotes.length + persona.said.length - shown.length - said.length;
  return [
    ...optional(card.quotes, quoteLines(shown, language)),
    ...(kept > 0 ? [context(card.quotesKept(kept))] : []),
  ];
}

export function quoteLines(quotes: Quote[], language: Language): string[] {
  const { review, personas } = textsIn(language);
  const { card } = review;
  return quotes.flatMap((quote) => {
    const words = escapeMrkdwn(quote.text).replaceAll('\n', '\n>');
    const notes = [
      ...(quote.dissenting ? [card.dissenting] : []),
      ...(isForeign(quote, language) ? [personas.quote.language[quote.language]] : []),
    ];
    const line = `>${[card.quoted(words), ...notes.map((note) => `_${note}_`)].join(' ')}`;
    const translated = translationOf(quote, language);
    return translated === null
      ? [line]
      : [line, `>${escapeMrkdwn(translated).replaceAll('\n', ' ')} _${personas.quote.translated}_`];
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

/** Edits on evidence that has changed since, beside what is drafted now; one click makes one again. */
function offers({ id, version, body }: StoredPersona, language: Language): KnownBlock[] {
  const { lines } = textsIn(language).review;
  if (body.offers.length === 0) return [];
  const rows = body.offers.slice(0, 6).map(({ what, was, text, now }, index): KnownBlock => {
    const drafted = escapeMrkdwn(shorten(now, HEADER));
    const mine = escapeMrkdwn(shorten(what === 'reword' ? text : was, HEADER));
    const both = what === 'reword' ? lines.offerReworded(mine, drafted) : lines.offerLeftOut(drafted);
    const again = button('review_again', id, version, lines.again);
    return { ...section(both), accessory: { ...again, action_id: `${again.action_id}:${index}` } };
  });
  return [section(lines.offers), ...rows];
}

function footing(body: PersonaBody, language: Language): string {
  const { byHand, personas, review } = textsIn(language);
  const { card, strengths } = review;
  if (isByHand(body)) return body.sample ? byHand.sample : byHand.assumption;
  const cases = personas.of(body.caseCount.for, body.caseCount.of);
  const wanted = wantedAs(body);
  const told = wanted === null ? card.context : card.contextWanted[wanted];
  const lines = [
    told(cases, body.reporters, strengths[body.strength]),
    ...body.cautions.map(escapeMrkdwn),
    ...(body.dropped.length > 0 ? [card.dropped(body.dropped.length)] : []),
  ];
  return lines.join('\n');
}

/** Only what may be approved gets a button for it; what is in use can be taken out of use. */
export function buttons(persona: StoredPersona, language: Language): KnownBlock {
  const { id, version, body, status } = persona;
  const texts = textsIn(language).review.buttons;
  const byHand = isByHand(body);
  const evidence = byHand ? [] : [button('review_evidence', id, version, texts.evidence)];
  const more = byHand ? [] : [button('review_more', id, version, texts.moreEvidence)];
  if (status === 'approved') {
    const positive = button('review_positive', id, version, texts.turnPositive);
    const elements = [
      ...evidence,
      ...more,
      ...(body.kind === 'negative' ? [positive] : []),
      button('review_retire', id, version, texts.retire, 'danger'),
    ];
    return { type: 'actions', elements };
  }
  const approve = body.kind === 'fix' ? texts.approveFix : texts.approve;
  const menu = groupMenu(persona, language);
  return {
    type: 'actions',
    elements: [
      ...evidence,
      ...(body.kind === 'undetermined' ? [] : [button('review_approve', id, version, approve, 'primary')]),
      button('review_edit', id, version, texts.edit),
      ...more,
      button('review_reject', id, version, texts.reject, 'danger'),
      ...(menu ? [menu] : []),
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
function within(parts: KnownBlock[], more: string, budget = MESSAGE): KnownBlock[] {
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
  /** What can still be done with it. */
  actions?: KnownBlock;
};

/** What stands in place of a draft once somebody has decided. */
export function decidedMessage({ headline, details, actions }: DecidedLine): SlackMessage {
  return {
    text: shorten(headline, 300),
    blocks: [
      section(shorten(headline, 600)),
      ...(details.length > 0 ? [context(shorten(details.join('\n'), FOOT))] : []),
      ...(actions ? [actions] : []),
    ],
  };
}
