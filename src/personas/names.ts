import { epithets, givenNames, plainEpithets, takenByGuides } from '../text/en/persona-names.ts';

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
export function nameFor({ traits, parentName, taken, real }: NameChoice): string {
  const names = [...taken, ...takenByGuides].map((name) => name.toLowerCase());
  const used = new Set(names);
  const usedWords = new Set(
    names.flatMap((name) => [name.split(' ')[0] ?? '', name.split(' ').at(-1) ?? '']),
  );
  const family = parentName?.split(' ').at(-1) ?? null;
  // First a name that shares no word with another, so that nobody mixes two of them up in a meeting.
  for (const strict of [true, false]) {
    for (const epithet of epithetsFor(traits)) {
      if (strict && usedWords.has(epithet.toLowerCase())) continue;
      for (const given of family === null ? namesIn(epithet) : [family]) {
        const name = `${epithet} ${given}`;
        if (used.has(name.toLowerCase()) || real.has(given.toLowerCase())) continue;
        if (strict && family === null && usedWords.has(given.toLowerCase())) continue;
        return name;
      }
    }
  }
  return numbered(used, family);
}

function* epithetsFor(traits: NameChoice['traits']): Generator<string> {
  for (const { dimension, value } of traits) yield* epithets[`${dimension}=${value}`] ?? [];
  for (const { short } of traits) {
    const word = /^\p{Script=Latin}[\p{Script=Latin}-]{2,13}/u.exec(short)?.[0];
    if (word && givenNames[word[0]!.toUpperCase()]) yield word[0]!.toUpperCase() + word.slice(1);
  }
  yield* plainEpithets;
}

function namesIn(epithet: string): string[] {
  return givenNames[epithet[0]?.toUpperCase() ?? ''] ?? [];
}

/** More personas than names: the plain ones are counted on. */
function numbered(used: Set<string>, family: string | null): string {
  for (let number = 2; ; number++) {
    const name = `Special-Case ${family ?? 'Sasha'} ${number}`;
    if (!used.has(name.toLowerCase())) return name;
  }
}
