import type { Found } from './found.ts';
import { beginsSentence } from './words.ts';

/** Given names that begin a sentence as often as not; any other capital there says nothing. */
const given = new Set(
  `adam alex alexander alice andrea andreas andrew anna anne anton barbara ben boris brian carl carla carlos carol charles
  chris christian christina claire claudia daniel dave david denis diana dmitri elena emily emma eric eva felix frank
  george hans helen helga igor ingrid irina ivan jack jane janet jason jennifer jens jim joe john jonas julia jürgen karen
  karl kate katja kevin klaus lars laura lena leo linda lisa louis lucas lucy luis maria marie mario mark marta martin
  mary max michael michelle mike monika natalia nick nicole nikolai nina olaf oleg olga oliver patrick paul pavel peter
  petra philip rachel ralf rebecca richard robert ruth sabine sandra sara sarah sergei simon sofia stefan stephen steve
  susan susanne svetlana tanja thomas tim tina tom tony uwe vera victor vladimir walter wolfgang
  александр алексей алена алёна алла анастасия андрей анна антон артем артём борис вадим валентина валерий василий вера
  виктор виктория владимир галина георгий григорий даниил дарья денис дмитрий евгений евгения екатерина елена жанна
  игорь илья инна ирина катя кирилл ксения лариса леонид лена людмила максим марина мария маша михаил надежда наталья
  наташа никита николай нина олег ольга павел петр пётр роман светлана сергей софья станислав степан татьяна тимур федор
  фёдор юлия юрий яна аня боря валя ваня витя вова володя гена гриша даша дима женя ира коля костя леша лёша люда маша
  миша настя оля паша петя рита саша сережа серёжа соня таня толя юра`
    .trim()
    .split(/\s+/),
);

/** Written with a capital in the middle of a sentence, and nobody's name. */
const ordinary = new Set(
  `i i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday january february march april may june july
  august september october november december christmas easter english german french spanish russian italian dutch chinese
  european american british swiss austrian europe america germany france spain italy russia switzerland austria poland
  london paris berlin moscow york zurich vienna excel word powerpoint outlook slack teams zoom skype google gmail
  microsoft apple amazon facebook instagram linkedin twitter youtube whatsapp telegram hubspot salesforce zendesk jira
  trello asana notion sap oracle windows linux mac android iphone ipad chrome safari internet web ai api sso crm erp ceo
  cto cfo coo hr it q1 q2 q3 q4 mr mrs ms dr sir madam gdpr dsgvo pdf csv
  январь февраль москва россия германия европа москве россии европе яндекс телеграм битрикс эксель госдума ип ооо`
    .trim()
    .split(/\s+/),
);

const TITLES =
  /^(?:mr|mrs|ms|miss|dr|prof|herr|frau|mme|m|г-н|г-жа|господин[аеу]?|господином|госпож[аеиуой]{1,2})$/iu;
const PATRONYMIC = /^\p{Lu}\p{Ll}+(?:ович|евич|ьич|овн|евн|иничн)(?:а|у|ем|е|ы|ой|и)?$/u;
const word = /\p{L}[\p{L}\p{M}'’-]*/gu;
/** Where more than this share of the words inside sentences has a capital, the language writes nouns so (German). */
const TOO_MANY = 0.3;

type Word = { text: string; start: number; end: number; first: boolean; capital: boolean };

/**
 * Words that read like the name of somebody whom the database does not know: behind a title, a given name, a Russian
 * patronymic, or a capital in the middle of a sentence. Names that stand side by side are one. In a language that
 * writes nouns with capitals only the sure signs count.
 */
export function probableNames(text: string): Found[] {
  const words = wordsIn(text);
  const inside = words.filter(({ first }) => !first);
  const capitals = inside.filter(({ capital, text: one }) => capital && !ordinary.has(one.toLowerCase()));
  const sureOnly = inside.length >= 8 && capitals.length > TOO_MANY * inside.length;
  const found: Found[] = [];
  words.forEach((one, i) => {
    const before = words[i - 1];
    const adjoins = before !== undefined && /^[ .]{1,2}$/.test(text.slice(before.end, one.start));
    const last = found.at(-1);
    const follows = adjoins && last?.end === before.end && one.capital && !one.first;
    if (!follows && !isName(one, adjoins ? before : undefined, sureOnly)) return;
    if (follows && last && !ordinary.has(one.text.toLowerCase())) last.end = one.end;
    else if (!follows) found.push({ start: one.start, end: one.end, kind: 'person' });
  });
  return found;
}

function isName({ text, first, capital }: Word, before: Word | undefined, sureOnly: boolean): boolean {
  const lower = text.toLowerCase().replace(/['’]s$/, '');
  if (!capital || TITLES.test(text)) return false;
  if (before && TITLES.test(before.text) && before.text.length > 1) return true;
  if (given.has(lower) || PATRONYMIC.test(text)) return true;
  return !first && !sureOnly && !ordinary.has(lower);
}

function wordsIn(text: string): Word[] {
  return [...text.matchAll(word)].map((match) => {
    return {
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
      first: beginsSentence(text, match.index),
      // An acronym is nobody.
      capital: /^\p{Lu}[\p{M}]*\p{Ll}/u.test(match[0]),
    };
  });
}

/** One spelling of a name whatever its case and spaces. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s$/, '')
    .trim()
    .replace(/\s+/g, ' ');
}
