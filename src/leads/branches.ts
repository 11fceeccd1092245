import type { Word } from '../lookup/words.ts';
import { type Around, BODIES, DEALING, NEEDED, SOME_OF, VENUE } from './around.ts';

const list = (words: string) => new Set(words.split(/\s+/));
/** Whoever these are, what stands before them is whom they work for: "restaurant critic", "hotel furniture maker". */
const AGENTS = list(
  `blogger coach consultancy consultant consultants designer distributor importer installer maker manufacturer photographer producer recruiter
   seller supplier trainer vendor wholesaler`,
);
/** Only behind another word: a hotel operator has hotels, a school bus operator no school. */
const OPERATORS = list('operator operators provider providers firm');
/** Branches that are as often departments of a firm in another branch. */
const FUNCTIONS = list('finance legal logistics transport software education accounting retail construction');
/** Who or what a department has. */
const STAFF = list(
  'chief colleague colleagues controller coordinator department dept director guy head lady lead manager managers officer person vp',
);
/** "Legal will review it", "finance blocked it". */
const ACTS = list(
  `approves asked asks blocked blocks can check checks complained decided decides does has is isn't looks must need needs rejected
   reviews said says signed signs stopped stops use uses wants was will won't`,
);
const DEPARTMENTS = list('hr sales marketing it ops operations legal finance procurement purchasing support');
/** "Логистика у них своя", "финансовый директор". */
const FUNCTION_RU = /^(?:логисти|производств|образовани|финанс|транспорт|строительств)/u;
const OF_THEIRS =
  /^(?:у|своя|свой|свое|проблем\p{L}*|контента|директор\p{L}*|отдел\p{L}*|служб\p{L}*|год\p{L}*|план\p{L}*|вопрос\p{L}*|\p{L}{2,}(?:ет|ит|ают|яют|ела|али|или))(?: |$)/u;
const WITH_IT = /(?:^| )с$/u;
/** "Банк отказал им": nobody's branch. */
const REFUSED =
  /^(?:refused|denied|rejected|turned (?:them|him|her) down|отказал\p{L}*|не дал\p{L}*|одобрил\p{L}*)(?: |$)/u;
/** "In hospital", "at university": somebody is there. */
const THERE = /(?:^| )(?:in|at|to|from)$/u;
const INSTITUTION = /^(?:hospital|school|university|college)$/;
/** "Директор по логистике", "отдел логистики", "бюджет на транспорт": what follows is a department or an item. */
const ITEM_OF =
  /(?:^| )(?:отдел\p{L}*|служб\p{L}*|департамент\p{L}*|рын\p{L}+|(?:директор|менеджер|специалист|руководител|вопрос|консультант)\p{L}* по|(?:бюджет|расход|скидк|затрат)\p{L}* (?:на|для))$/u;
/** "My accountant liked it", "lawyer sent a letter": somebody's adviser. */
const ADVISER = /^(?:lawyers?|accountants?|architects?|solicitors?|юристы?|адвокаты?|бухгалтеры?)$/u;
const SOMEBODYS = /(?:^| )(?:my|our|their|his|her|your|мой|наш|их|его|ее)$/u;
const ACTED =
  /^(?:\p{L}+ed|is|was|has|sent|says?|said|thinks?|wants?|on both|прислал|сказал|говорит)(?: |$)/u;
/** "A 3-person shop", "a HubSpot shop": any firm. */
const HOUSE = /^(?:shop|shops|store)$/;

/**
 * Whether a branch is somebody else's: of a department, of whom they work for or deal with, of an adviser, or of a place
 * where people met or stayed.
 */
export function isOfAnotherBranch(around: Around): boolean {
  const { own, next, before, behind } = around;
  const name = own.join(' ');
  return (
    [SOME_OF, DEALING, VENUE, ITEM_OF, NEEDED].some((pattern) => pattern.test(before)) ||
    (INSTITUTION.test(name) && THERE.test(before)) ||
    (FUNCTION_RU.test(name) && (OF_THEIRS.test(behind) || WITH_IT.test(before))) ||
    REFUSED.test(behind) ||
    (HOUSE.test(name) && isHouseOf(around)) ||
    (FUNCTIONS.has(name) && isDepartment(next, before)) ||
    (ADVISER.test(own.at(-1)!) && (SOMEBODYS.test(before) || ACTED.test(behind))) ||
    isForAgent(around)
  );
}

function isForAgent({ next, after }: Around): boolean {
  if (AGENTS.has(next)) return true;
  const isFirm = next === '' || BODIES.test(next) || OPERATORS.has(next);
  return !isFirm && (AGENTS.has(after) || OPERATORS.has(after));
}

function isHouseOf({ segment, words, at }: Around): boolean {
  const before: Word | undefined = words[at.from - 1];
  if (!before) return false;
  const written = segment.slice(before.start, before.end);
  const isName = (at.from > 1 && /^\p{Lu}/u.test(written)) || /\p{Ll}\p{Lu}/u.test(written);
  return isName || /^(?:person|people|man|woman|one)$/.test(before.text);
}

function isDepartment(next: string, before: string): boolean {
  const [joined, and] = before.split(' ').slice(-2);
  return STAFF.has(next) || ACTS.has(next) || (and === 'and' && DEPARTMENTS.has(joined ?? ''));
}
