import type { ClaimCounts } from '../evidence/evidence.ts';
import type { PersonaBody, Sentence } from './persona.ts';

/** Number words that a text could smuggle a count in by; "one" and "first" are too common to mean a number. */
const numberWords: Record<string, number> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  twenty: 20,
  thirty: 30,
  fifty: 50,
  hundred: 100,
  thousand: 1000,
  dozen: 12,
  half: 0.5,
  double: 2,
  twice: 2,
  triple: 3,
  thrice: 3,
  два: 2,
  две: 2,
  три: 3,
  четыре: 4,
  пять: 5,
  шесть: 6,
  семь: 7,
  восемь: 8,
  девять: 9,
  десять: 10,
  половина: 0.5,
  половины: 0.5,
  вдвое: 2,
  дважды: 2,
  втрое: 3,
};

/** "1,200.5" and "1 200,5" with the space that Russian groups by; three digits behind a comma are a group. */
const FIGURE = /\d+(?:,\d{3}(?!\d)|[\u00a0\u202f]\d{3}(?!\d))*(?:\.\d+|,\d{1,2}(?!\d))?/g;

/** Every number a text holds, in figures or in words. "1,200" is one number, "1 to 10" are two. */
export function numbersIn(text: string): { shown: string; number: number }[] {
  const figures = [...text.matchAll(FIGURE)].map(([shown]) => ({
    shown,
    number: Number(shown.replace(/,(?=\d{3}(?!\d))|[\u00a0\u202f]/g, '').replace(',', '.')),
  }));
  const spelled = [...text.toLowerCase().matchAll(/\p{L}+/gu)].flatMap(([shown]) => {
    const number = Object.hasOwn(numberWords, shown) ? numberWords[shown] : undefined;
    return number === undefined ? [] : [{ shown, number }];
  });
  return [...figures, ...spelled];
}

/** The first number of a sentence that none of its evidence holds, or `null`. */
export function unsupportedNumber(
  sentence: Sentence,
  body: PersonaBody,
  claims: readonly ClaimCounts[],
): string | null {
  const allowed = new Set<string>();
  for (const id of sentence.evidence)
    for (const number of numbersBehind(id, body, claims)) allowed.add(key(number));
  const label = body.disqualifiers.flatMap(({ text, value }) => numbersIn(`${text} ${String(value)}`));
  for (const { number } of label) allowed.add(key(number));
  return numbersIn(sentence.text).find(({ number }) => !allowed.has(key(number)))?.shown ?? null;
}

/** Texts show one decimal. */
const key = (number: number) => String(Math.round(Math.abs(number) * 10) / 10);

function numbersBehind(id: string, body: PersonaBody, claims: readonly ClaimCounts[]): number[] {
  const figure = /^economics\.(.+)$/.exec(id)?.[1];
  if (figure !== undefined) {
    const known = body.economics[figure];
    // A cost on a scale is said "4 on a scale from 1 to 5".
    return known ? [known.median, known.n, 1, 5] : [];
  }
  const description = body.descriptions.find((one) => one.id === id);
  if (description) {
    const inside = numbersIn(`${description.text} ${description.value}`).map(({ number }) => number);
    return [description.for, description.of, ...othersOf(description, body), ...inside];
  }
  const claim = claims.find((one) => one.id === id);
  if (!claim) return [];
  const inside = claim.traits.flatMap(({ value }) => numbersIn(value).map(({ number }) => number));
  const comparison = claim.comparison ? [claim.comparison.for, claim.comparison.of] : [];
  const ratio = claim.ratio === null ? [] : [claim.ratio];
  return [claim.problem.for, claim.problem.of, claim.reporters, ...comparison, ...ratio, ...inside];
}

/** What a micro persona is held against: the same trait among its parent's other cases. */
function othersOf(description: { id: string }, body: PersonaBody): number[] {
  const others = body.others[description.id];
  return others ? [others.for, others.of] : [];
}
