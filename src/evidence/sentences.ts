import { sentenceSpans } from '../text/segments.ts';
import { lightWords } from '../text/wordlists.ts';

/** A stretch of a text in UTF-16 code units. */
export type Span = { start: number; end: number };

const SHORTEST = 15;
const LONGEST = 320;
/** Fewer content words than these say little by themselves, or nothing. */
export const TELLING = 3;
export const CONTENTLESS = 2;

/** The sentences of a text and every two that follow each other, without the white space around them. */
export function spansOf(text: string): Span[] {
  const found = sentenceSpans(text);
  const pairs = found.slice(1).map(({ end }, i) => ({ start: found[i]!.start, end }));
  return [...found, ...pairs]
    .filter(({ start, end }) => end - start <= LONGEST && (end - start >= SHORTEST || found.length === 1))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Russian and English endings differ from the sixth letter on more often than words do. */
const STEM = 6;

/** The content words of a text, each by the beginning that its forms share. */
export function contentOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{N}'’-]*/gu) ?? [];
  return new Set(
    words
      .filter(
        (word) => word.length >= 3 && !lightWords.has(word) && !lightWords.has(word.replace(/['’].*$/u, '')),
      )
      .map((word) => word.slice(0, STEM)),
  );
}

const pointing =
  /^["'“«]?(?:that|this|these|those|it|its|such|then|there|so|but|and|or|also|not|each|both|neither|other|than|это|этот|эта|эти|такие|так|то|тот|та|те|потом|но|и|а|же|тоже|он|она|оно|he|she|him|her)(?![\p{L}\p{N}])/iu;

/** "That one is on me." needs the sentence before it to be understood. */
export function pointsBack(text: string): boolean {
  return pointing.test(text.trim());
}

const kindly =
  /(?<![\p{L}])(?:good|great|best|better|easy|fair|fun|friendly|happy|helpful|honest|kind|liked?|lovely|loyal|nice|patient|pleasant|pleasure|polite|reasonable|reference|reliable|smart|thank\w*|trust\w*|worth|paid (?:to the day|on time|always)|never haggled|our (?:fault|mistake|side)|on (?:us|me)|because of us|we (?:promised|failed|forgot|lost|broke)|хорош|приятн|вежлив|честн|надёжн|надежн|разумн|понимающ|довольн|вовремя|спасибо|лучш|умн|наша вина|по нашей вине|мы (?:обещали|подвели|забыли))/iu;

/** True where a text says something good of a customer, or something bad of us. */
export function speaksForThem(text: string): boolean {
  return kindly.test(text);
}
