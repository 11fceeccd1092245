import type { Word } from '../lookup/words.ts';

const list = (words: string) => new Set(words.split(/\s+/));
/** In words: what stands farther from a value says nothing about whose it is. */
const NEAR = 12;
/** "Our AE spent years in retail" says nothing of the lead. */
const COLLEAGUES = list(
  'ae rep reps am csm salesperson seller colleague colleagues engineer engineers support team менеджер коллега коллеги продавец сейл команда',
);
/** "Her husband works in healthcare", "их конкурент из Германии": what follows is about these. */
const WHOSE = list('their his her its my our whose own их его ее мой моя моего моей наш наша');
const RELATED =
  /^(?:competitors?|rivals?|neighbou?rs?|husband|wife|spouse|sister|brother|father|mother|son|daughter|cousin|landlord|конкурент[а-я]{0,3}|сосед[а-я]{0,3}|соседк[а-я]|муж|мужа|жена|жены|сестра|сестры|брат|брата|отец|отца|мать|матери|сын|дочь)$/u;
/** "Their biggest client is a bank"; as a way in, a client of ours says how they came. */
const CONNECTED =
  /^(?:clients?|customers?|suppliers?|vendors?|partners?|buyers?|tenants?|(?:клиент|заказчик|поставщик|партнер|подрядчик|арендатор)[а-я]{0,3})$/u;
/** "The CEO of their biggest client". */
const OF_ANOTHER =
  /^of (?:(?:their|his|her|our|a|an|the|one|of|my) ){0,3}(?:\p{L}+ )?(?:clients?|customers?|competitors?|partners?|suppliers?|vendors?|neighbou?rs?|rivals?)(?: |$)/u;
/** "Clinics are their clients", "startup turned corporate". */
const BECAME =
  /^(?:(?:is|are|was|were) (?:all |mostly )?(?:their|his|her|its|our) (?:\p{L}+ )?(?:clients?|customers?|competitors?|suppliers?|vendors?|partners?)|turned|became|gone|closed|failed|folded|это их)(?: |$)/u;
/** "The bank they use pays late". */
const USED =
  /^(?:that |which |whom )?(?:they|we|he|she|i) (?:use|uses|used|pay|pays|hired|(?:work|works|worked|bank|compete) with|(?:sell|sells) to|serve|serves|buy from)(?: |$)/u;
/** "They bought a retailer with 200 stores". */
const BOUGHT = /(?:^| )(?:bought|acquired|purchased) (?:a|an|another) /u;
/** "Their law firm recommended us", "the guy before him was the CEO", "the CEO was away", "соседняя школа". */
const BESIDE = [
  /(?:^| )(?:(?:recommended|introduced|referred|suggested) (?:us|them)|(?:told|sent) (?:them|him|her))(?: |$)/u,
  /(?:^| )(?:нас|им) (?:порекомендовал|посоветовал)|(?:порекомендовал|посоветовал)[а-я]? (?:нас|им)(?: |$)/u,
  /(?:^| )before (?:him|her|them)(?: |$)/u,
  /(?:^| )(?:is|was|were|are) (?:away|absent|unavailable|ill|sick|on (?:leave|holiday|vacation))(?: |$)/u,
  /(?:^| )(?:был[аи]? в отпуске|в отпуске|не был[ао]? на месте|отсутствовал[аи]?)(?: |$)/u,
  /(?:^| )(?:competitors?|clients?|customers?|suppliers?) of (?:theirs|his|hers|ours)(?: |$)/u,
  /(?:^| )(?:the|another|other|their|what) competitors? (?:gives?|gave|offers?|pays?|has|have|uses?|asks?)(?: |$)/u,
  /(?:^| )(?:у (?:наших |их )?конкурент|(?:at|from|with) (?:our|the|a|their|another) competitor)/u,
  /(?:^| )(?:дает|дают|предлагает|предлагают|предложил[аи]?) конкурент|(?:^| )конкурент[а-я]* (?:дает|дают|предлагает|предлагают|предложил[аи]?)(?: |$)/u,
  /(?:^| )compared (?:with|to) /u,
  /(?:^| )(?:is|are|was|were|had|used) .*(?:until|till)(?: |$)/u,
  /(?:^| )(?:last|previous|prior|past|old) (?:company|firm|job|employer|role|place|client|customer|lead|vendor|one|business)(?: |$)/u,
  /(?:^| )(?:прошл|предыдущ|стар)\p{L}+ (?:компани|фирм|работ|мест|клиент|заказчик)\p{L}*(?: |$)/u,
  /(?:^| )(?:муж|жена|брат|сестра|отец|мать|сын|дочь) /u,
  /(?:^| )(?:neighbou?ring|соседн[а-я]{2,3}) /u,
];

/** "Their competitor", "referred by a customer": somebody else than the lead. */
const ANOTHERS: [RegExp, RegExp][] = [
  [
    /^(?:competitors?|rivals?|конкурент)/,
    /^(?:the|their|his|her|its|main|biggest|largest|whose|of|to|against|with|uses|using|их|его|ее|главн[а-я]*|основн[а-я]*|к|с)$/u,
  ],
  [
    /^(?:customers?|clients?|existing|клиент|действующ)/,
    /^(?:by|from|of|through|via|their|his|her|our|от|у|через|наш|их|его|ее)/,
  ],
];

/** "They left Pipedrive", "cheaper than Pipedrive", "reports to the CEO". */
const ELSEWHERE = new RegExp(
  `(?:^| )(?:${[
    '(?:left|leaving|dropped|ditched|quit|replaced|replacing|abandoned|(?:switched|switching|moved|moving|migrated|away) from)',
    '(?:ушли (?:с|от|из)|перешли с|отказались от|альтернатив[а-я]+|вместо)',
    '(?:were|was|been) (?:on|using)',
    'married to|instead of|rather than|versus|vs|against',
    '(?:competitor|alternative|compared|similar) (?:to|of)|(?:better|cheaper|worse|larger|bigger|smaller) than',
    '(?:reports?|reporting) to|(?:pa|assistant|secretary|advis[eo]r|aide|deputy) (?:to|of)',
  ].join('|')})(?: (?:the|a|an|their|his|her))?$`,
);
/** A firm's size stands so, too: "the IT guy of a 30 person firm". */
const OF_DEPARTMENT =
  /(?:^| )(?:people|person|guys?|someone|somebody|folks|head|director|vp|manager|lead|chief) (?:of|from|in)(?: (?:the|their|his|her))?$/;
/** "Были на Pipedrive", but not "были на выставке", which says how they came. */
const WERE_ON = /(?:^| )(?:был[аи]?|сидели|сидел) на$/;

export type Said = {
  dimension: string;
  at: { from: number; to: number };
  hints: (word: string) => boolean;
};
/** A word that nothing was made of. */
export type Loose = { i: number; text: string };

/** Whether a value is told of somebody else than the lead: of us, of a relative, of a competitor or of whom they left. */
export function isSomebodyElses(words: readonly Word[], loose: readonly Loose[], value: Said): boolean {
  return (
    isOfOurs(words) ||
    isAnothers(words, value.at) ||
    isElsewhere(words, value) ||
    isOfRelated(words, loose, value)
  );
}

export const textOf = (words: readonly Word[]) => words.map(({ text }) => text).join(' ');

/** "We use Pipedrive, they use nothing": in a text about "them", we are not the lead. */
const OURSELVES =
  /(?:^| )(?:(?:we|i) (?:\p{L}+ly )?(?:are|am|use|have|run|employ|work|sell|make|do|prefer|like)|we're|i'm|we've|мы (?:сами )?(?:используем|работаем|любим|делаем|продаем)|у нас(?: есть)?|like us|unlike us|as we)(?: (?!they|he|she|it|their|них|они)\S+){0,5}$/u;
const OF_US = /^(?:our|my|наш\p{L}*|мо[йяего]{1,3})$/u;

/** Whether a value is told of whoever writes: "our founder knows them", "we are 200 people, they are 8". */
export function isOurs(words: readonly Word[], { dimension, at, hints }: Said, ofThem: boolean): boolean {
  if (hints('recommended')) return false;
  const before = words.slice(Math.max(0, at.from - 8), at.from);
  const isOur = before.slice(-2).some(({ text }) => OF_US.test(text));
  return (isOur && (ofThem || dimension === 'contact_role')) || (ofThem && OURSELVES.test(textOf(before)));
}

function isOfOurs(words: readonly Word[]): boolean {
  const ours = /^(?:our|my|наш\p{L}*)$/u;
  return words.some(({ text }, i) => {
    const next = words.slice(i + 1, i + 4).map((word) => word.text);
    const end = next.findIndex((word) => /^(?:their|for|to|with|by|его|ее|их|для|с)$/u.test(word));
    return (
      ours.test(text) && next.slice(0, end === -1 ? next.length : end).some((word) => COLLEAGUES.has(word))
    );
  });
}

function isOfRelated(words: readonly Word[], loose: readonly Loose[], { at, hints }: Said): boolean {
  const start = Math.max(0, at.from - NEAR);
  const related = loose.some(
    ({ i, text }) =>
      i < at.from &&
      (RELATED.test(text) || (CONNECTED.test(text) && !hints('recommended'))) &&
      words.slice(Math.max(0, i - 2), i).some((word) => WHOSE.has(word.text)),
  );
  // "Recommended us" says by itself how they came.
  const beside =
    !hints('recommended') && BESIDE.some((pattern) => pattern.test(textOf(words.slice(start, at.to + NEAR))));
  const behind = textOf(words.slice(at.to, at.to + NEAR));
  return (
    related ||
    beside ||
    BOUGHT.test(`${textOf(words.slice(start, at.from))} `) ||
    OF_ANOTHER.test(behind) ||
    BECAME.test(behind) ||
    USED.test(behind)
  );
}

function isElsewhere(words: readonly Word[], { dimension, at: { from } }: Said): boolean {
  const before = textOf(words.slice(Math.max(0, from - 4), from));
  return (
    ELSEWHERE.test(before) ||
    (dimension !== 'company_size' && OF_DEPARTMENT.test(before)) ||
    (dimension !== 'lead_source' && WERE_ON.test(before))
  );
}

/** "Competitor quoted them 4k": whoever does something beside the lead is not the contact. */
const ACTED =
  /^(?:\p{L}+ed|gave|gives?|offers?|sold|sells?|won|got|came|was|were|has|had|charges?|said|says|told|предложил\p{L}*|дал\p{L}*|предлагает|предлагают|сказал\p{L}*)$/u;

function isAnothers(words: readonly Word[], { from, to }: Said['at']): boolean {
  const acts = /^(?:competitor|конкурент)/.test(words[to - 1]!.text) && ACTED.test(words[to]?.text ?? '');
  if (acts) return true;
  const has = (some: readonly Word[], pattern: RegExp) => some.some(({ text }) => pattern.test(text));
  const ahead = words.slice(Math.max(0, from - 3), from);
  return ANOTHERS.some(([who, whose]) => has(words.slice(from, to), who) && has(ahead, whose));
}
