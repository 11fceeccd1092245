import { dayIn } from '../day.ts';
import { countIn } from '../plural.ts';
import { capital } from '../sentence.ts';
import { actions, adviceOn } from './persona-actions.ts';
import { names } from './persona-names.ts';
import { anyTrait, traits } from './persona-traits.ts';
import { wanted } from './persona-wanted.ts';

const day = dayIn('ru');

const grouped = new Intl.NumberFormat('ru', { maximumFractionDigits: 1 });
const number = (n: number) => grouped.format(n);
const listed = (parts: string[]) => new Intl.ListFormat('ru', { type: 'conjunction' }).format(parts);
const count = countIn('ru');
const answers = (n: number) => count(n, 'ответ', 'ответа', 'ответов');
const customers = (n: number) => count(n, 'клиент', 'клиента', 'клиентов');
const ofCustomers = (n: number) => count(n, 'клиенту', 'клиентам', 'клиентам');
const ofHundred = (share: number) => number(Math.abs(Math.round(share * 100)));
const quoted = (does: string[]) => does.join(' и ');

const booked: Record<string, string> = {
  acquisition_cost: 'на привлечение',
  cost_to_serve: 'на обслуживание',
  revenue: 'выручки',
  lifetime_value: 'за всё время работы с нами',
};

const subjects: Record<string, string> = {
  misfit: 'могли ли они вообще нам подойти',
  fault: 'с чьей стороны были причины',
  revenue: 'сколько они платят',
  cost_to_serve: 'во сколько обходится их обслуживание',
  acquisition_cost: 'во сколько обошлось их привлечение',
};

/** Как проблема заметна заранее, пока она ещё не проблема. */
const signs: Record<string, string> = {
  scope_changes: 'Прислушайтесь, не растёт ли список пожеланий от звонка к звонку.',
  price_pressure: 'Прислушайтесь, не просят ли скидку раньше, чем увидели продукт.',
  late_payment: 'Спросите, кто и когда оплачивает их счета; расплывчатый ответ — это сигнал.',
  slow_decisions: 'Спросите, кто подписывает и к какому сроку; срок, который сдвигается, — это сигнал.',
  support_load: 'Во время пробного периода следите, много ли вопросов, на которые отвечает руководство.',
  wrong_expectations:
    'Прислушайтесь к пожеланиям, которые мы не выполним, и к тому, насколько на них настаивают.',
  too_advanced: 'Спросите, из каких решений они уже выросли; длинный список — это сигнал.',
  product_trouble: 'Спросите, что должно работать с первого дня, и проверьте, работает ли.',
  tone: 'Обратите внимание, как они говорят с коллегами, от которых ничего не зависит.',
  silence: 'Обратите внимание на вопросы, за которыми никогда не следует следующий шаг.',
  early_exit: 'Во время пробного периода следите за долгими перерывами между входами.',
  complaints: 'Спросите о прежнем поставщике; длинный список жалоб — это сигнал.',
};

/** Кто говорит: ключ роли в родительном падеже. */
const fromRole: Record<string, string> = {
  sales: 'из продаж',
  support: 'из поддержки',
  marketing: 'из маркетинга',
};

export const personas = {
  names,
  traits,
  anyTrait,
  actions,
  adviceOn,
  wanted,
  number,
  listed,

  of: (holders: number, known: number) => `${number(holders)} из ${number(known)}`,
  subject: (key: string) => subjects[key] ?? `что известно по вопросу «${key.replaceAll('_', ' ')}»`,

  verdict: {
    ours: (ours: number, known: number) =>
      `По словам коллег, причина была в основном с нашей стороны: случаев ${ours} из ${known}.`,
    worthIt: (margin: number, n: number, bar: number) =>
      `Работать с ними трудно, но они того стоят: из каждых 100, что они платят, у нас остаётся ${ofHundred(margin)} (медиана по ${ofCustomers(n)}; порог — ${ofHundred(bar)}).`,
    thinMargin: (margin: number, n: number, bar: number) =>
      margin < 0
        ? `На каждых 100, что они платят, мы теряем ${ofHundred(margin)} (медиана по ${ofCustomers(n)}).`
        : `Из каждых 100, что они платят, у нас остаётся только ${ofHundred(margin)} (медиана по ${ofCustomers(n)}; порог — ${ofHundred(bar)}).`,
    acquisition: (cost: number, lifetime: number, n: number) =>
      `Привлечение одного такого клиента стоит ${number(cost)}, а приносит он за всё время ${lifetime === 0 ? 'ноль' : number(lifetime)} (медианы по ${ofCustomers(n)}).`,
    misfit: (misfits: number, known: number, value: string, top: number) =>
      `Коллеги называют причину, по которой клиент и не мог подойти: случаев ${misfits} из ${known}, чаще всего — «${traits.misfit(value, value.replaceAll('_', ' ')).short}» (${top}).`,
    inherited: (parent: string, reason: string) =>
      `То же, что и у персоны ${parent}: ${reason.slice(0, 1).toLowerCase()}${reason.slice(1)}`,
    undetermined: (missing: readonly string[]) =>
      missing.length === 0
        ? 'Ответы говорят и за, и против, поэтому ничего не решено. Отказывать из-за этого никому не нужно.'
        : `Пока ничего не решено: слишком мало кто знает, ${listed(missing.map((key) => personas.subject(key)))}. До тех пор отказывать никому не нужно.`,
  },

  story: {
    typical: (parts: { does: string; count: string }[], everybody: boolean) =>
      `${everybody ? 'Все они' : 'Большинство из них'} ${listed(parts.map((part) => `${part.does} (${part.count})`))}.`,
    apart: (does: string[], problem: string, comparison: string) =>
      `Что их отличает: они ${quoted(does)} (среди проблемных клиентов — ${problem}, среди клиентов для сравнения — ${comparison}).`,
    apartToo: (does: string[], problem: string, comparison: string) =>
      `А ещё они ${quoted(does)} (${problem} против ${comparison}).`,
    noComparison: (does: string[], problem: string) =>
      `Проблемные клиенты, которые ${quoted(does)}: ${problem}; с другими клиентами это пока не сравнивалось.`,
    trouble: (top: string, does: string, also: string[]) =>
      `Что пошло не так: они ${does} (${top})${also.length > 0 ? `; реже — ${also.join(', ')}` : ''}.`,
    otherTrouble: (n: number, does: string) => `${does} (${number(n)})`,
    cost: (parts: string[]) => `Типичный случай: ${listed(parts)}.`,
    hours: (hours: number, n: number) => `лишних часов — ${number(hours)} (${answers(n)})`,
    close: (hours: number, n: number) =>
      `часов работы до подписания договора — ${number(hours)} (${answers(n)})`,
    money: (amount: number, n: number) => `расходы сверх плана — ${number(amount)} (${answers(n)})`,
    strain: (step: number, n: number) =>
      `нагрузка на команду — ${number(step)} по шкале от 1 до 5 (${answers(n)})`,
    books: (parts: string[], n: number | null) =>
      `По учётным данным, медианы: ${listed(parts)}${n === null ? '' : ` (${customers(n)})`}.`,
    book: (key: string, amount: number, n: number | null) =>
      `${number(amount)} ${booked[key] ?? key.replaceAll('_', ' ')}${n === null ? '' : ` (${customers(n)})`}`,
    reputation: (step: number, n: number) =>
      `урон репутации — ${number(step)} по шкале от 1 до 5 (${answers(n)})`,
    dissent: (parts: string[]) => `Согласны не все: ${listed(parts)}.`,
    fitted: (share: string) => `в принципе подходили — ${share}`,
    again: (share: string) => `взялись бы снова — ${share}`,
    notOurs: (share: string) => `причина была в основном с их стороны — ${share}`,
    misfit: (share: string, does: string) => `По мнению коллег, они ${does} (${share}).`,
    acquisition: (cost: number, lifetime: number) =>
      `Привлечение обходится дороже, чем клиент приносит за всё время: ${number(cost)} против ${number(lifetime)}.`,
    micro: (parent: string, parts: { does: string; here: string; others: string }[]) =>
      `Во всём остальном как ${parent}, но большинство из них ${listed(parts.map(({ does, here, others }) => `${does} (здесь ${here}, у остальных ${others})`))}.`,
  },

  /** Stands under a title that says it is put together from many customers. */
  biography: {
    shared: (shorts: string[]) => `${capital(shorts.join(', '))}.`,
    trouble: (short: string) => `Что обычно идёт не так: ${short}.`,
  },

  figures: {
    cost_time: 'лишние часы',
    cost_money: 'расходы сверх плана',
    cost_staff: 'нагрузка на команду, от 1 до 5',
    cost_reputation: 'урон репутации, от 1 до 5',
    hours_to_close: 'часы работы до договора',
    acquisition_cost: 'стоимость привлечения',
    cost_to_serve: 'стоимость обслуживания',
    revenue: 'выручка',
    lifetime_value: 'доход за всё время',
    support_tickets: 'обращения в поддержку',
    complaints: 'жалобы',
    returns: 'возвраты',
    discount_percent: 'скидка в процентах',
    sales_hours: 'часы продаж',
    support_hours: 'часы поддержки',
  } as Record<string, string>,

  redFlags: {
    trait: (short: string, share: string) => `${capital(short)} (${share}).`,
    visible: (share: string) => `По словам коллег, это было заметно ещё до продажи (${share}).`,
    listen: (trouble: string, short: string) =>
      signs[trouble] ?? `В первых разговорах обращайте внимание на это: ${short}.`,
  },

  cautions: {
    merged: 'Проверяющий объединил два вида в один; всё подсчитано заново по обоим.',
    split: 'Проверяющий разделил один вид на два; кроме этого, ничто не говорит, что это отдельный вид.',
    few: (cases: number) => `Пока ${count(cases, 'случай', 'случая', 'случаев')}: это только направление.`,
    tentative: 'Проблемных клиентов пока меньше 30: считайте это первым наброском.',
    whole: 'Здесь все проблемные клиенты вместе: отдельные типы среди них пока не различить.',
    unstable: 'Группа ещё неустойчива: несколько новых ответов могут её изменить.',
    noComparison:
      'С другими клиентами пока не сравнивалось: видно, как часто это бывает, но не «чаще, чем у других».',
    toldApart: (claims: number) =>
      `О проблемных и об остальных клиентах рассказывали почти сплошь разные коллеги (${count(claims, 'отличие', 'отличия', 'отличий')}): возможно, дело отчасти в том, как отвечает каждый из них.`,
    betweenTellers: (claims: number) =>
      `Там, где об обеих сторонах рассказывал один коллега или одна команда, от различия остаётся меньше половины (${count(claims, 'отличие', 'отличия', 'отличий')}): возможно, дело в том, кто рассказывал, а не в клиентах.`,
    knownUnevenly: (claims: number) =>
      `То, что сравнивается, с одной стороны известно о гораздо меньшем числе клиентов (${count(claims, 'отличие', 'отличия', 'отличий')}): они могут отличаться от остальных.`,
    described: 'Стоп-признаки описывают эту группу; сравнение по всем клиентам их пока не подтверждает.',
    noRule: 'Ничего из этого пока нельзя заметить до продажи, поэтому утвердить персону нельзя.',
    oneRole: (role: string) => `Здесь говорят только коллеги ${fromRole[role] ?? `с ролью «${role}»`}.`,
    staffView: 'Мнение сотрудников: записями о клиентах оно пока не подтверждено.',
    ratherOurs: (share: string) =>
      `Причина была в основном с нашей стороны (${share}): разберитесь с этим, прежде чем кому-то отказывать.`,
  },

  notDrafted: {
    anew: 'Пока составлялись черновики, ответы удалялись или менялись, поэтому всё посчитано заново, без них.',
    gaps: {
      'no problem cases': () => 'проблемных случаев пока нет',
      'list only': (cases: number, needed: number) =>
        `проблемных случаев пока ${cases}: это только направление, для персон нужно ${needed}`,
      'single traits only': (cases: number, needed: number) =>
        `проблемных случаев пока ${cases}: возможны только отдельные признаки и предварительные группы, для пар признаков нужно ${needed}`,
      'no comparison cases': () => 'сравнивать пока не с кем: видно только, как часто это бывает',
      'few comparison cases': (cases: number) =>
        `для сравнения есть только ${count(cases, 'случай', 'случая', 'случаев')}: различий видно мало`,
      'no kinds': () => 'отдельные типы проблемных клиентов пока не различить',
      'one voice': (claims: number) =>
        `${count(claims, 'отличие известно', 'отличия известны', 'отличий известно')} только из записей о клиентах или от одного коллеги: нужны двое коллег либо один коллега и запись`,
      disputed: (customers: number) =>
        `указаны и как проблемные, и как удачные, поэтому не учитываются: ${count(customers, 'клиент', 'клиента', 'клиентов')}`,
    },
    rejected: (name: string, when: string) =>
      `Персона «${name}» отклонена ${day(when)} и не вернётся, пока её основания не изменятся.`,
    retired: (name: string, when: string) =>
      `Персона «${name}» снята ${day(when)} и не вернётся, пока её основания не изменятся.`,
    vanished: (name: string) => `Черновик «${name}» отозван: его группа больше не находится.`,
    tooFew: {
      customers: {
        buyer: (known: number, needed: number) =>
          `Персона покупателя: есть ${known} из ${needed} нужных интервью, каждое — о другом идеальном клиенте.`,
        customer: (known: number, needed: number) =>
          `Персона клиента: есть ${known} из ${needed} нужных интервью, каждое — о том, что говорит другой клиент.`,
      },
      voices: {
        buyer: 'Персона покупателя: об идеальных клиентах рассказал только один коллега, нужен ещё один.',
        customer: 'Персона клиента: о словах клиентов рассказал только один коллега, нужен ещё один.',
      },
    },
    waiting: {
      'not found': (name: string) =>
        `Персона «${name}» не объединена и не разделена, как просил проверяющий: её клиенты больше не один вид.`,
      'too few': (name: string) =>
        `Персона «${name}» не разделена, как просил проверяющий: в каждой части нужно не меньше 5 клиентов и 2 коллег либо один коллега и запись о клиенте.`,
      'one already': (name: string) =>
        `Персону «${name}» объединять уже не нужно: по ответам это и так один вид.`,
    },
  },

  model: {
    off: 'Модель не подключена: текст составлен встроенными средствами.',
    switchedOff: 'На этот раз модель отключена: текст составлен встроенными средствами.',
    listened: (n: number) => `Она прочитала ${count(n, 'ответ', 'ответа', 'ответов')} в поисках тем.`,
    translated: (n: number) => `Переведено цитат: ${number(n)}.`,
    unheard: (n: number, why: string | null) =>
      `До следующего черновика не прочитано: ${count(n, 'ответ', 'ответа', 'ответов')}${why === null ? '' : ` — ${why}`}.`,
    failures: {
      unreadable: () => 'её ответ дважды пришёл не в том виде, о котором просили',
      spent: () => 'бюджет на этот месяц исчерпан',
      'no prices': () =>
        'бюджет задан, а цены нет: укажите MODEL_PRICE_IN_USD_PER_M и MODEL_PRICE_OUT_USD_PER_M',
      refused: () => 'она отказалась отвечать',
      truncated: () => 'её ответ оборвался',
      filtered: () => 'ответ остановил её фильтр содержимого',
      empty: () => 'она ничего не ответила',
      rate_limited: () => 'она перегружена (429)',
      timeout: () => 'она не ответила вовремя',
      unreachable: () => 'до неё не удалось достучаться',
      stopped: () => 'бота как раз останавливали',
      not_understood: () => 'сервер не принял запрос ни в одном виде',
      too_long: () => 'её ответ оказался слишком длинным',
      too_much: () => 'то, что ей дали, для неё слишком длинно',
      no_completion: () => 'её ответ не удалось прочитать',
      failed: (status: number | null) => `она ответила статусом HTTP ${status ?? 'без номера'}`,
    },
    nothing: 'Писать было нечего.',
    unchanged: 'С прошлых черновиков ничего не изменилось, поэтому писать ничего не пришлось.',
    worded: (n: number) =>
      `Модель сформулировала ${count(n, 'персону', 'персоны', 'персон')}; все числа и цитаты — наши.`,
    failed: (n: number, why: string) =>
      `Встроенными средствами составлено: ${count(n, 'персона', 'персоны', 'персон')}, потому что модель не справилась: ${why}. При следующем черновике она получит те же вопросы.`,
  },

  quote: {
    language: {
      en: 'по-английски',
      ru: 'по-русски',
      de: 'по-немецки',
      fr: 'по-французски',
      es: 'по-испански',
      it: 'по-итальянски',
      nl: 'по-нидерландски',
      pl: 'по-польски',
      pt: 'по-португальски',
      uk: 'по-украински',
      other: 'на другом языке',
    },
    translated: 'перевод модели, не свидетельство',
  },

  run: {
    overtaken: (times: number) =>
      `Черновики не составлены: ответы удалялись или менялись во время каждой из попыток (их было ${times}). Попробуйте снова через несколько минут.`,
    busy: (since: string) => `Черновики составляются с ${since}. Попробуйте снова, когда это закончится.`,
  },

  gate: {
    unknownEvidence: 'ссылается на основания, которых нет',
    noEvidence: 'нет оснований, но и предположением не названо',
    foreignEvidence: 'основания относятся к другим клиентам',
    number: (found: string) => `числа ${found} нет в основаниях`,
    assumedNumber: 'в предположении не может быть числа',
    insult: 'звучит оскорбительно',
    protectedTrait: 'исключает людей по защищённому признаку',
    onlyAdjectives: 'состоит из одних оценок',
    identity: 'называет настоящего клиента, коллегу или адрес',
    markup: 'содержит ссылку или упоминание',
    notBeforeSale: 'этого нельзя заметить до продажи',
    tooLong: 'слишком длинно',
    strays: 'говорит больше, чем следует из оснований',
    quantity: 'называет количество, которого нет в основаниях',
    aboutUs: 'обращается к проверяющим или к программе, а не описывает клиентов',
    disguised: 'в словах спрятаны знаки или смешаны алфавиты',
    lostNumber: 'число потеряно или добавлено',
  },
};
