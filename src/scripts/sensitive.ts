/** Traits that may describe and never exclude. */
export type ProtectedTrait =
  | 'age'
  | 'gender'
  | 'family'
  | 'ethnicity'
  | 'religion'
  | 'health'
  | 'nationality'
  | 'sexual orientation'
  | 'politics';

/** Whole words of any alphabet. */
const words = (pattern: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'iu');

const TRAITS: [ProtectedTrait, RegExp][] = [
  [
    'age',
    words(
      'age|ages|aged|how old|birthdays?|born|(?:date|year|place) of birth|birth ?(?:date|year)|возраст\\p{L}*|сколько (?:\\p{L}+ ){0,4}лет|(?:дат|год)\\p{L}* рождения|родил\\p{L}*|день рождения',
    ),
  ],
  [
    'gender',
    words(
      'genders?|sex|male|females?|transgender|pronouns|man or (?:a )?woman|woman or (?:a )?man|men or women|women or men|гендер\\p{L}*|пол|пола|полу|мужчин\\p{L}*|женщин\\p{L}*|мужск\\p{L}+|женск\\p{L}+',
    ),
  ],
  [
    'family',
    words(
      'marital|marriage|married|unmarried|divorced|widow\\p{L}*|spouses?|husbands?|wife|wives|family (?:status|situation|plans)|(?:have|has|having|number of|how many|any) (?:children|kids)|children at home|children|kids|parental|maternity|paternity|pregnan\\p{L}*|семейн\\p{L}+ (?:положени\\p{L}|статус\\p{L}*|ситуаци\\p{L})|женат\\p{L}?|замужем|супруг\\p{L}*|в браке|разведен\\p{L}*|развед[её]н|дети|детей|детьми|реб[её]н\\p{L}*|беремен\\p{L}*|декрет\\p{L}*',
    ),
  ],
  [
    'ethnicity',
    words(
      'ethnic\\p{L}*|race|races|racial|skin colou?r|ancestry|mother tongue|national origin|caste|этни\\p{L}+|национальност\\p{L}+|раса|расы|расов\\p{L}+|цвет\\p{L}* кожи|родной язык|каста',
    ),
  ],
  [
    'religion',
    words(
      'religio\\p{L}*|faith|church|muslim\\p{L}*|christian\\p{L}*|jewish|hindu\\p{L}*|buddhis\\p{L}*|catholic\\p{L}*|worship|религи\\p{L}+|вероисповедани\\p{L}+|верующ\\p{L}+|какой веры|церк\\p{L}+|христиан\\p{L}*|мусульман\\p{L}*|православн\\p{L}*',
    ),
  ],
  [
    'health',
    words(
      'disabilit\\p{L}*|illness\\p{L}*|disease\\p{L}*|medical (?:condition|history)s?|mental health|health|diagnos[ei]s|handicap\\p{L}*|инвалид\\p{L}*|болезн\\p{L}+|болеет|заболевани\\p{L}+|здоровь\\p{L}+|диагноз\\p{L}*',
    ),
  ],
  [
    'nationality',
    words(
      'nationalit\\p{L}*|citizen\\p{L}*|immigra\\p{L}*|migrants?|refugees?|country of (?:birth|origin)|passport|гражданств\\p{L}+|гражданин\\p{L}*|мигрант\\p{L}*|беженц\\p{L}*|родом|паспорт\\p{L}*',
    ),
  ],
  [
    'sexual orientation',
    words(
      'sexual\\p{L}*|gay|lesbian|bisexual|lgbt\\p{L}*|homosexual\\p{L}*|сексуальн\\p{L}+|гей|лесбиян\\p{L}+|лгбт',
    ),
  ],
  [
    'politics',
    words(
      'political (?:\\p{L}+ ){0,2}(?:views?|opinions?|part(?:y|ies)|beliefs?|affiliations?|leanings?)|politics|vote for|voted|trade union|union member\\p{L}*|политическ\\p{L}+|голосу[юе]т|голосовал\\p{L}*|член\\p{L}* профсоюза',
    ),
  ],
];

/** Something else is meant: the age of a company, a race condition, the health of an account. */
const ELSE: [ProtectedTrait, RegExp][] = [
  [
    'age',
    words(
      "(?:company|business|firm|account|contract|system|software|hardware|equipment|product|machine|website|domain|invoice|ticket|data|relationship|building|fleet|vehicle|device|server|computer|installation|subscription)(?:s|[’']s)?|startups?|компани\\p{L}+|фирм\\p{L}*|бизнес\\p{L}*|договор\\p{L}*|контракт\\p{L}*|оборудовани\\p{L}+|систем\\p{L}*|сайт\\p{L}*|предприяти\\p{L}+|организаци\\p{L}+|продукт\\p{L}*|парк\\p{L}*|подписк\\p{L}*|с нами|у нас",
    ),
  ],
  ['gender', words('female connectors?|male connectors?|(?:наливн|деревянн|т[её]пл)\\p{L}+ пол\\p{L}*')],
  ['family', words("children[’']s|for children|for kids|products? for|для детей|детск\\p{L}+")],
  ['ethnicity', words('race (?:conditions?|against|to)|arms race|price race|rat race')],
  ['religion', words('(?:good|bad|lose|lost|have|had) faith|faith in')],
  [
    'health',
    words(
      "(?:account|customer|project|pipeline|system|product|financial|relationship|data|deal)(?:[’']s)? health|health (?:score|check|index|of (?:the|their|this) (?:account|project|company|business|deal|pipeline|system))s?|health ?care|health (?:insurer|industry|sector)s?|министерств\\p{L}* здоровья|здоровь\\p{L}+ (?:аккаунт|проект|сделк|систем|бизнес|компани)\\p{L}*|индекс\\p{L}* здоровья",
    ),
  ],
  [
    'nationality',
    words('citizen (?:service|portal)s?|паспорт\\p{L}* (?:издели|сделк|продукт|объект)\\p{L}*'),
  ],
  ['politics', words('(?:office|internal|company|pricing) politics|their politics team')],
];

/** The protected trait that a text asks about, or `null`. */
export function traitIn(text: string): ProtectedTrait | null {
  for (const [trait, asks] of TRAITS) {
    if (!asks.test(text)) continue;
    const other = ELSE.find(([of]) => of === trait)?.[1];
    if (!other?.test(text)) return trait;
  }
  return null;
}

/** The protected trait that most of these options name: one industry called healthcare makes no question of health. */
export function traitOfOptions(labels: readonly string[]): ProtectedTrait | null {
  const named = labels.flatMap((label) => traitIn(label) ?? []);
  const [first] = named;
  const alike = named.filter((trait) => trait === first).length;
  return first !== undefined && alike >= 2 && alike * 2 >= labels.length ? first : null;
}
