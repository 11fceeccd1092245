import type { Database } from '../database/open.ts';
import type { Visibility } from '../database/tables.ts';
import { newestAnswers } from '../interview/newest.ts';
import { finderFor } from '../model/identities.ts';
import { type Finder, hide } from '../model/redact.ts';
import type { Language } from '../text/language.ts';
import { languageIn, type Spoken } from '../text/spoken.ts';
import { type Part, parts } from './form.ts';

/** A quote as it is shown: cut anew from the stored answer each time, never kept as a text of its own. */
export type Quote = {
  case: string;
  question: string;
  /** As in docs/interchange.md: `a9`. */
  answer: string;
  revision: number;
  start: number;
  end: number;
  text: string;
  redacted: boolean;
  dissenting: boolean;
  role: string;
  /** What was promised when the answer was given. */
  visibility: Visibility;
  /** The part of a portrait that it fills; left out: it speaks for the whole persona. */
  part?: Part;
  /** Left out where the words do not tell. */
  language?: Spoken;
  /** What a model made of it in the workspace's language, redacted like the quote: shown beside it, never evidence. */
  translatedByModel?: string;
  /** Who said it agreed that it is shown although nobody else stands behind it. */
  allowed?: boolean;
};

/** What decides whether a quote may be shown to somebody. */
export type Promised = Pick<Quote, 'visibility' | 'allowed'>;

/** What is quoted of a persona, and what fills the parts of its portrait. */
export type Voices = { quotes: Quote[]; said: Quote[] };

export function voicesIn(all: readonly Quote[]): Voices {
  return {
    quotes: all.filter(({ part }) => part === undefined),
    said: all.filter(({ part }) => part !== undefined),
  };
}

/** Whether a quote is in another language than whoever reads it. */
export function isForeign<T extends Pick<Quote, 'language'>>(
  quote: T,
  reader: Language,
): quote is T & { language: Spoken } {
  return quote.language !== undefined && quote.language !== reader;
}

/** What stands under a quote for a reader of another language; `null`: it stands alone. */
export function translationOf(
  quote: Pick<Quote, 'language' | 'translatedByModel'>,
  reader: Language,
): string | null {
  return isForeign(quote, reader) ? (quote.translatedByModel ?? null) : null;
}

type Owned = { persona: string; version: number; quote: Quote };

/** The quotes of one version; where `mayShow` is given, only those, and names are looked for in no others. */
export async function quotesOf(
  db: Database,
  workspace: number,
  { id, version }: { id: string; version: number },
  mayShow: (quote: Promised) => boolean = () => true,
): Promise<Voices> {
  const found = await loadQuotes(db, workspace, [id], mayShow);
  return voicesIn(found.filter((one) => one.version === version).map(({ quote }) => quote));
}

/**
 * The quotes of some personas' versions. One whose answer was withdrawn, or changed so that the words no longer
 * stand in it, is left out.
 */
export async function loadQuotes(
  db: Database,
  workspace: number,
  personas: string[],
  mayShow: (quote: Promised) => boolean = () => true,
): Promise<Owned[]> {
  const rows = await quoteRows(db, workspace, personas);
  const shown = rows.filter(({ visibility, consent }) => mayShow({ visibility, allowed: consent === 'yes' }));
  if (shown.length === 0) return [];
  const find = await finderFor(db, workspace);
  return shown.flatMap((row) => quoteIn(row, find) ?? []);
}

type QuoteRow = Awaited<ReturnType<typeof quoteRows>>[number];

/** Quotes of answers that stand, each with its answer as it was quoted and as it is now. */
function quoteRows(db: Database, workspace: number, personas: string[]) {
  return db
    .selectFrom('quotes as quote')
    .innerJoin(newestAnswers(db).as('newest'), (join) =>
      join.onRef('newest.workspace', '=', 'quote.workspace').onRef('newest.id', '=', 'quote.answer'),
    )
    .innerJoin('interviews as interview', (join) =>
      join
        .onRef('interview.workspace', '=', 'quote.workspace')
        .onRef('interview.id', '=', 'newest.interview'),
    )
    .innerJoin('answer_revisions as said', (join) =>
      join
        .onRef('said.workspace', '=', 'quote.workspace')
        .onRef('said.answer', '=', 'quote.answer')
        .onRef('said.revision', '=', 'quote.revision'),
    )
    .leftJoin('quote_consents as consent', (join) =>
      join
        .onRef('consent.workspace', '=', 'quote.workspace')
        .onRef('consent.answer', '=', 'quote.answer')
        .onRef('consent.revision', '=', 'quote.revision')
        .onRef('consent.start_unit', '=', 'quote.start_unit')
        .onRef('consent.end_unit', '=', 'quote.end_unit'),
    )
    .leftJoin('quote_translations as translation', (join) =>
      join
        .onRef('translation.workspace', '=', 'quote.workspace')
        .onRef('translation.answer', '=', 'quote.answer')
        .onRef('translation.revision', '=', 'quote.revision')
        .onRef('translation.start_unit', '=', 'quote.start_unit')
        .onRef('translation.end_unit', '=', 'quote.end_unit'),
    )
    .selectAll('quote')
    .select('translation.text as translation')
    .select('consent.state as consent')
    .select(['said.value as words', 'said.visibility', 'newest.value as now', 'interview.role'])
    .where('quote.workspace', '=', workspace)
    .where('quote.persona', 'in', personas)
    .where('newest.state', '=', 'answered')
    .where('interview.status', 'in', ['complete', 'partial'])
    .orderBy('quote.position')
    .execute();
}

/** `null`: the words stand in the answer no more. */
function quoteIn(row: QuoteRow, find: Finder): Owned | null {
  const words = textOf(row.words);
  const part = { start: row.start_unit, end: row.end_unit };
  const slice = words.slice(part.start, part.end);
  if (slice === '' || !textOf(row.now).includes(slice)) return null;
  const shownAs = hide(find, words, part);
  const quote: Quote = {
    case: row.customer,
    question: row.question,
    answer: `a${row.answer}`,
    revision: row.revision,
    ...part,
    ...shownAs,
    dissenting: row.dissenting === 1,
    ...partOf(row.part),
    ...foreign(slice, shownAs.text, row.translation, find),
    role: row.role,
    visibility: row.visibility,
    allowed: row.consent === 'yes',
  };
  return { persona: row.persona, version: row.version, quote };
}

/** A name that was hidden after the translation was made stands in it in other letters, so it is not shown any more. */
function foreign(
  words: string,
  shown: string,
  translation: string | null,
  find: Finder,
): Pick<Quote, 'language' | 'translatedByModel'> {
  const language = languageIn(words);
  const translated = translation === null ? null : hide(find, translation).text;
  const hidden = (text: string) => text.split('[…]').length;
  return {
    ...(language === null ? {} : { language }),
    ...(translated === null || hidden(translated) < hidden(shown) ? {} : { translatedByModel: translated }),
  };
}

function partOf(stored: string | null): Pick<Quote, 'part'> {
  const part = parts.find((one) => one === stored);
  return part === undefined ? {} : { part };
}

function textOf(value: string | null): string {
  const parsed: unknown = value === null ? '' : JSON.parse(value);
  return typeof parsed === 'string' ? parsed : '';
}
