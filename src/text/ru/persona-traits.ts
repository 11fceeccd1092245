/** `short` стоит в перечне; `does` продолжает «большинство из них» и «клиенты, которые», поэтому глагол во множественном числе. */
type Phrase = { short: string; does: string };
type Phrases = Record<string, Phrase>;

const lower = (text: string) => (/^\p{Lu}\p{Ll}/u.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text);
/** «От 11 до 50» — «от 11 до 50 сотрудников». */
const people = (label: string) => `${lower(label)} сотрудников`;

/** Именительный и винительный: «контактное лицо: помощник» и «общаются через помощника». */
const roles: Record<string, [who: string, through: string]> = {
  owner: ['владелец или основатель', 'владельца или основателя'],
  executive: ['топ-менеджер или директор', 'топ-менеджера или директора'],
  department_head: ['руководитель отдела', 'руководителя отдела'],
  project_manager: ['менеджер проекта или продукта', 'менеджера проекта или продукта'],
  specialist: ['специалист, который пользуется продуктом', 'специалиста, который пользуется продуктом'],
  it: ['ИТ-отдел', 'ИТ-отдел'],
  procurement: ['отдел закупок', 'отдел закупок'],
  assistant: ['помощник руководителя', 'помощника руководителя'],
  consultant: ['внешний консультант', 'внешнего консультанта'],
  student: ['студент или исследователь', 'студента или исследователя'],
  competitor: ['человек от конкурента', 'человека от конкурента'],
  other: ['человек в необычной роли', 'человека в необычной роли'],
};

const ways: Record<string, [way: string, through: string]> = {
  website: ['наш сайт или статьи', 'через наш сайт или статьи'],
  free_trial: ['пробный период', 'через пробный период'],
  search_ads: ['реклама в поиске', 'через рекламу в поиске'],
  social_ads: ['соцсети', 'через соцсети'],
  outbound: ['наш звонок или письмо', 'после нашего звонка или письма'],
  referral: ['рекомендация', 'по рекомендации'],
  partner: ['партнёр или реселлер', 'через партнёра или реселлера'],
  event: ['мероприятие или выставка', 'с мероприятия или выставки'],
  tender: ['тендер', 'через тендер'],
  other: ['необычный канал', 'необычным путём'],
};

const industries: Phrases = {
  software: { short: 'разработка ПО', does: 'занимаются разработкой ПО' },
  it_services: { short: 'ИТ-услуги', does: 'оказывают ИТ-услуги' },
  agency: {
    short: 'маркетинговое или медиаагентство',
    does: 'работают как маркетинговое или медиаагентство',
  },
  consulting: {
    short: 'консалтинг или юридические услуги',
    does: 'занимаются консалтингом или юридическими услугами',
  },
  manufacturing: { short: 'производство', does: 'занимаются производством' },
  construction: {
    short: 'строительство или недвижимость',
    does: 'занимаются строительством или недвижимостью',
  },
  retail: {
    short: 'розница или интернет-торговля',
    does: 'занимаются розничной или интернет-торговлей',
  },
  logistics: { short: 'транспорт или логистика', does: 'занимаются транспортом или логистикой' },
  finance: { short: 'финансы или страхование', does: 'занимаются финансами или страхованием' },
  healthcare: { short: 'здравоохранение', does: 'работают в здравоохранении' },
  education: { short: 'образование или наука', does: 'работают в образовании или науке' },
  hospitality: {
    short: 'гостиницы, питание или туризм',
    does: 'занимаются гостиницами, питанием или туризмом',
  },
  public_sector: { short: 'госсектор', does: 'относятся к госсектору' },
  nonprofit: { short: 'некоммерческая организация', does: 'работают как некоммерческие организации' },
  other: { short: 'необычная отрасль', does: 'работают в необычной для нас отрасли' },
};

const budgets: Phrases = {
  below: { short: 'бюджет ниже наших цен', does: 'располагают бюджетом ниже наших цен' },
  matches: { short: 'бюджет под наши цены', does: 'располагают бюджетом под наши цены' },
  above: { short: 'бюджет с запасом', does: 'располагают бюджетом с запасом' },
};

const troubles: Phrases = {
  scope_changes: { short: 'постоянная смена требований', does: 'постоянно меняли требования' },
  price_pressure: { short: 'давление на цену', does: 'продавливали цену' },
  late_payment: { short: 'задержки с оплатой', does: 'платили с опозданием или не платили' },
  slow_decisions: { short: 'затянутые решения', does: 'не могли принять решение' },
  support_load: { short: 'бесконечные вопросы и обращения', does: 'засыпали нас вопросами и обращениями' },
  wrong_expectations: { short: 'ожидание того, чего у нас нет', does: 'ждали того, чего у нас нет' },
  too_advanced: { short: 'наш продукт им мал', does: 'переросли наш продукт' },
  product_trouble: {
    short: 'наш продукт подвёл',
    does: 'столкнулись с тем, что наш продукт или сервис их подвёл',
  },
  tone: { short: 'резкий тон', does: 'резко разговаривали с командой' },
  silence: { short: 'молчание', does: 'пропали или так и не начали пользоваться' },
  early_exit: { short: 'ранний уход', does: 'рано ушли или отменили пробный период' },
  complaints: {
    short: 'жалобы и возвраты',
    does: 'жаловались, возвращали купленное или писали плохие отзывы',
  },
  other: { short: 'нечто необычное', does: 'доставили трудности необычного рода' },
};

const misfits: Phrases = {
  no_budget: { short: 'нет бюджета', does: 'пришли без бюджета на нас' },
  no_authority: { short: 'контакт ничего не решал', does: 'дали нам контакт, который ничего не решал' },
  wrong_need: { short: 'нужно было другое', does: 'нуждались в том, чего мы не делаем' },
  out_of_reach: { short: 'вне нашей досягаемости', does: 'находятся там, где мы не можем их обслуживать' },
  never_meant_to_buy: { short: 'покупать не собирались', does: 'не собирались покупать' },
  none: { short: 'несоответствие не названо', does: 'в целом подходили' },
};

const others: Record<string, Phrases> = {
  fault: {
    ours: { short: 'причина в основном с нашей стороны', does: 'пострадали в основном по нашей вине' },
    theirs: { short: 'причина в основном с их стороны', does: 'создавали проблемы в основном сами' },
    both: { short: 'причины с обеих сторон', does: 'столкнулись с проблемами по вине обеих сторон' },
  },
  take_again: {
    yes: { short: 'взялись бы снова', does: 'подошли бы нам и ещё раз' },
    maybe: { short: 'только на других условиях', does: 'подошли бы ещё раз только на других условиях' },
    no: { short: 'снова не взялись бы', does: 'ещё раз нам не подошли бы' },
  },
  visible_before_sale: {
    yes: { short: 'было заметно до продажи', does: 'давали о себе знать ещё до продажи' },
    no: { short: 'до продажи не было заметно', does: 'до продажи ничем себя не выдавали' },
  },
  preferred_channel: {
    email: { short: 'предпочитают почту', does: 'предпочитают почту' },
    phone: { short: 'предпочитают телефон', does: 'предпочитают телефон' },
    video_call: { short: 'предпочитают видеозвонки', does: 'предпочитают видеозвонки' },
    chat: { short: 'предпочитают чат', does: 'предпочитают чат' },
    in_person: { short: 'предпочитают личные встречи', does: 'предпочитают личные встречи' },
    other: { short: 'предпочитают необычный канал', does: 'предпочитают необычный канал' },
  },
  technology_comfort: {
    automates: { short: 'автоматизируют всё', does: 'автоматизируют всё, что можно' },
    at_ease: { short: 'легко осваивают новое', does: 'легко осваивают новые технологии' },
    hesitant: { short: 'осторожны с новым', does: 'поначалу осторожны с новыми технологиями' },
    avoids: { short: 'избегают новых технологий', does: 'по возможности избегают новых технологий' },
  },
  decision_style: {
    alone_fast: { short: 'быстро решает один человек', does: 'поручают быстрое решение одному человеку' },
    numbers: { short: 'решают по цифрам', does: 'решают по цифрам' },
    committee: { short: 'решают коллегиально', does: 'решают коллегиально' },
    delegates: { short: 'передают решение другим', does: 'поручают решение кому-то ещё' },
    from_above: { short: 'решает начальство', does: 'ждут решения начальства' },
    other: { short: 'решают по-своему', does: 'принимают решения по-своему' },
  },
  delegation: {
    does_it_all: { short: 'всё делают сами', does: 'всё делают сами' },
    shares: { short: 'делят работу с командой', does: 'делят работу с командой' },
    hands_over: { short: 'передают работу другим', does: 'передают работу другим' },
    outside: { short: 'работу делает агентство', does: 'поручают работу агентству или консультанту' },
  },
  timing: {
    plans_ahead: { short: 'планируют заранее', does: 'планируют заранее' },
    steady: { short: 'отвечают в течение дня', does: 'держат ровный темп и отвечают в течение дня' },
    bursts: { short: 'работают рывками', does: 'работают рывками, а потом замолкают' },
    last_minute: { short: 'всё в последний момент', does: 'всё делают в последний момент' },
  },
  tone: {
    warm: { short: 'тёплый тон', does: 'пишут и говорят тепло' },
    formal: { short: 'официальный тон', does: 'пишут и говорят официально' },
    brief: { short: 'коротко и по делу', does: 'пишут и говорят коротко и по делу' },
    pressing: { short: 'напористый тон', does: 'пишут и говорят напористо' },
  },
  objections: {
    price: { short: 'цена', does: 'возражают против цены' },
    not_now: { short: 'сейчас не время', does: 'говорят, что сейчас не время' },
    own_way: { short: 'хватает того, что есть', does: 'говорят, что им хватает того, что есть' },
    switching: { short: 'сложность перехода', does: 'опасаются сложного перехода' },
    missing_feature: { short: 'чего-то у нас нет', does: 'не находят у нас того, что им нужно' },
    doubt: { short: 'сомнение, что им это подойдёт', does: 'сомневаются, что им это подойдёт' },
    security: {
      short: 'защита данных или безопасность',
      does: 'беспокоятся о защите данных или безопасности',
    },
    consent: { short: 'нужно чьё-то согласие', does: 'должны получить чьё-то согласие' },
    none: { short: 'возражений не было', does: 'не возражают' },
    other: { short: 'необычное возражение', does: 'возражают по-своему' },
  },
  main_need: {
    more_sales: { short: 'больше продаж или заявок', does: 'хотят больше продаж или заявок' },
    save_time: { short: 'экономия времени', does: 'хотят сэкономить время' },
    cut_costs: { short: 'снижение расходов', does: 'хотят снизить расходы' },
    better_overview: { short: 'наглядность и отчёты', does: 'хотят видеть общую картину' },
    replace_tool: { short: 'замена старого инструмента', does: 'хотят заменить старый инструмент' },
    meet_rules: {
      short: 'выполнение требований или стандарта',
      does: 'должны выполнить требования или стандарт',
    },
    expert_help: { short: 'недостающая экспертиза', does: 'ищут экспертизу, которой им не хватает' },
    other: { short: 'нечто необычное', does: 'хотят чего-то необычного' },
  },
  buying_stage: {
    unaware: { short: 'ещё не видят проблемы', does: 'к нашей встрече ещё не видят проблемы' },
    aware: { short: 'видят проблему и осматриваются', does: 'к нашей встрече уже осматриваются' },
    comparing: { short: 'сравнивают предложения', does: 'к нашей встрече уже сравнивают предложения' },
    deciding: { short: 'готовы решать', does: 'к нашей встрече готовы решать' },
    customer: { short: 'уже клиенты', does: 'уже наши клиенты' },
  },
  buying_habit: {
    small_first: { short: 'начинают с малого и растут', does: 'начинают с малого и растут' },
    all_at_once: { short: 'покупают всё сразу', does: 'покупают всё сразу' },
    yearly_budget: { short: 'покупают раз в год, по бюджету', does: 'покупают раз в год, по бюджету' },
    on_need: { short: 'покупают по мере надобности', does: 'покупают, когда это нужно' },
  },
  payment_method: {
    card: { short: 'платят картой', does: 'платят картой' },
    invoice: { short: 'платят по счёту', does: 'платят по счёту' },
    prepaid: { short: 'платят вперёд', does: 'платят вперёд' },
    instalments: { short: 'платят в рассрочку', does: 'платят в рассрочку' },
  },
  marketing_channels: {
    search: { short: 'поиск', does: 'узнают о новом через поиск' },
    social: { short: 'соцсети', does: 'узнают о новом из соцсетей' },
    newsletter: { short: 'рассылки', does: 'узнают о новом из рассылок' },
    events: { short: 'мероприятия', does: 'узнают о новом на мероприятиях' },
    trade_press: { short: 'отраслевая пресса', does: 'узнают о новом из отраслевой прессы' },
    podcasts: { short: 'подкасты или видео', does: 'узнают о новом из подкастов или видео' },
    peers: { short: 'знакомые', does: 'узнают о новом от знакомых' },
  },
  company_type: {
    startup: { short: 'стартап', does: 'работают как стартап' },
    owner_led: { short: 'компания под управлением владельца', does: 'управляются самим владельцем' },
    corporation: { short: 'корпорация', does: 'работают в корпорации' },
    public_body: { short: 'государственная организация', does: 'работают как государственная организация' },
    association: { short: 'объединение или фонд', does: 'работают как объединение или фонд' },
    self_employed: { short: 'самозанятый', does: 'работают на себя' },
  },
  location: {
    same_city: { short: 'в нашем городе', does: 'находятся в нашем городе' },
    same_country: { short: 'в нашей стране', does: 'находятся в нашей стране' },
    abroad: { short: 'за границей', does: 'находятся за границей' },
  },
  support_issues: {
    yes: { short: 'обращались в поддержку', does: 'обращались в поддержку' },
    no: { short: 'не обращались в поддержку', does: 'ни разу не обращались в поддержку' },
  },
};

/** Ответы, которые понятны сами по себе: «от 35 до 44», «женщина». */
const plain =
  (before = '', after = '') =>
  (_value: string, label: string): Phrase => {
    const text = `${before}${lower(label)}${after}`;
    return { short: text, does: `отвечают признаку «${text}»` };
  };

/** Измерения из записей о клиентах и частых вопросов: ключ латиницей человеку не показывают. */
const dimensionNames: Record<string, string> = {
  fault: 'чья сторона',
  'take again': 'взялись бы снова',
  'visible before sale': 'заметно до продажи',
  'preferred channel': 'канал общения',
  'technology comfort': 'отношение к технологиям',
  'decision style': 'как принимают решения',
  region: 'регион',
  city: 'город',
  country: 'страна',
  state: 'регион',
  plan: 'тариф',
  outcome: 'исход',
  'discount asked': 'запрошенная скидка',
  'hours to close': 'часов до сделки',
  'main need': 'главная потребность',
  objections: 'возражения',
  delegation: 'кто делает работу',
  timing: 'темп',
  tone: 'тон',
  'buying stage': 'этап покупки',
  'buying habit': 'как покупают',
  'payment method': 'как платят',
  'marketing channels': 'где их найти',
  'company type': 'тип компании',
  location: 'место',
  'support issues': 'обращения в поддержку',
  'cost time': 'лишние часы',
  'cost money': 'лишние расходы',
  'cost staff': 'нагрузка на команду',
  'cost reputation': 'урон репутации',
};

const named =
  (known: Phrases, any: (label: string) => Phrase) =>
  (value: string, label: string): Phrase =>
    known[value] ?? any(label);

/** Признак без собственных слов: название вопроса и ответ, как есть. */
export function anyTrait(name: string, _value: string, label: string): Phrase {
  const text = `${dimensionNames[name] ?? name}: ${lower(label)}`;
  return { short: text, does: `отвечают признаку «${text}»` };
}

const fromTable = (dimension: string) =>
  named(others[dimension] ?? {}, (label) => anyTrait(dimension.replaceAll('_', ' '), label, label));

/** Измерения из сценариев, которые поставляются с ботом. */
export const traits = {
  industry: named(industries, (label) => ({
    short: lower(label),
    does: `работают в отрасли «${lower(label)}»`,
  })),
  company_size: (_value: string, label: string) => ({
    short: people(label),
    does: `насчитывают ${people(label)}`,
  }),
  contact_role: (value: string, label: string) => {
    const [who, through] = roles[value] ?? [lower(label), `контакт «${lower(label)}»`];
    return { short: `контактное лицо: ${who}`, does: `ведут переговоры через ${through}` };
  },
  lead_source: (value: string, label: string) => {
    const [way, through] = ways[value] ?? [lower(label), `через «${lower(label)}»`];
    return { short: `источник: ${way}`, does: `приходят ${through}` };
  },
  budget_fit: named(budgets, (label) => ({
    short: `бюджет: ${lower(label)}`,
    does: `описывают бюджет так: «${lower(label)}»`,
  })),
  main_trouble: named(troubles, (label) => ({
    short: lower(label),
    does: `создали проблему «${lower(label)}»`,
  })),
  misfit: named(misfits, (label) => ({ short: lower(label), does: `не подошли: ${lower(label)}` })),
  fault: fromTable('fault'),
  take_again: fromTable('take_again'),
  visible_before_sale: fromTable('visible_before_sale'),
  preferred_channel: fromTable('preferred_channel'),
  technology_comfort: fromTable('technology_comfort'),
  decision_style: fromTable('decision_style'),
  delegation: fromTable('delegation'),
  timing: fromTable('timing'),
  tone: fromTable('tone'),
  objections: fromTable('objections'),
  main_need: fromTable('main_need'),
  buying_stage: fromTable('buying_stage'),
  buying_habit: fromTable('buying_habit'),
  payment_method: fromTable('payment_method'),
  marketing_channels: fromTable('marketing_channels'),
  company_type: fromTable('company_type'),
  location: fromTable('location'),
  support_issues: fromTable('support_issues'),
  age_group: plain('', ' лет'),
  gender: plain(),
  marital_status: plain(),
  income_level: plain('доход '),
  education_level: plain(),
};
