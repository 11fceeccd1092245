import type { Dimension } from '../cases/case.ts';
import type { Language } from '../scripts/script.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** A trait in words. `short` stands alone in a list; `does` follows "most of them". */
export type Phrase = { short: string; does: string };

/** The words for a trait: its own phrase where the catalogue has one, else the script's labels. */
export function phraseOf(
  dimensions: Record<string, Dimension>,
  language: Language,
  texts: Catalogue['personas'],
  trait: { dimension: string; value: string },
): Phrase {
  const label = labelOf(dimensions[trait.dimension], language, trait.value);
  const own: Record<string, (value: string, label: string) => Phrase> = texts.traits;
  return (
    own[trait.dimension]?.(trait.value, label) ?? texts.anyTrait(spoken(trait.dimension), trait.value, label)
  );
}

/** A value as the script shows it to people; a band is written out. */
function labelOf(dimension: Dimension | undefined, language: Language, value: string): string {
  const label = dimension?.values.find((one) => one.value === value)?.label;
  const text = label?.[language] ?? label?.en ?? value;
  return text.replaceAll('_', ' ').trim();
}

/** `discount_asked` -> "discount asked" */
export function spoken(key: string): string {
  return key
    .replace(/^trait:/, '')
    .replace(/[_-]+/g, ' ')
    .trim();
}
