import type { FindingKind } from '../database/tables.ts';
import type { Found } from '../model/found.ts';
import { isDisguised } from '../text/lookalikes.ts';
import { sentenceSpans } from '../text/segments.ts';
import { insultIn, protectedWord } from '../text/unfit.ts';

export type { FindingKind };
export const findingKinds = ['theme', 'signal'] as const satisfies FindingKind[];

/** Something that one sentence of an answer tells. Positions in UTF-16 code units of the stored text. */
export type Finding = { kind: FindingKind; code: string; label: string; start: number; end: number };

/** Fewer words than these tell nothing that a choice did not ask for. */
const FEWEST_WORDS = 3;
/** Endpoints take 250 ids in an enum; nobody types so many sentences. */
const MOST_SENTENCES = 60;
/** Nor one so long: it costs much and tells no more. UTF-16 units. */
const LONGEST_SENTENCE = 1_000;
const LONGEST_LABEL = 40;
const MOST_WORDS = 5;

export type Span = { start: number; end: number };

/** True where a text is long enough to be read, and holds a sentence that can be. */
export function isTelling(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).length >= FEWEST_WORDS && sentencesIn(text).length > 0;
}

/** The sentences of an answer that a model may point at. */
export function sentencesIn(text: string): Span[] {
  return sentenceSpans(text)
    .filter(({ start, end }) => end - start <= LONGEST_SENTENCE)
    .slice(0, MOST_SENTENCES);
}

/** "Late scope changes" -> late_scope_changes: what two findings share is one code. */
export function codeOf(label: string): string {
  const words =
    label
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return words.join('_');
}

/** Why something that a model found was left out. */
export type DropFault = LabelFault | 'sentence' | 'kind';
/** What it said, without names, and why it was left out. */
export type Dropped = { said: string; why: DropFault };
/** What one answer tells. */
export type Findings = { findings: Finding[]; dropped: Dropped[] };

export type LabelFault = 'shape' | 'insult' | 'protected' | 'identity';

/** Why a label cannot stand, or `null`. The same for a model's and for a reviewer's. */
export function labelFault(label: string, find: (text: string) => Found[]): LabelFault | null {
  const words = label.trim().split(/\s+/);
  const plain = /^\p{L}[\p{L}\s'’-]*$/u.test(label.trim());
  if (
    !plain ||
    isDisguised(label) ||
    label.length > LONGEST_LABEL ||
    words.length > MOST_WORDS ||
    codeOf(label).length < 3
  ) {
    return 'shape';
  }
  if (insultIn(label) !== null) return 'insult';
  if (protectedWord(label) !== null) return 'protected';
  return find(label).length > 0 ? 'identity' : null;
}

/** What reviewers confirmed, as traits of cases: which codes stand in which answer. */
export type ConfirmedThemes = {
  codes: { kind: FindingKind; code: string; label: string }[];
  /** Every answer that was read, by its number; of one that tells none of the codes the list is empty. */
  read: Map<number, { kind: FindingKind; code: string }[]>;
};

/** The dimensions that confirmed findings become: outcomes, so that they describe a kind and never form or exclude one. */
export const findingDimension: Record<FindingKind, string> = { theme: 'said_theme', signal: 'said_signal' };
