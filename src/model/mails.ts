const sign = String.raw`[\p{L}\p{N}]`;
/** "At" is a word like any other, "at sign" and "собака" before a host are not. */
const clear = String.raw`(?:at[\s-]+sign|собак[аиуе]|собачк[аиуе])`;
const at = `(?:${clear}|at|эт)`;
const dot = '(?:dot|точка|тчк|tochka)';
/** What stands between the parts of an address that is spelled out: " dot ", "[.]", ".". */
const point = String.raw`(?:\s+${dot}\s+|\s?[([{]\s?(?:${dot}|\.)\s?[)\]}]\s?|\.${dot}\.|\.|\s\.\s)`;
const spelled = `(?:${dot}|underscore|dash|hyphen|minus|дефис|тире|минус|(?:нижнее )?подч[её]ркивание)`;
const part = String.raw`[\p{L}\p{N}._%+-]{1,64}`;
/** "jane dot doe", "m a x", "олег нижнее подчёркивание к"; bounded, or a text without an end takes seconds. */
const local = String.raw`(?<!${sign}|[._%+-])(?:${sign}\s+){0,12}(?:${part}\s+${spelled}\s+){0,4}${part}`;
const host = String.raw`[\p{L}\p{N}-]{1,63}`;
const hosts = `${host}(?:(?:${point}|\\s+${spelled}\\s+)${host}){0,4}`;
const last = String.raw`\p{L}{2,24}(?!${sign})`;

/** Addresses of mail: as they are written, in brackets ("name (at) example (dot) com"), and as they are said. */
export const mails = [
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  `${local}\\s?[([{]\\s?(?:${at}|@)\\s?[)\\]}]\\s?${hosts}${point}${last}`,
  `${local}\\s*@\\s*${hosts}${point}${last}`,
  // One point at least is a word, or any sentence with "at" would be an address.
  `${local}\\s+${at}\\s+${hosts}(?:\\s+${dot}\\s+|\\.${dot}\\.)${host}(?:\\.${host}){0,3}(?!${sign})`,
  `${local}\\s+${clear}\\s+(?:${host}\\s+){0,2}${hosts}${point}${last}`,
].map((pattern) => new RegExp(pattern, 'giu'));
