import type { Vagueness } from './vague-words.ts';
import { GENERAL, OPEN, PRECISE } from './vague-words.ts';

/** Specific words from which an answer says enough by itself. */
const ENOUGH = 3;
/** A number, a date or a quotation is worth two words. */
const WORTH_OF_PRECISE = 2;
/** Forms of one word share their beginning. */
const STEM = 6;
const WORD = /\p{L}[\p{L}'-]*/gu;

/**
 * Whether an answer is too brief or too general to learn from, and what it leaves open; `null` where it says enough.
 * Plain rules for English and Russian: the different specific words are counted, all but those that only carry or judge.
 * `npm run eval` measures them on answers that were labelled before the rules were written.
 */
export function vaguenessOf(text: string): Vagueness | null {
  const lower = text.toLowerCase().replaceAll('’', "'");
  const specific = new Set<string>();
  for (const [word] of lower.matchAll(WORD)) {
    if (!GENERAL(word)) specific.add(word.slice(0, STEM));
    if (specific.size >= ENOUGH) return null;
  }
  const precise = PRECISE.filter((pattern) => pattern.test(text)).length;
  if (specific.size + precise * WORTH_OF_PRECISE >= ENOUGH) return null;
  const words = lower.match(WORD) ?? [];
  return OPEN.find(([, leavesOpen]) => words.some(leavesOpen))?.[0] ?? 'example';
}
