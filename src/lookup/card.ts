import type { Button, KnownBlock, StaticSelect } from '@slack/types';
import type { ClaimCounts, Trait } from '../evidence/evidence.ts';
import { isWanted, type PersonaBody, type Sentence } from '../personas/persona.ts';
import { isForeign, translationOf } from '../personas/quoted.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import type { SlackMessage } from '../slack/message.ts';
import { type Catalogue, textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import type { Spoken } from '../text/spoken.ts';

/** What a card shows beside the persona itself. */
export type Around = {
  parent: ApprovedPersona | null;
  micros: readonly ApprovedPersona[];
  /** Only those that this reader may see; verbatim. */
  quotes: readonly { text: string; dissenting: boolean; language?: Spoken; translatedByModel?: string }[];
  reader: Language;
  /** How many of the customers that a claim counted still show it, by the claim's id; one left out is not compared. */
  today: ReadonlyMap<string, number>;
  /** A trait in words. */
  words: (trait: Trait) => string;
  /** The personas it can be compared with. */
  others: readonly { id: string; name: string }[];
  /** Who a buyer or customer persona is, one line a part. */
  portrait: readonly string[];
  /** What sets a micro persona apart that turns nobody away. */
  differences: readonly string[];
  /** What a micro persona takes over from its parent, the same way. */
  inherited: readonly string[];
  /** What a button that exports it says; `null`: this reader may not. */
  exportAs: string | null;
};

const LINE = 220;
/** Seven sections and the footer stay within what Slack takes in one message. */
const SECTION = 1_000;
/** Customers who are wanted have no rule and no signs on the way: their portrait takes that room as well. */
const PORTRAIT = 2_400;
const FOOTER = 700;
const MOST_REASONS = 5;
const SHORT_REASONS = 2;
/** Below this many cases a count is only a direction. */
const FEW = 8;

/** `short`: what a rep needs in the middle of a call. `full`: everything that a colleague may read. */
export type Size = 'short' | 'full';

/** A persona on one screen: how to recognise it first, then why, then what to do. */
export function card(
  persona: ApprovedPersona,
  around: Around,
  texts: Catalogue['lookup'],
  size: Size,
): SlackMessage {
  const { body } = persona;
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: shorten(body.name, 150), emoji: false } },
    section([`*${texts.kinds[body.kind]}*${body.subtitle === '' ? '' : ` · ${safe(body.subtitle)}`}`]),
    ...parts(persona, around, texts, size).flatMap(({ title, lines, room }) =>
      lines.length === 0 ? [] : [section([`*${title}*`, ...lines], room)],
    ),
    { type: 'context', elements: [{ type: 'mrkdwn', text: footer(persona, around, texts), verbatim: true }] },
    ...buttons(persona, around, texts, size),
  ];
  const rule = body.disqualifiers.map((each) => ruleText(each)).join('; ');
  return { text: shorten(escapeMrkdwn(`${body.name}: ${rule || texts.kinds[body.kind]}`), 2_900), blocks };
}

type Part = { title: string; lines: string[]; room?: number };

function parts(persona: ApprovedPersona, around: Around, texts: Catalogue['lookup'], size: Size): Part[] {
  const { body } = persona;
  const { teams } = texts;
  const each = size === 'short' ? 1 : 2;
  const actions = (['marketing', 'sales', 'support'] as const).flatMap((team) => {
    const first = body.actions[team].slice(0, each).map((sentence) => said(sentence, texts));
    return first.length === 0 ? [] : [`• *${teams[team]}*: ${first.join(' ')}`];
  });
  const always = [
    recognise(body, around, texts),
    isWanted(body.kind)
      ? { title: texts.page.story, lines: storyOf(body, texts, size) }
      : { title: texts.why, lines: reasons(persona, around, texts, size) },
    { title: body.kind === 'challenging' ? texts.serve : texts.whatToDo, lines: actions },
  ];
  return size === 'short' ? always : [...always, ...furtherParts(body, around, texts)];
}

/** What only the full card shows. */
function furtherParts(body: PersonaBody, around: Around, texts: Catalogue['lookup']): Part[] {
  const voices = around.quotes.filter(({ dissenting }) => !dissenting).slice(0, 2);
  const other = around.quotes.find(({ dissenting }) => dissenting);
  const bullets = (sentences: Sentence[]) => sentences.slice(0, 3).map((each) => `• ${said(each, texts)}`);
  return [
    {
      title: texts.page.portrait,
      lines: around.portrait.map((line) => `• ${safe(line)}`),
      ...(isWanted(body.kind) ? { room: PORTRAIT } : {}),
    },
    {
      title: texts.page.inherited(safe(around.parent?.body.name ?? '')),
      lines: around.inherited.map((line) => `• ${safe(line)}`),
    },
    { title: texts.page.redFlags, lines: bullets(body.redFlags) },
    { title: texts.quotes, lines: voices.flatMap((each) => quoted(each, around, texts)) },
    { title: texts.dissent, lines: other ? quoted(other, around, texts) : [] },
    { title: texts.avoidContent, lines: bullets(body.contentToAvoid) },
    { title: texts.page.cautions, lines: body.cautions.slice(0, 3).map((each) => `• ${safe(each)}`) },
  ];
}

/** Slack takes a hundred options; the value is the id of the other persona. */
const MOST_COMPARED = 100;

function buttons(
  { body }: ApprovedPersona,
  { others, exportAs }: Around,
  texts: Catalogue['lookup'],
  size: Size,
): KnownBlock[] {
  const button = (action: string, text: string): Button => ({
    type: 'button',
    action_id: `${action}:${body.id}`,
    text: { type: 'plain_text', text, emoji: false },
    accessibility_label: shorten(`${text}: ${body.name}`, 75),
    value: body.id,
  });
  const options = others.slice(0, MOST_COMPARED).map((each) => ({
    text: { type: 'plain_text' as const, text: shorten(each.name, 75), emoji: false },
    value: each.id,
  }));
  const compare: StaticSelect = {
    type: 'static_select',
    action_id: `lookup_compare:${body.id}`,
    placeholder: { type: 'plain_text', text: texts.compareWith },
    options,
  };
  return [
    {
      type: 'actions',
      elements: [
        ...(size === 'short' ? [button('lookup_more', texts.moreAbout)] : []),
        button('lookup_who', texts.who.button),
        button('picture_card', texts.picture),
        ...(exportAs === null ? [] : [button('exports_open', exportAs)]),
        ...(options.length > 0 ? [compare] : []),
      ],
    },
  ];
}

/** A micro persona shows only what its parent does not say already. */
function recognise(
  body: PersonaBody,
  { parent, differences }: Pick<Around, 'parent' | 'differences'>,
  texts: Catalogue['lookup'],
): Part {
  const said = new Set(parent?.body.disqualifiers.map(ruleText));
  const lines = body.disqualifiers
    .filter((each) => !said.has(ruleText(each)))
    .map((each) => `• ${safe(ruleText(each))}`);
  if (body.kind === 'negative') {
    const title = lines.length > 1 ? texts.doNotChaseAll : texts.doNotChase;
    return { title, lines: lines.length === 0 ? [texts.nothingToSee] : lines };
  }
  if (body.kind === 'fix') return { title: texts.kinds.fix, lines: [texts.ours] };
  return { title: texts.differs, lines: [...lines, ...differences.map((line) => `• ${safe(line)}`)] };
}

function reasons(
  { body, claims }: ApprovedPersona,
  { words, today }: Pick<Around, 'words' | 'today'>,
  texts: Catalogue['lookup'],
  size: Size,
): string[] {
  const own = claims.filter(({ id, unsupported }) => body.claims.includes(id) && !unsupported);
  const counted = own.slice(0, size === 'short' ? SHORT_REASONS : MOST_REASONS).map((claim) => {
    const now = today.get(claim.id) ?? claim.problem.for;
    const since = now === claim.problem.for ? '' : ` (${texts.today(now)})`;
    return `• ${safe(claimText(claim, words))}: ${counts(claim, texts)}${since}`;
  });
  return [...(body.verdictReason === '' ? [] : [safe(body.verdictReason)]), ...counted];
}

/** Nobody is turned away for customers who are wanted: instead of reasons, who they are. */
function storyOf({ story }: PersonaBody, texts: Catalogue['lookup'], size: Size): string[] {
  return story.slice(0, size === 'short' ? SHORT_REASONS : MOST_REASONS).map((each) => said(each, texts));
}

/** "19 of 40 problem cases, 2 of 38 comparable ones, 5 staff": counts, never a percentage. */
export function counts(
  claim: Pick<ClaimCounts, 'problem' | 'comparison' | 'reporters'>,
  texts: Catalogue['lookup'],
): string {
  return texts.counts(claim.problem, claim.comparison, claim.reporters);
}

/** "19 of 40 cases, from 5 people": its share of the problem customers, a micro persona's of its parent's. */
export function share({ caseCount, reporters }: PersonaBody, texts: Catalogue['lookup']): string {
  return caseCount.of === 0 ? texts.byHand : texts.cases(caseCount.for, caseCount.of, reporters);
}

/** The traits of a claim in words. */
export function claimText({ traits }: Pick<ClaimCounts, 'traits'>, words: Around['words']): string {
  return traits.map(words).join(' + ');
}

function footer(
  { body, version, approvedAt, draftedAt }: ApprovedPersona,
  around: Around,
  texts: Catalogue['lookup'],
): string {
  const parent = around.parent ? texts.parent(around.parent.body.name) : null;
  const names = around.micros.map((micro) => micro.body.name).join(', ');
  const few = body.caseCount.for < FEW ? texts.few : texts.strengths[body.strength];
  const pieces = [
    parent,
    names === '' ? null : texts.micros(names),
    share(body, texts),
    body.caseCount.of === 0 ? null : few,
    texts.approved(version, approvedAt.slice(0, 10)),
    texts.asOf(draftedAt.slice(0, 10)),
  ];
  return shorten(
    pieces
      .filter((piece) => piece !== null)
      .map(escapeMrkdwn)
      .join(' · '),
    FOOTER,
  );
}

/** A disqualifier in words, from the version itself. */
export function ruleText({ text, dimension, operator, value }: PersonaBody['disqualifiers'][number]): string {
  if (text !== '') return text;
  const plain = Array.isArray(value) ? value.join(', ') : String(value);
  return `${dimension} ${operator} ${plain}`.replaceAll('_', ' ');
}

function said({ text, assumption }: Sentence, texts: Catalogue['lookup']): string {
  return assumption ? `${safe(text)} _(${texts.assumption})_` : safe(text);
}

function quoted(quote: Around['quotes'][number], { reader }: Around, texts: Catalogue['lookup']): string[] {
  const plain = (text: string) => safe(text.replaceAll(/\s+/g, ' '));
  const { quote: notes } = textsIn(reader).personas;
  const note = isForeign(quote, reader) ? ` _${notes.language[quote.language]}_` : '';
  const translated = translationOf(quote, reader);
  return [
    `> ${texts.quoted(plain(quote.text))}${note}`,
    ...(translated === null ? [] : [`> ${plain(translated)} _${notes.translated}_`]),
  ];
}

function safe(text: string): string {
  return escapeMrkdwn(shorten(text, LINE));
}

function section(lines: string[], room = SECTION): KnownBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: shorten(lines.join('\n'), room), verbatim: true },
  };
}
