import type { Language } from './language.ts';

/** What a colleague may write in; `other` is a language that is none of these. */
export type Spoken = Language | (typeof neighbours)[number] | 'other';
const neighbours = ['de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'uk'] as const;

const list = (words: string) => new Set(words.trim().split(/\s+/));

/** The commonest small words of each: half the words of a sentence, whatever it is about. */
const small: Record<Exclude<Spoken, 'ru' | 'uk' | 'other'>, ReadonlySet<string>> = {
  en: list(`the a an and is are was were be been they them their we us our you he she it its his her with for on of to in at by
    from not no every each after before that this these those but or have has had too so as if when who what which
    would could will can did do does didn't don't wasn't than then out up all only just more most about per i`),
  de: list(`der die das den dem des und nicht ein eine einen einem einer ist sind war waren wir uns sie ihr ihre ihren ihrem
    mit für auf von zu zum zur im am an kein keine keinen nach bei über aus wie auch nur noch sehr viel viele hat haben
    hatte hatten wurde wurden wird werden als wenn aber oder dann schon immer jede jeden jedes sich es er alles nichts
    ohne vor weil dass bis durch gegen unter ich man mehr zwei drei`),
  fr: list(`le la les des du de un une et est sont était étaient nous on il ils elle elles leur leurs son sa ses pas ne avec
    pour sur dans par au aux que qui se ce cette ces ont avait avaient plus trop très sans mais ou où chaque tout tous
    toute rien beaucoup peu l d j n c s qu même après avant juste fois je deux trois`),
  es: list(`el la los las un una unos y es son era eran fue nos su sus con para por en de del al que se no lo le les muy más
    pero sin cada todo todos nada mucho muchas muchos poco demasiado demasiadas después antes justo cuando porque o
    ha han había hay nuestro nuestros ya dos tres`),
  it: list(`il lo la i gli le un una uno e è sono era erano ci loro suo sua con per di del della dei delle da dal al alla in nel
    nella che si non molto più ma senza ogni tutto tutti niente dopo prima hanno ha aveva troppo troppe poco quando
    perché o anche nostro nostri due tre`),
  nl: list(`de het een en is zijn was waren wij we ze hun hij met voor op van te ten in niet geen na bij uit ook maar heel veel
    hebben heeft had werd wordt worden als of dan altijd elke ons onze zich alles niets zonder naar over om er dat die
    deze ik twee drie`),
  pl: list(`i w we na z ze do się nie jest są był była było byli za po od przez co jak tak już tylko bardzo ich nas nam dla o ale
    lub czy przed każdy co że by bez ten ta to te oni on ona nasz nasze trzy dwa`),
  pt: list(`o a os as um uma e é são era eram nos seu sua seus com para por em de do da dos das no na que se não muito mais
    mas sem cada tudo nada pouco depois antes quando porque ou foi tinha havia nosso nossos dois três`),
};
/** Letters of a language that most of its neighbours lack. */
const own: [Spoken, RegExp][] = [
  ['de', /[äöüß]/],
  ['fr', /[èêëàâçœûîï]|\p{L}['’]\p{L}{2}/u],
  ['es', /[ñ¿¡]|ción\b/],
  ['it', /[ìò]|zione\b/],
  ['pl', /[łąęśźżćń]/],
  ['pt', /[ãõ]|ção\b/],
];

/** Fewer letters tell nothing. */
const TELLING = 3;
/** Signs of another language from which it is one: a name or a borrowed word brings one into any sentence. */
const SURE = 2;

/** Letters of Turkish, Czech, Romanian and others, and of none above. */
const elsewhere = /[ğışčřžěůďťňđőűățșāēīūģķļņ]/;

const count = (text: string, letters: RegExp) => text.match(letters)?.length ?? 0;

/**
 * The language a text is written in; `null` where it has too few letters. The letters tell the script, small words and
 * letters of its own the language: what shows no sure sign of another is English in Latin letters, Russian in Cyrillic.
 */
export function languageIn(text: string): Spoken | null {
  const letters = count(text, /\p{L}/gu);
  const rest = letters - count(text, /\p{Script=Cyrillic}|\p{Script=Latin}/gu);
  if (rest >= 2 && rest > letters / 2) return 'other';
  if (Math.max(count(text, /\p{Script=Cyrillic}/gu), count(text, /\p{Script=Latin}/gu)) < TELLING)
    return null;
  return isCyrillic(text) ? inCyrillic(text.toLowerCase()) : inLatin(text.normalize('NFC').toLowerCase());
}

/** Names keep their script in any language, so that where words without a capital differ, those decide. */
function isCyrillic(text: string): boolean {
  const plain = (text.match(/(?<![\p{L}])\p{Ll}\p{L}*/gu) ?? []).join('');
  const more = (of: string) => count(of, /\p{Script=Cyrillic}/gu) - count(of, /\p{Script=Latin}/gu);
  return (more(plain) || more(text)) > 0;
}

function inCyrillic(text: string): Spoken {
  const russian = count(text, /[ыэъё]/g);
  if (count(text, /[ћђјљњџѓќѕўқңғүұһәө]/g) > russian) return 'other';
  return count(text, /[іїєґ]/g) > russian ? 'uk' : 'ru';
}

function inLatin(text: string): Spoken {
  const words = text.match(/\p{Script=Latin}+(?:['’]t(?!\p{L}))?/gu) ?? [];
  const signs = (Object.keys(small) as (keyof typeof small)[]).map((language) => {
    const letters = own.find(([of]) => of === language)?.[1];
    const known = words.filter((word) => small[language].has(word.replace('’', "'"))).length;
    return { language, known, hits: known + words.filter((word) => letters?.test(word)).length };
  });
  const english = signs[0]!.known;
  const [best] = signs.slice(1).sort((a, b) => b.hits - a.hits);
  const isForeign = best !== undefined && best.hits >= SURE && best.hits > english;
  const strange = words.filter((word) => (isForeign ? elsewhere : /[^a-z'’]/).test(word)).length;
  const isElsewhere = isForeign ? best.known === 0 && strange > 0 : english === 0 && strange >= SURE;
  if (isElsewhere) return 'other';
  return isForeign ? best.language : 'en';
}
