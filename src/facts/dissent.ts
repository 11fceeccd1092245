import type { Case } from '../cases/case.ts';
import type { Claim } from '../evidence/evidence.ts';
import { speaksForThem } from '../evidence/sentences.ts';

/** Answers that speak against a verdict. */
const opposite: Record<string, [dimension: string, value: string][]> = {
  avoid: [
    ['take_again', 'yes'],
    ['fault', 'ours'],
  ],
  fix: [['fault', 'theirs']],
  keep: [['take_again', 'no']],
};

/**
 * The cases of a group that speak against it: their reporters said the opposite of the verdict, or of the group's
 * leading claim. Only what those reporters wrote is left to be quoted.
 */
export function dissentingCases(
  members: readonly Case[],
  verdict: string,
  leading: Claim | undefined,
): Case[] {
  const against = new Set(leading?.against);
  return members.flatMap((one) => {
    const said = (opposite[verdict] ?? []).filter(
      ([dimension, value]) => one.traits.get(dimension)?.values?.includes(value) ?? false,
    );
    const dimensions = against.has(one.key) ? (leading?.traits ?? []).map((trait) => trait.dimension) : [];
    const reporters = reportersOf(one, [...said.map(([dimension]) => dimension), ...dimensions]);
    const texts = one.texts.filter(({ reporter }) => reporters.has(reporter));
    return texts.length === 0 ? [] : [{ ...one, texts }];
  });
}

function reportersOf({ sources }: Case, dimensions: string[]): Set<string> {
  const heard = dimensions.flatMap((dimension) => sources.get(dimension) ?? []);
  return new Set(heard.flatMap((source) => (source.answer === null ? [] : [source.reporter])));
}

/** Where a group is to be avoided or is said to be worth its trouble, only words that say otherwise dissent. */
export function dissents(verdict: string): (text: string) => boolean {
  return (text) => (verdict === 'avoid' ? speaksForThem(text) : verdict !== 'keep' || !speaksForThem(text));
}
