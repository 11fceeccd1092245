import type { Word } from '../lookup/words.ts';

const list = (words: string) => new Set(words.split(/\s+/));
const NOT = list(
  `not no never without isn't aren't don't doesn't wasn't weren't won't cannot can't isnt arent dont doesnt wasnt neither nor non nothing hardly
   не нет без ни`,
);
/** Words that make a statement a guess, a memory or a part of something else. */
const UNSURE = list(
  `maybe perhaps possibly probably might could may unsure almost nearly former formerly ex previously once used
   either unlike like similar only just if unless whether wants want plans planning hopes
   может возможно наверное вероятно бывший раньше вроде если хочет хотят`,
);
/** "sells to retail", "software for retail": the word behind these is somebody else's trait. */
const OTHERS = list(
  `for to sells sell selling serves serve serving supplies supply clients customers competitor competes для продает`,
);

/** Whether a word denies what follows it. */
export function denies(word: string): boolean {
  return NOT.has(word);
}

/**
 * How a value is said: that the lead has it, that it has it not, or neither for certain. A "not" up to three words
 * before it denies it; one farther off, behind it, or twice leaves it open.
 */
export function saidOf(
  segment: string,
  words: readonly Word[],
  used: ReadonlySet<number>,
  at: { from: number; to: number },
): 'is' | 'is not' | 'unclear' {
  const loose = words.map((word, i) => ({ i, text: word.text, loose: !used.has(i) }));
  if (segment.trimEnd().endsWith('?') || loose.some(({ text, loose }) => loose && UNSURE.has(text)))
    return 'unclear';
  const ofOthers = loose.some(
    ({ i, text, loose }) => loose && OTHERS.has(text) && i < at.from && i >= at.from - 2,
  );
  if (ofOthers) return 'unclear';
  const denials = loose.filter(({ text, loose }) => loose && NOT.has(text)).map(({ i }) => i);
  const [only, ...more] = denials;
  if (only === undefined) return 'is';
  return more.length === 0 && only < at.from && only >= at.from - 3 ? 'is not' : 'unclear';
}
