import { dimensionsOf } from '../cases/dimension.ts';
import type { Trait } from '../evidence/evidence.ts';
import { phraseOf } from '../personas/phrases.ts';
import type { Language, Script } from '../scripts/script.ts';
import { textsIn } from '../text/catalogue.ts';
import { everydayWords, type Synonyms } from './lookup.ts';

/** Put together once for the scripts in use. */
const declared = new WeakMap<readonly Script[], ReturnType<typeof dimensionsOf>>();

function declaredIn(scripts: readonly Script[]): ReturnType<typeof dimensionsOf> {
  const known = declared.get(scripts) ?? dimensionsOf(scripts);
  declared.set(scripts, known);
  return known;
}

/** The labels of a trait in every language, and everyday words for it. */
export function synonymsIn(scripts: readonly Script[]): Synonyms {
  const dimensions = declaredIn(scripts);
  return (trait) => {
    const label = dimensions[trait.dimension]?.values.find(({ value }) => value === trait.value)?.label;
    return [label?.en ?? '', label?.ru ?? '', ...everydayWords(trait)];
  };
}

/** A trait in words, from the scripts in use. */
export function traitWords(scripts: readonly Script[], language: Language): (trait: Trait) => string {
  const dimensions = declaredIn(scripts);
  const texts = textsIn(language).personas;
  return (trait) => phraseOf(dimensions, language, texts, trait).short;
}
