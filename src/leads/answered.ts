import { wordsOf } from '../lookup/words.ts';
import type { Lead } from './lead.ts';
import { dimensionNamed, isEmptyWord, type Lexicon, pointsTo } from './lexicon.ts';
import { readPhrases, readSegment } from './segment.ts';

const YES = /^(?:yes|yep|yeah|correct|indeed|да|ага|верно|именно)[.!]*$/iu;
const NO = /^(?:no|nope|never|нет|никогда)[.!]*$/iu;

/**
 * "Retail? Yes." and "Budget? A million.": what a question and the words behind it say together; `null` where they say
 * nothing for certain. An amount that is denied rules nothing out.
 */
export function answered(
  lexicon: Lexicon,
  { text, lead }: { text: string; lead: Lead },
  answer: string,
): Lead | null {
  const question = /^(.*\S)\s*\?+$/s.exec(text)?.[1];
  if (question === undefined || lead.traits.length + lead.excluded.length > 0) return null;
  if (isName(lexicon, question)) {
    const both = readSegment(lexicon, `${question}: ${answer}`);
    const said = both.traits.length + both.excluded.length > 0;
    return said && both.notUnderstood.length === 0 ? both : null;
  }
  const asked = readSegment(lexicon, question);
  const [only, ...others] = asked.traits;
  if (!only || asked.excluded.length > 0) return null;
  if (YES.test(answer)) return asked;
  const denied = NO.test(answer) && others.length === 0 && !/\d/.test(only.said ?? only.value);
  return denied
    ? { ...asked, traits: [], excluded: [{ dimension: only.dimension, value: only.value }] }
    : null;
}

/** Whether a text only names a trait, and says nothing of it. */
export function isName(lexicon: Lexicon, text: string): boolean {
  if (dimensionNamed(lexicon, text)) return true;
  const words = wordsOf(text);
  const telling = words.filter(({ text: word }) => /\d/.test(word) || !isEmptyWord(word));
  const names = Object.keys(lexicon.dimensions).some((key) =>
    telling.every((word) => pointsTo(lexicon, key, word.text)),
  );
  return telling.length > 0 && names && readPhrases(lexicon, words, new Set()).length === 0;
}
