import type { Word } from '../lookup/words.ts';
import { type Around, aroundOf, BODIES, DEALING, NEEDED, SOME_OF, VENUE } from './around.ts';
import { isOfAnotherBranch } from './branches.ts';
import type { Said } from './others.ts';

const list = (words: string) => new Set(words.split(/\s+/));
/** What a word before these only tells the kind of: "student discount", "software budget", "retail prices". */
const THINGS = list(
  `analyst analytics api app apps assistant book books budget budgets card cards class classes contract contracts cost costs course
   courses data day days discount discounts fee fees floor floors friend friends game games gift guide history holiday housing insights job jobs
   level licence licences license licenses loan loans market markets material materials module modules needs news office offices
   order orders paperwork part plan plans platform portal price prices pricing procedure process processes product products
   program programme programmes programs project projects question questions rates report reports review
   reviews rules share side sites software spend spin spinoff spinout stuff spirit style subsidiary system systems tax team teams template templates things
   ticket tickets time account accounts transfer details statement phase mode number age room rooms call calls dinner stay booking bookings tool tools training trip use user users visa week work workshop world
   ish canteen claim claims critic culture demo feel friendly mentality policy turnover union vibe vibes`,
);
const ABSTRACT = /(?:tion|sion|ment|sis|ness|approval|approvals|renewal)s?$/u;
/** How somebody is, not what: "an in-person demo". */
const MANNERS = list(
  'preferred_channel technology_comfort decision_style delegation timing tone buying_stage',
);
/** "No budget issues", "no budget given": not that there is none. */
const UNTOLD = list(
  'issue issues problem problems concern concerns constraint constraints worries holder owner info information data yet stated given mentioned known question questions limit limits cap',
);
/** "We should meet at the trade fair", "he is at a conference", "sent them the newsletter": not how they came. */
const NOT_YET =
  /(?:^| )(?:should|will|going to|invited?|inviting|send|sent|sending|speaks?|speaking|exhibits?|exhibiting|sponsors?|hosts?|hosting|attends?|attending|(?:is|are|be) (?:at|in|on|off to)|subscribed to|unsubscribed from|пригласили|позвали|отправили|выступа\p{L}+|едет|едут|поед\p{L}+|будем|будут|отписал\p{L}+ от|подписан\p{L}* на)(?: \p{L}+){0,4}$/u;
const SOON =
  /^(?:(?:\p{L}+ )?(?:tomorrow|tonight|next (?:week|month|year)|завтра|послезавтра)|lost|провели|получают|читают|проиграл\p{L}*|красоты)(?: |$)/u;
/** "Procurement will join later", "закупки подключатся": not whom one talks to. */
const LATER =
  /^(?:will|won't|would|later|cut|killed|kills|blocked|blocks|rejected|подключ\p{L}+|потом|позже)(?: |$)/u;
/** "Cc the CEO", "on behalf of the owner", "CEO in copy". */
const COPIED =
  /(?:^| )(?:cc|cced|cc'd|copied|copying|behalf of|speaks? for|в копии|от имени|от лица)(?: (?:a|an|the|their|his|her))?$/u;
const IN_COPY = /^(?:cc'd|cced|copied|in copy|in cc|on cc|в копии)(?: |$)/u;
/** "They ship to Germany". */
const SENT =
  /(?:^| )(?:(?:постав|едут|едет|летят|летит|экспорт|отгру|доставк|товар|импорт|воз|вез)\p{L}*(?: \p{L}+)? (?:в|из)|(?:ships?|shipping|delivers?|delivering|exports?|exporting|expands?|expanding|travels?|moving|moves?) (?:\p{L}+ )?(?:to|into)(?: the)?)$/u;
const OWNED = /(?:^| )part of(?: (?:a|an|the|their))?$/u;

const BY_DIMENSION: Record<string, (around: Around) => boolean> = {
  budget_fit: ({ next }) => UNTOLD.has(next),
  lead_source: ({ before, behind }) => NOT_YET.test(before) || SOON.test(behind),
  contact_role: ({ before, behind }) => LATER.test(behind) || IN_COPY.test(behind) || COPIED.test(before),
  country: ({ before }) => [SENT, NEEDED, VENUE].some((pattern) => pattern.test(before)),
  company_type: ({ before }) => SOME_OF.test(before) || (DEALING.test(before) && !OWNED.test(before)),
  industry: isOfAnotherBranch,
};

/**
 * Whether a wording only says what kind of thing another word is, or names a department, a place where people met, or
 * something that is needed: none of it is a trait of the lead.
 */
export function isOfAnotherKind(
  segment: string,
  words: readonly Word[],
  { at, hints, dimension }: Said,
): boolean {
  if (MANNERS.has(dimension)) return false;
  const around = aroundOf(segment, words, at);
  return isAdjunct(around, hints) || (BY_DIMENSION[dimension]?.(around) ?? false);
}

/** "Student discount", "hotel booking software"; "monthly plan" is a plan, and monthly. */
function isAdjunct({ own, next, after }: Around, hints: Said['hints']): boolean {
  if (own.at(-1)!.endsWith('ly')) return false;
  const second = /ing$/.test(next) ? after : '';
  return [next, second].some((word) => isThing(word) && !hints(word));
}

const isThing = (word: string) => THINGS.has(word) || (ABSTRACT.test(word) && !BODIES.test(word));
