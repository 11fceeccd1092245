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
  /(?:^|\s)(?:gmbh|mbh|ag|kg|se|ug|inc|llc|llp|ltd|limited|plc|corp|corporation|co|company|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy|aps|pty|ооо|зао|оао|пао|ао|ип)(?=\s|$)/gu;

/** A company's name, folded, without its legal form; a name that is nothing else keeps it. */
export function coreOfName(name: string): string {
  const folded = foldText(name);
  return folded.replace(LEGAL_FORMS, '').trim() || folded;
}
