import type { Dimension } from '../cases/case.ts';
import { traitValue } from '../cases/value.ts';
import { wordsOf } from '../lookup/words.ts';
import { type Lead, unread } from './lead.ts';
import { dimensionNamed, type Lexicon, phrasesAt } from './lexicon.ts';
import { amountsIn, valueOfAmount } from './numbers.ts';
import { placeNames } from './places.ts';

/** A field that nobody filled in. */
const NOTHING =
  /^(?:[-–—?.]*|none|no|nil|null|n\/?a|tbd|tbc|unknown|not (?:known|set|given|available)|нет|н\/?д|неизвестно|не указан[оа]?|не знаю)$/iu;

/** `industry=retail`, `industry: retail`; `null` where the left side names no trait. */
export function readPair(lexicon: Lexicon, text: string): Lead | null {
  const parts = /^([^=:!]{1,100})(!?=|:)([\s\S]*)$/.exec(text);
  const dimension = parts && dimensionNamed(lexicon, parts[1]!);
  if (!parts || !dimension) return null;
  const said = parts[3]!.trim();
  const only = { ...lexicon, dimensions: { [dimension.key]: dimension } };
  if (dimension.values.length === 0 && NOTHING.test(said)) return unread(text);
  const value =
    placeIn(lexicon, dimension, said) ?? traitValue(dimension, said) ?? valueIn(only, dimension, said);
  if (value === null) return unread(text);
  const trait = { dimension: dimension.key, value };
  const lead: Lead = { traits: [], excluded: [], notUnderstood: [], foreign: [] };
  if (parts[2] === '!=') lead.excluded.push(trait);
  else lead.traits.push({ ...trait, raw: exactNumber(said) });
  return lead;
}

/** "DE" where customers are from Germany. */
function placeIn(lexicon: Lexicon, { key }: Dimension, said: string): string | null {
  const [place] = key === 'country' ? placeNames(said) : [];
  if (place === undefined) return null;
  const known = lexicon.phrases.find(
    ({ dimension, value }) => dimension === key && placeNames(value)[0] === place,
  );
  return known?.value ?? null;
}

/** A value that is not spelled as declared: with a slip, or as an amount. Words beside it make it unclear. */
function valueIn(lexicon: Lexicon, dimension: Dimension, said: string): string | null {
  const words = wordsOf(said);
  const [phrase] = phrasesAt(lexicon, words, 0).filter((each) => each.dimension === dimension.key);
  if (phrase && phrase.words.length === words.length) return phrase.value;
  const [amount, ...others] = amountsIn(said);
  const whole = amount && words.length <= 2 && others.length === 0;
  return whole ? (valueOfAmount(dimension, amount)?.value ?? null) : null;
}

function exactNumber(said: string): number | null {
  const [amount] = amountsIn(said);
  return amount && amount.min === amount.max ? amount.min : null;
}
