import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Dropped } from '../cases/themes.ts';
import type { ClaimCounts } from '../evidence/evidence.ts';
import { wilson } from '../evidence/intervals.ts';
import type { Ruling } from '../model/judged.ts';
import type { Customers } from '../personas/customers.ts';
import { type Description, isWanted, type PersonaBody } from '../personas/persona.ts';
import type { StoredPersona } from '../personas/store.ts';
import type { Language } from '../scripts/script.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { claimTitle, context, quoteLines, section } from './blocks.ts';
import type { Counting } from './names-store.ts';
import { droppedBlocks } from './theme-blocks.ts';

/** A modal holds 100 blocks; names beyond these are counted. */
const MOST_BLOCKS = 95;
export const MOST_NAMES = 40;
const MOST_UNJUDGED = 8;
const TITLE = 24;
/** Below so many, a percentage promises too much. */
const PER_CENT_FROM = 20;
/** A view holds 250 KB. */
const MOST_BYTES = 200_000;

const nobody: Customers = { cases: [], against: [], comparisonCases: [], comparisonAgainst: [] };

/**
 * Everything behind a version, for a reviewer: every quote, each claim with the customers for and against it, what is only
 * described, the figures with their sources, and what the gate left out.
 *
 * @param unjudged words in its quotes that read like names and that no reviewer has hidden or cleared
 * @param found what the checks left out of what a model found in the answers on these customers
 */
export function evidenceModal(
  persona: StoredPersona,
  { named, names }: Counting,
  language: Language,
  unjudged: readonly string[] = [],
  found: readonly Dropped[] = [],
): ModalView {
  const { evidence } = textsIn(language).review;
  const blocks: KnownBlock[] = [
    section(evidence.intro(escapeMrkdwn(persona.body.name), persona.version)),
    ...quoted(persona, language),
    ...unjudged.slice(0, MOST_UNJUDGED).flatMap((name) => nameBlocks(persona, name, language)),
    ...persona.claims.flatMap((claim): KnownBlock[] =>
      claimBlocks(persona, claim, { named, names }, language),
    ),
    ...described(persona, { named, names }, language),
    ...figures(persona, language),
    ...dropped(persona, language),
    ...droppedBlocks(evidence.droppedFindings, found, language),
  ];
  return {
    type: 'modal',
    title: { type: 'plain_text', text: shorten(evidence.title, TITLE) },
    close: { type: 'plain_text', text: shorten(evidence.close, TITLE) },
    blocks: fitting(blocks, textsIn(language).review.evidence.cut),
  };
}

function fitting(blocks: KnownBlock[], more: string): KnownBlock[] {
  let bytes = 0;
  const kept = blocks.slice(0, MOST_BLOCKS).filter((block) => {
    bytes += Buffer.byteLength(JSON.stringify(block));
    return bytes <= MOST_BYTES;
  });
  return kept.length < blocks.length ? [...kept, context(more)] : kept;
}

function claimBlocks(
  persona: StoredPersona,
  claim: ClaimCounts,
  { named, names }: Counting,
  language: Language,
): KnownBlock[] {
  const { evidence } = textsIn(language).review;
  const { problem, comparison } = claim;
  const first = named.get(claim.id) ?? nobody;
  const list = (all: number, keys: string[]) => nameList(all, keys, names, language);
  const shown = (n: number | null) => (n === null ? null : String(Number(n.toPrecision(2))));
  const lines = [
    `*${escapeMrkdwn(claimTitle(persona, claim))}*`,
    evidence.statistics(shown(claim.ratio), shown(claim.q), claim.reporters),
    evidence.for(problem.for, list(problem.for, first.cases)),
    evidence.against(problem.of - problem.for, list(problem.of - problem.for, first.against)),
  ];
  if (comparison !== null) {
    const against = comparison.of - comparison.for;
    lines.push(evidence.comparisonFor(comparison.for, list(comparison.for, first.comparisonCases)));
    lines.push(evidence.comparisonAgainst(against, list(against, first.comparisonAgainst)));
  }
  return [
    { type: 'divider' },
    { ...section(lines.join('\n')), accessory: readButton(persona, claim.id, language) },
  ];
}

/** To the answers themselves. */
function readButton({ id, version }: StoredPersona, claim: string, language: Language): Button {
  return {
    type: 'button',
    action_id: `review_answers:${id}:${version}:${claim}`,
    text: { type: 'plain_text', text: shorten(textsIn(language).review.answers.read, 75) },
    value: '0',
  };
}

/** A word that reads like a name, for the reviewer to hide or to clear. */
function nameBlocks({ id, version }: StoredPersona, name: string, language: Language): KnownBlock[] {
  const { probable } = textsIn(language).review.evidence;
  const button = (ruling: Ruling, text: string): Button => ({
    type: 'button',
    action_id: `review_name:${ruling}:${id}:${version}:${name}`,
    text: { type: 'plain_text', text: shorten(text, 75) },
  });
  const elements = [button('hide', probable.hide), button('clear', probable.clear)];
  return [section(probable.flag(escapeMrkdwn(name))), { type: 'actions', elements }];
}

/** Also those that the review channel does not show. */
function quoted({ quotes, said }: StoredPersona, language: Language): KnownBlock[] {
  const { card } = textsIn(language).review;
  const { parts } = textsIn(language).personas.wanted;
  const byPart = said.flatMap((quote) => [
    ...(quote.part === undefined ? [] : [parts[quote.part]]),
    ...quoteLines([quote], language),
  ]);
  const blocks = [
    ...(quotes.length === 0 ? [] : [section([card.quotes, ...quoteLines(quotes, language)].join('\n'))]),
    ...(byPart.length === 0 ? [] : [section([card.portrait, ...byPart].join('\n'))]),
  ];
  return blocks.length === 0 ? [] : [{ type: 'divider' }, ...blocks];
}

function described(persona: StoredPersona, { named, names }: Counting, language: Language): KnownBlock[] {
  const { body } = persona;
  const { review, personas } = textsIn(language);
  const { evidence } = review;
  const all = [...body.descriptions, ...body.demographics];
  if (all.length === 0) return [];
  const blocks = all.slice(0, 30).map((one) => {
    const counts = [personas.of(one.for, one.of), ...heldAgainst(one, body, language)];
    const title = `*${escapeMrkdwn(one.text)}:* ${counts.join('; ')}`;
    const first = named.get(one.id) ?? nobody;
    const rest = one.of - one.for;
    const against =
      rest > 0 ? `\n${evidence.against(rest, nameList(rest, first.against, names, language))}` : '';
    const counted = evidence.for(one.for, nameList(one.for, first.cases, names, language));
    const accessory = readButton(persona, one.id, language);
    return { ...section(`${title}\n${counted}${against}`), accessory };
  });
  return [{ type: 'divider' }, section(evidence.described), ...blocks];
}

/** How it stands among problem customers, where it is held against them; a micro persona's among the rest of its parent. */
function heldAgainst({ id, for: holders, of }: Description, body: PersonaBody, language: Language): string[] {
  const { wanted, of: counted } = textsIn(language).personas;
  const others = body.others[id];
  if (body.kind === 'micro') return others ? [wanted.elsewhere(counted(others.for, others.of))] : [];
  if (!isWanted(body.kind)) return [];
  return [
    ...(of >= PER_CENT_FROM ? [wanted.between(...wilson(holders, of))] : []),
    ...(others ? [wanted.against(counted(others.for, others.of))] : []),
    ...(others?.q === undefined ? [] : [wanted.moreOften]),
  ];
}

function figures({ body }: StoredPersona, language: Language): KnownBlock[] {
  const { review, personas } = textsIn(language);
  const lines = Object.entries(body.economics).map(([key, { median, n, source }]) =>
    review.evidence.figure(
      personas.figures[key] ?? key.replaceAll('_', ' '),
      personas.number(median),
      n,
      review.evidence.sources[source],
    ),
  );
  return lines.length === 0
    ? []
    : [{ type: 'divider' }, section([review.evidence.figures, ...lines].join('\n'))];
}

function dropped({ body }: StoredPersona, language: Language): KnownBlock[] {
  const { evidence } = textsIn(language).review;
  if (body.dropped.length === 0) return [];
  const lines = body.dropped.map(({ what, why }) => `• ${escapeMrkdwn(what)}: ${escapeMrkdwn(why)}`);
  return [{ type: 'divider' }, context([evidence.dropped, ...lines].join('\n'))];
}

/** @param all how many there are, of whom `keys` are the first */
function nameList(
  all: number,
  keys: string[],
  names: ReadonlyMap<string, string>,
  language: Language,
): string {
  const { evidence } = textsIn(language).review;
  if (all === 0) return evidence.nobody;
  const shown = keys.slice(0, MOST_NAMES).map((key) => escapeMrkdwn(shorten(names.get(key) ?? key, 40)));
  const rest = all - shown.length;
  return [...shown, ...(rest > 0 ? [evidence.more(rest)] : [])].join(', ');
}
