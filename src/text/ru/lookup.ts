import { dayIn } from '../day.ts';
import { dollars } from '../money.ts';
import { countIn, formIn } from '../plural.ts';

const day = dayIn('ru');

type Count = { for: number; of: number };

const count = countIn('ru');
const form = formIn('ru');
const people = (n: number) => count(n, 'человека', 'человек', 'человек');

const kinds = {
  negative: 'Негативная персона',
  micro: 'Микроперсона',
  challenging: 'Трудный клиент, но стоит усилий',
  fix: 'Наша собственная проблема',
  undetermined: 'Пока не решено',
  buyer: 'Персона покупателя',
  customer: 'Персона клиента',
};

/** `/persona СЛОВО`, справка, состояние дел и личные данные. */
export const lookup = {
  kinds,
  show: 'Показать',
  all: (n: number) =>
    `${count(n, 'утверждённая персона', 'утверждённые персоны', 'утверждённых персон')}. Сначала негативные.`,
  several: (n: number, query: string) =>
    `По запросу «${query}» ${form(n, 'нашлась', 'нашлись', 'нашлось')} ${count(n, 'утверждённая персона', 'утверждённые персоны', 'утверждённых персон')}.`,
  more: (n: number) => `И ещё ${n}. Чтобы сузить поиск, добавьте слово, например отрасль.`,
  none: 'Сейчас нет ни одной утверждённой персоны. Сначала черновики утверждают проверяющие; `/persona interview` пополняет ответы, из которых их составляют.',
  nothing: (query: string) => `По запросу «${query}» утверждённых персон нет.`,
  meant: (command: string) => `Может быть, \`/persona ${command}\`?`,
  nearest: 'Вот самые похожие названия. Что ещё можно сделать, покажет `/persona` без слов.',
  cut: (kept: number) =>
    `Текст длинный: поиск шёл по его началу, ${count(kept, 'символ', 'символа', 'символов')}.`,
  gone: 'Эта персона больше не утверждена, поэтому показать её нельзя. Действующие покажет `/persona find негативная`.',
  findWhat:
    'Что найти? Например, `/persona find review` или `/persona негативная`, чтобы увидеть все негативные персоны.',

  picture: 'Картинкой',
  moreAbout: 'Подробнее',
  compareWith: 'Сравнить с…',
  compareWhat:
    'Назовите две утверждённые персоны, например: `/persona compare студент и охотник за скидками`. Сравнить можно и через меню на карточке.',
  compared: (a: string, b: string) => `${a} и ${b}`,
  shared: (rule: string) => `Общее: ${rule}`,
  rule: 'Как узнать',
  usually: 'Чаще всего',
  nothingHere: 'Ничего своего',
  who: {
    button: 'Кто рассказал?',
    title: (name: string) => `Кто рассказал о персоне ${name}`,
    counts: (cases: number, staff: number) =>
      `${count(cases, 'клиент', 'клиента', 'клиентов')}; рассказали ${count(staff, 'коллега', 'коллеги', 'коллег')}.`,
    roles: (roles: string) => `Где они работают: ${roles}.`,
    rolesKept: 'Рассказали меньше трёх человек, поэтому их роли видят только проверяющие.',
    you: 'Вы среди них.',
    names: 'Имена не показываются никому: так было обещано, когда собирали ответы.',
    byHand: 'Её написал человек; интервью за ней нет.',
  },

  doNotChase: 'Не тратьте силы, если',
  doNotChaseAll: 'Не тратьте силы, если верно всё это',
  nothingToSee: 'Признаков, заметных до продажи, пока не известно.',
  differs: 'Чем они отличаются',
  serve: 'С ними трудно, но они того стоят. Как с ними работать',
  ours: 'Эта проблема в основном наша: отказывать из-за неё никому не нужно.',
  why: 'Почему',
  counts: (problem: Count, comparison: Count | null, staff: number | null) =>
    [
      `проблемные случаи: ${problem.for} из ${problem.of}`,
      comparison ? `случаи для сравнения: ${comparison.for} из ${comparison.of}` : 'пока не сравнивалось',
      staff === null ? null : count(staff, 'сотрудник', 'сотрудника', 'сотрудников'),
    ]
      .filter((part) => part !== null)
      .join(', '),
  quotes: 'Дословно',
  quoted: (words: string) => `«${words}»`,
  dissent: 'Есть и другое мнение',
  whatToDo: 'Что делать',
  teams: { marketing: 'Маркетинг', sales: 'Продажи', support: 'Поддержка' },
  avoidContent: 'Чего не публиковать',
  assumption: 'предположение',
  parent: (name: string) => `Разновидность персоны ${name}`,
  micros: (names: string) => `Микроперсоны: ${names}`,
  asOf: (date: string) => `подсчитано на ${day(date)}`,
  /** Из тех клиентов, что были посчитаны тогда. */
  today: (n: number) => `сегодня из них ${n}`,
  approved: (version: number, date: string) => `Версия ${version}, утверждена ${day(date)}`,
  version: (version: number, date: string) => `Версия ${version}, данные на ${day(date)}`,
  cases: (n: number, of: number, staff: number) =>
    `${n} из ${count(of, 'случая', 'случаев', 'случаев')}, от ${people(staff)}`,
  byHand: 'Написана человеком, случаев за ней нет',
  few: 'случаев мало, это только направление',
  strengths: {
    supported: 'подтверждено',
    tentative: 'предварительно',
    hypothesis: 'гипотеза, о которой стоит спросить',
  },

  page: {
    notice:
      'Для внутреннего пользования. Подсчёты и цитаты без имён; остальное в Mismatch видят те, кому доступны случаи.',
    poorFits: 'Это не плохие люди, они просто нам не подходят.',
    biography: 'Собирательный портрет, а не реальный клиент',
    story: 'Коротко о них',
    portrait: 'Кто это',
    inherited: (parent: string) => `Так же, как у персоны ${parent}`,
    redFlags: 'Тревожные сигналы',
    economics: 'Во сколько обходятся и сколько приносят',
    cautions: 'Читать с оговорками',
    ruleWithheld:
      'Правила в этом файле нет: часть его, например место, не должна покидать компанию, а остальное отсеяло бы больше обращений. `mismatch check` знает его целиком.',
    erased: (date: string) =>
      `Часть ответов, на которых это основано, удалена ${day(date)}: подсчёты сделаны по оставшимся, а во фразах могли остаться прежние числа.`,
    figure: (name: string, median: number, n: number) =>
      `${name}: медиана ${median.toLocaleString('ru')}, известно для ${count(n, 'случая', 'случаев', 'случаев')}`,
  },

  help: {
    title: 'Что можно написать',
    lines: [
      '`/persona студент` ищет персону по названию, признаку или виду: `негативная`, `микроперсона`',
      '`/persona find review` ищет слово, которое совпадает с командой',
      '`/persona check розница, 8 человек` сравнивает лид с утверждёнными негативными персонами; `/persona check` открывает форму',
      '`/persona compare студент и охотник за скидками` показывает две персоны рядом',
      '`/persona outcomes` перечисляет проверенные вами лиды, чтобы вы отметили, чем всё закончилось',
      '`/persona interview` задаёт вопросы о клиенте, это около двух минут',
      '`/persona status` показывает, как идут дела',
      '`/persona privacy` показывает, что хранится о вас и как это удалить',
    ],
    reviewers: [
      '`/persona invite` планирует, кого и когда пригласить к интервью',
      '`/persona draft` составляет персоны из всех ответов',
      '`/persona review` показывает черновики, которые ждут решения',
      '`/persona themes` показывает, что модель нашла в свободных ответах: вы решаете, что учитывать',
      '`/persona customers` объединяет клиентов, записанных в двух написаниях, и разделяет их снова',
      '`/persona summary preview` показывает недельную сводку вам одному',
    ],
    reviewersTitle: 'Для проверяющих',
    admins: ['`/persona settings` — кто проверяет, куда приходят сообщения и что обещано'],
    adminsTitle: 'Для администраторов',
  },

  status: {
    title: 'Как идут дела',
    line: (problem: number, comparison: number, staff: number) =>
      `${count(problem, 'проблемный случай', 'проблемных случая', 'проблемных случаев')} и ${count(comparison, 'случай для сравнения', 'случая для сравнения', 'случаев для сравнения')} от ${people(staff)}`,
    drafts: (waiting: number, approved: number) =>
      `${count(waiting, 'черновик ждёт', 'черновика ждут', 'черновиков ждут')} решения, ${count(approved, 'персона утверждена', 'персоны утверждены', 'персон утверждено')}`,
    lastDraft: (date: string) => `Последний раз черновики составлялись ${day(date)}`,
    drafting: 'Прямо сейчас составляются черновики',
    draftFailed: (date: string) =>
      `Последняя попытка составить черновики (${day(date)}) не удалась; причина — в журнале у того, кто обслуживает Mismatch`,
    neverDrafted: 'Черновиков ещё не было: проверяющий может написать `/persona draft`',
    modelTitle: 'Во что обошлась модель',
    prompts: { persona: 'персоны', themes: 'темы', probe: 'уточнения', translate: 'переводы' } as Record<
      string,
      string
    >,
    model: (month: string, calls: number, usd: number | null, parts: string) =>
      `${month}: ${usd === null ? 'стоимость неизвестна, ' : `$${dollars(usd)} за `}${count(calls, 'обращение', 'обращения', 'обращений')} (${parts})`,
    modelPart: (name: string, calls: number, usd: number | null) =>
      `${name} ${usd === null ? calls : `$${dollars(usd)}`}`,
    budget: (spent: number, usd: number) =>
      `$${dollars(spent)} из $${dollars(usd)} за этот месяц; обращения сверх этого не будет, дальше пишут встроенные средства`,
    spent: (usd: number, until: string) =>
      `Бюджет этого месяца ($${dollars(usd)}) исчерпан: до ${day(until)} пишут встроенные средства`,
    noPrices:
      'Бюджет задан, а цены нет, поэтому обращений к модели не будет: задайте MODEL_PRICE_IN_USD_PER_M и MODEL_PRICE_OUT_USD_PER_M',
    leftOutTitle: 'Что убрала проверка',
    leftOutLines: (n: number) =>
      `${count(n, 'строка', 'строки', 'строк')} в черновиках: почему, сказано в основаниях черновика`,
    leftOutFindings: (n: number) =>
      `${count(n, 'находка', 'находки', 'находок')} в свободных ответах: почему, скажет \`/persona themes\``,
  },
};
