/** Spelled alike whatever the case, the accents, ё or е, the width of the letters, the punctuation and the spaces. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const LEGAL_FORMS =
  /(?:^|\s)(?:gmbh|mbh|ag|kg|se|ug|inc|llc|llp|ltd|limited|plc|corp|corporation|co|company|sa|s a|sas|sarl|srl|spa|bv|nv|ab|as|oy|aps|pty|ооо|зао|оао|пао|ао|тоо|ип)(?=\s|$)/gu;
/** "Quartz & Reed", "Quartz and Reed", "The Quartz Reed". */
const JOINERS = /^the\s(?=\S)|\s(?:and|und|et|и)(?=\s\S)/gu;
const LATIN: Record<string, string> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:i ь: э:e ю:iu я:ia і:i ї:i є:ie ґ:g'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** A company's name, folded and in Latin letters, without its legal form; a name that is nothing else keeps it. */
export function coreOfName(name: string): string {
  const folded = foldText(name);
  const core = folded.replace(JOINERS, '').replace(LEGAL_FORMS, '').trim() || folded;
  return [...core]
    .map((letter) => LATIN[letter] ?? letter)
    .join('')
    .replace(/[yj]/g, 'i')
    .replace(/ii+/g, 'i');
}
