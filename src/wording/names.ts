import type { Catalogue } from '../text/catalogue.ts';

type Names = Catalogue['personas']['names'];

export type NameChoice = {
  /** The traits to name the persona after, the most telling first, with their words. */
  traits: { dimension: string; value: string; short: string }[];
  /** A micro persona keeps the given name of its family. */
  parentName: string | null;
  /** Names that other personas have. */
  taken: string[];
  /** Given names of real people known to the database, lower-case. */
  real: Set<string>;
};

/** The same traits give the same name; a name is never given twice and never that of somebody real. */
export function nameFor({ traits, parentName, taken, real }: NameChoice, names: Names): string {
  const known = [...taken, ...names.takenByGuides].map((name) => name.toLowerCase());
  const used = new Set(known);
  const usedWords = new Set(
    known.flatMap((name) => [name.split(' ')[0] ?? '', name.split(' ').at(-1) ?? '']),
  );
  const family = parentName?.split(' ').at(-1) ?? null;
  // First a name that shares no word with another, so that nobody mixes two of them up in a meeting.
  for (const strict of [true, false]) {
    for (const epithet of epithetsFor(traits, names)) {
      if (strict && usedWords.has(epithet.toLowerCase())) continue;
      for (const given of family === null ? namesIn(epithet, names) : [family]) {
        const name = `${epithet} ${given}`;
        if (used.has(name.toLowerCase()) || real.has(given.toLowerCase())) continue;
        if (strict && family === null && usedWords.has(given.toLowerCase())) continue;
        return name;
      }
    }
  }
  return numbered(used, family, names);
}

function* epithetsFor(traits: NameChoice['traits'], names: Names): Generator<string> {
  for (const { dimension, value } of traits) yield* names.epithets[`${dimension}=${value}`] ?? [];
  for (const { short } of traits) {
    const epithet = names.epithetFrom(short);
    if (epithet !== null && namesIn(epithet, names).length > 0) yield epithet;
  }
  yield* names.plainEpithets;
}

function namesIn(epithet: string, { givenNames }: Names): string[] {
  return givenNames[epithet[0]?.toUpperCase() ?? ''] ?? [];
}

function numbered(used: Set<string>, family: string | null, names: Names): string {
  for (let number = 2; ; number++) {
    const name = names.numbered(family, number);
    if (!used.has(name.toLowerCase())) return name;
  }
}
