import type { Word } from '../lookup/words.ts';
import { type Said, textOf } from './others.ts';

const list = (words: string) => new Set(words.split(/\s+/));
/** What a word before these only tells the kind of: "student discount", "software budget", "retail prices". */
const THINGS = list(
  `analyst analytics api app apps assistant book books budget budgets card cards class classes contract contracts cost costs course
   courses data day days discount discounts fee fees floor floors friend friends game games gift guide history holiday housing insights job jobs
   level licence licences license licenses loan loans market markets material materials module modules needs news office offices
   order orders paperwork part plan plans platform portal price prices pricing procedure process processes product products
   program programme programmes programs project projects question questions rates report reports review
   reviews rules share side sites software spend stuff subsidiary system systems tax team teams template templates things
   ticket tickets time account accounts transfer details statement phase mode number age room rooms call calls dinner stay booking bookings tool tools training trip use user users visa week work workshop world`,
);
const ABSTRACT = /(?:tion|sion|ment|sis|ness|approval|approvals|renewal)s?$/u;
/** Companies, too, end like that. */
const BODIES =
  /^(?:organi[sz]ation|corporation|association|institution|foundation|federation|administration|government|investment|establishment|station)s?$/u;
/** "No budget issues", "no budget given": not that there is none. */
const UNTOLD = list(
  'issue issues problem problems concern concerns constraint constraints worries holder owner info information data yet stated given mentioned known question questions limit limits cap',
);
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
/** "Met at a hotel", "studied at university": a place where something happened. */
const VENUE =
  /(?:^| )(?:(?:met|meet|meeting|lunch|dinner|breakfast|coffee|drinks|stayed|studied|graduated|went)(?: \p{L}+){0,3} (?:at|in|from)|(?:встретил|встрети|встреч|обедал|ужинал|училс|училас|учились|остановил)\p{L}*(?: \p{L}+){0,3} (?:в|на)|(?:flight|trip|visit|travel)s? to)(?: (?:a|an|the|some|their))?$/u;
/** "In hospital", "at university": somebody is there. */
const THERE = /(?:^| )(?:in|at|to|from)$/u;
const INSTITUTION = /^(?:hospital|school|university|college)$/;
/** "Half of the staff are freelancers". */
const SOME_OF =
  /(?:^| )(?:(?:half|most|some|many|several|few|third|thirds|quarter|majority|percent|lot) of (?:the|their|them|its|his|her|our)|половина|часть|большинство|некоторые)(?: |$)/u;
/** "We should meet at the trade fair", "he is at a conference", "sent them the newsletter": not how they came. */
const NOT_YET =
  /(?:^| )(?:should|will|going to|invited?|inviting|send|sent|sending|speaks?|speaking|exhibits?|exhibiting|sponsors?|hosts?|hosting|attends?|attending|(?:is|are|be) (?:at|in|on|off to)|пригласили|позвали|отправили|выступа\p{L}+|едет|едут)(?: \p{L}+){0,4}$/u;
const SOON = /^(?:\p{L}+ ){0,1}(?:tomorrow|tonight|next (?:week|month|year)|завтра|послезавтра)(?: |$)/u;
/** "Procurement will join later", "закупки подключатся": not whom one talks to. */
const LATER =
  /^(?:will|won't|would|later|cut|killed|kills|blocked|blocks|rejected|подключ\p{L}+|потом|позже)(?: |$)/u;
/** "Директор по логистике", "отдел логистики", "бюджет на транспорт": what follows is a department or an item. */
const ITEM_OF =
  /(?:^| )(?:отдел\p{L}*|служб\p{L}*|департамент\p{L}*|рын\p{L}+|(?:директор|менеджер|специалист|руководител|вопрос|консультант)\p{L}* по|(?:бюджет|расход|скидк|затрат)\p{L}* (?:на|для))$/u;
/** "Needs transport to the event", "born in Germany": wished for or long ago. */
const NEEDED =
  /(?:^| )(?:(?:needs?|needing|requires?|require) (?:an? |the |some )?|born in |speaks? |grew up in )$/u;
/** "They ship to Germany". */
const SENT =
  /(?:^| )(?:ships?|shipping|delivers?|delivering|exports?|exporting|expands?|expanding|travels?|moving|moves?) (?:\p{L}+ )?(?:to|into) (?:the )?$/u;

/**
 * Whether a wording only says what kind of thing another word is, or names a department, a place where people met, or
 * something that is needed: none of it is a trait of the lead.
 */
export function isOfAnotherKind(
  segment: string,
  words: readonly Word[],
  { at, hints, dimension }: Said,
): boolean {
  const isBeside = (i: number) =>
    words[i] !== undefined && /^[\s-]*$/.test(segment.slice(words[i - 1]!.end, words[i]!.start));
  const next = isBeside(at.to) ? words[at.to]!.text : '';
  const second = /ing$/.test(next) && isBeside(at.to + 1) ? words[at.to + 1]!.text : '';
  const isAdjective = words[at.to - 1]!.text.endsWith('ly');
  if (!isAdjective && [next, second].some((word) => isThing(word) && !hints(word))) return true;
  const before = textOf(words.slice(Math.max(0, at.from - 6), at.from));
  const behind = textOf(words.slice(at.to, at.to + 3));
  if (dimension === 'budget_fit') return UNTOLD.has(next);
  if (dimension === 'lead_source') return NOT_YET.test(before) || SOON.test(behind);
  if (dimension === 'contact_role') return LATER.test(behind);
  if (dimension === 'country' && (SENT.test(`${before} `) || NEEDED.test(`${before} `))) return true;
  if (dimension === 'country') return VENUE.test(before);
  if (dimension === 'company_type') return SOME_OF.test(before);
  if (dimension !== 'industry') return false;
  const own = words.slice(at.from, at.to).map(({ text }) => text);
  return (
    (own.length === 1 && INSTITUTION.test(own[0]!) && THERE.test(before)) ||
    (HOUSE.test(own.join(' ')) && isHouseOf(segment, words, at.from)) ||
    SOME_OF.test(before) ||
    (own.length === 1 && FUNCTIONS.has(own[0]!) && isDepartment(next, before)) ||
    VENUE.test(before) ||
    ITEM_OF.test(before) ||
    NEEDED.test(`${before} `)
  );
}

const isThing = (word: string) => THINGS.has(word) || (ABSTRACT.test(word) && !BODIES.test(word));

/** "A 3-person shop", "a HubSpot shop": any firm. */
const HOUSE = /^(?:shop|shops|store)$/;

function isHouseOf(segment: string, words: readonly Word[], from: number): boolean {
  const before = words[from - 1];
  if (!before) return false;
  const written = segment.slice(before.start, before.end);
  return (
    /^(?:person|people|man|woman|one)$/.test(before.text) ||
    (from > 1 && /^\p{Lu}/u.test(written)) ||
    /\p{Ll}\p{Lu}/u.test(written)
  );
}

function isDepartment(next: string, before: string): boolean {
  const [joined, and] = before.split(' ').slice(-2);
  return STAFF.has(next) || ACTS.has(next) || (and === 'and' && DEPARTMENTS.has(joined ?? ''));
}
