type Names = { code: string; en: string; ru: string };

let known: Names[] | null = null;

/** Every country by its ISO 3166 code, as this machine's language data name it. */
function countries(): Names[] {
  if (known) return known;
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const [en, ru] = ['en', 'ru'].map((language) => {
    return new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  });
  known = letters.flatMap((first) =>
    letters.flatMap((second) => {
      const code = first + second;
      const [english, russian] = [en?.of(code), ru?.of(code)];
      return english && russian && code !== 'ZZ' ? [{ code, en: english, ru: russian }] : [];
    }),
  );
  return known;
}

/** The other names of a country: `Germany`, `DE` -> Germany, Германия; nothing where the name is not known. */
export function placeNames(name: string): string[] {
  const wanted = name.trim().toLowerCase();
  const place = countries().find(({ code, en, ru }) =>
    [code, en, ru].some((each) => each.toLowerCase() === wanted),
  );
  return place ? [place.en, place.ru] : [];
}
