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
/**
 * Words that nobody takes for another language or a name: one of them tells a short answer without a word of English,
 * "Kein Budget". `other` stands for the languages without a name here.
 */
const telling: [Spoken, ReadonlySet<string>][] = [
  [
    'de',
    list(`kein keine keinen nie niemals immer zahlt zahlen zahlten bezahlt bezahlen teuer günstig entscheidet entscheiden
      wieder selten ständig spät pünktlich nichts passt passte rechnung rechnungen geld kunde kunden gekündigt rabatt
      rabatte gefordert kompliziert aufwand aufwendig schwierig zufrieden unzufrieden langsam schlecht schlechte wünsche
      änderungen vertrag angebot wollten wollen ruft rufen antwortet antworten geschäftsführer einkauf unmöglich überfordert
      ohne wir nicht und auch noch jede jeden täglich wöchentlich anrufe beschwerden zuviel fehlt fehlte`),
  ],
  [
    'fr',
    list(`pas trop jamais toujours très cher chère aucun aucune ils elles nous avec sans beaucoup paient paie payent payer payeur
      paiement facture factures remise remises décide décident appellent appelle rappels demandent demande veulent
      voulaient exigeant exigeants compliqué difficile difficiles mauvais mauvaise contents contrat
      résilié chaque jours semaine tous réunions besoin changent n'ont qu'ils c'est`),
  ],
  [
    'es',
    list(`muy nunca siempre demasiado demasiados pagan pagaron pagador presupuesto factura facturas descuento descuentos jefe
      quieren querían llaman llamadas clientes exigentes exigente complicado difícil tarde tiempo cada semana
      cambian precio precios caros barato contrato reuniones quejas ningún ninguna nadie tienen tenían dinero
      malos pedían piden días reclamaciones`),
  ],
  [
    'it',
    list(`troppo troppi troppa nessun nessuna nessuno pagano pagato pagamento fattura fatture sconto sconti decidono
      capo ritardo vogliono volevano chiamano chiamate clienti esigenti complicato difficile difficili sempre cattivo cattivi
      prezzo prezzi cari soldi tardi ogni giorno settimana contratto riunioni molto lenti richieste`),
  ],
  [
    'nl',
    list(`geen niet nooit altijd duur goedkoop betalen betaalt betaler betaald rekening factuur facturen korting kortingen
      beslist beslissen bellen belt willen wilden klant klanten moeilijk ingewikkeld slechte slecht laat tevreden ontevreden
      traag opgezegd contracten zonder elke dag wij onze prijs prijzen klachten veel veeleisend`),
  ],
  [
    'pl',
    list(`nie nigdy zawsze bardzo zbyt drogo drogi tanio brak budżetu płacą płaci zapłacili faktura faktury rabat rabaty rabatu
      szef decyduje decydują klient klienci dzwonią dzwoni chcą chcieli trudny trudni trudne skomplikowane spóźnieni późno
      pieniędzy umowa umowę wymagający codziennie tydzień cena ceny zmiany ciągle spotkań reklamacje mają są`),
  ],
  [
    'pt',
    list(`muito muita muitas não nunca sempre demais pagam pagaram pagamento orçamento fatura faturas desconto descontos chefe
      querem queriam ligam ligações clientes exigentes complicado difícil tarde cada caros preço preços dinheiro
      contrato reuniões reclamações estão satisfeitos dias semana sem ninguém nenhum nenhuma mudam`),
  ],
  [
    'other',
    list(`och för inte är på ikke og aldri aldrig alltid altid dyrt mycket väldigt eller också liian kallis kallista
      eivät eikä aina koskaan hyvin çok pahalı hiç asla zaman değil için ödemiyor müşteri velmi příliš drahé drahý nikdy
      vždy platí zákazník nem túl drága soha mindig fizet foarte scump niciodată întotdeauna plătesc previše skupo nikada uvijek`),
  ],
];
/** Without a letter of its own a Ukrainian answer shows by these. */
const ukrainian =
  list(`дуже немає вони завжди ніколи щодня занадто або чи гроші грошей телефонують кошторис вчасно працює
  платять потрібно хочуть тільки навіть робити нема`);
/** The words of our trade in English: beside one of them a foreign word is a name. */
const english =
  list(`called call calls asked asks asking paid pays pay refused refuses refuse kept keeps keep wanted wants want never always
  again office team company client clients customer customers invoice invoices price prices discount discounts late
  slow bad good great wrong people person meeting meetings support sales deal contract contracts churned cancelled canceled signed left gone
  demo trial email emails phone complained complaints complaint project product service money expensive cheap rude angry
  nice difficult hard easy fast quick week weeks month months year years day days ghosted branch accounting mentioned
  article nightmare chaos human free new old much many some any there here very really quite`);
/** Letters of a language that most of its neighbours lack. */
const own: [Spoken, RegExp][] = [
  ['de', /[äöüß]/],
  ['fr', /[èêëàâçœûîï]|\p{L}['’]\p{L}{2}/u],
  ['es', /[ñ¿¡]|ción\b/],
  ['it', /[ìò]|zione\b/],
  ['pl', /[łąęśźżćń]/],
  ['pt', /[ãõ]|ção\b/],
];

/** In words. A longer text has small words enough. */
const SHORT = 8;
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
  const words = text.match(/\p{Script=Cyrillic}+/gu) ?? [];
  const own = count(text, /[іїєґ]/g) + words.filter((word) => ukrainian.has(word)).length;
  return own > russian ? 'uk' : 'ru';
}

function inLatin(text: string): Spoken {
  const words = text.match(/\p{Script=Latin}+(?:['’]t(?!\p{L}))?/gu) ?? [];
  const signs = (Object.keys(small) as (keyof typeof small)[]).map((language) => {
    const letters = own.find(([of]) => of === language)?.[1];
    const known = words.filter((word) => small[language].has(word.replace('’', "'"))).length;
    const hits = known + words.filter((word) => letters?.test(word)).length;
    return { language, known, hits, words: small[language] };
  });
  const inTrade = words.filter((word) => english.has(word)).length;
  const inEnglish = signs[0]!.known + inTrade;
  const told = words.length <= SHORT && inTrade + onlyEnglish(words) === 0 ? toldBy(words, signs) : null;
  if (told !== null) return told;
  const [best] = signs.slice(1).sort((a, b) => b.hits - a.hits);
  const isForeign = best !== undefined && best.hits >= SURE && best.hits > inEnglish;
  const strange = words.filter((word) => (isForeign ? elsewhere : /[^a-z'’]/).test(word)).length;
  const isElsewhere = isForeign ? best.known === 0 && strange > 0 : inEnglish === 0 && strange >= SURE;
  if (isElsewhere) return 'other';
  return isForeign ? best.language : 'en';
}

/** The one language whose words say the most, one of them for certain; `null` where none or two do. */
function toldBy(
  words: readonly string[],
  signs: readonly { language: Spoken; hits: number; words: ReadonlySet<string> }[],
): Spoken | null {
  const counts = telling.map(([language, known]) => {
    const sure = words.filter((word) => known.has(word)).length;
    const sign = signs.find((one) => one.language === language);
    // "Nie" is a small word of Polish and tells of German, too: no word counts twice.
    const twice = words.filter((word) => known.has(word) && sign?.words.has(word)).length;
    return { language, sure, all: sure + (sign?.hits ?? 0) - twice };
  });
  const [best, next] = counts.sort((a, b) => b.all - a.all || b.sure - a.sure);
  const isAlone = best && (!next || best.all > next.all || best.sure > next.sure);
  return isAlone && best.sure > 0 ? best.language : null;
}

/** Small words of English that are none elsewhere: "a", "no" and "in" tell nothing. */
function onlyEnglish(words: readonly string[]): number {
  const elsewhereToo = (word: string) =>
    Object.entries(small).some(([language, known]) => language !== 'en' && known.has(word));
  return words.filter((word) => small.en.has(word) && !elsewhereToo(word)).length;
}
