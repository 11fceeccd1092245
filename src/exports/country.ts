import { foldText } from '../text/fold.ts';

/** How records write countries beside the names that Unicode has for them. */
const ALSO: Record<string, string> = {
  usa: 'US',
  'u.s.': 'US',
  'u.s.a.': 'US',
  'united states of america': 'US',
  'u.k.': 'GB',
  'great britain': 'GB',
  großbritannien: 'GB',
  'grande bretagne': 'GB',
  'gran bretaña': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  uae: 'AE',
  'czech republic': 'CZ',
  turkey: 'TR',
  holland: 'NL',
  'the netherlands': 'NL',
  сша: 'US',
  оаэ: 'AE',
  англия: 'GB',
};
/** The languages that a record's country may be named in. */
const LANGUAGES = ['en', 'ru', 'de', 'fr', 'es'];

/** Regions of Unicode that are no country. */
const NONE = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

let codes: Map<string, string> | null = null;

/**
 * The two letters (ISO 3166-1) that advertising platforms want.
 *
 * @returns '' for what names no country: left out rather than guessed
 */
export function countryCode(text = ''): string {
  codes ??= codesOfNames();
  return codes.get(folded(text)) ?? '';
}

const folded = (text: string): string =>
  foldText(text)
    .replaceAll(/\b(?:and|the)\b/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Every country by its code and its names; a code of its own that stands for another leads there: UK to GB. */
function codesOfNames(): Map<string, string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const pairs = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  const displays = LANGUAGES.map(
    (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
  );
  const found = new Map(Object.entries(ALSO).map(([name, code]) => [folded(name), code]));
  for (const pair of pairs) {
    const code = new Intl.Locale(`und-${pair}`).region ?? pair;
    const names = NONE.has(code) ? [] : displays.flatMap((display) => display.of(pair) ?? []);
    if (names.length > 0) found.set(pair.toLowerCase(), code);
    for (const name of names) found.set(folded(name), code);
  }
  return found;
}
