const list = (words: string) => new Set(words.split(/\s+/));

/**
 * Common words a slip or an ending away from the name of a branch, a role or a way in: "products" is no producer,
 * "directly" no director. Found by reading the ten thousand commonest words of both languages as leads.
 */
const ENGLISH = list(
  `accounting cats plan planned associating automatic automatically build builds building covering catching capturing caring catherine clarity
   charts chars cheats chaos committed commits committing competition confidence convergence consult conducting
   consisting consuming constants constructor constructing cooperation denial deletes direct directly direction
   directions directed directory detector emulation equation execute executed executes executing execution factor
   factors finances financed financing forward forwarded forwards forwarding german host hosted hosts instance instances insured layer layers
   manufactured owned plane planet planted produce produced produces producing product products proprietary purchase
   purchased purchases refer refers referring referrer reserved reformed reversed reverted resolver retain retained
   retaining shopper shoppers shopping start starts started status stored story stories score scores stone storm shore
   telegraph tend tends tracing tracking transform transformed transformation truck trucks`,
);
const RUSSIAN =
  /^(?:аудит$|аудитори|больн(?!иц)|владеет|владеют|выставить|выставил|генерала|голос(?:а|ом|ов)?$|гостиной|закупк[ау]$|застрял|коллег|коллекц|комиссар|конкуренц|контент|корпоратив$|личн(?!о$)|мари[яи]$|мэри$|объедин(?!ени)|основан|перевод|присматривать|прода[вжлмстюе]|продукт|проект|разниц|секрет(?!ар)|собственн(?!ик|иц)|совет(?:у|ник|[аы]?$)|консультант$|светом|старт(?!ап)|страха$|страховк|строй$|строк|форм[ауые]?$|формой|хотел|экспедиц|эксперт)/;

/** Whether a word is known to mean something of its own. */
export function isOwnWord(word: string): boolean {
  return ENGLISH.has(word) || RUSSIAN.test(word);
}
