import { dayIn } from '../day.ts';
import { countIn } from '../plural.ts';

const count = countIn('ru');
const day = dayIn('ru');
const figure = (n: number) => n.toLocaleString('ru', { maximumSignificantDigits: 2 });

/** The answers themselves, for reviewers. */
export const answers = {
  read: 'Читать ответы',
  title: 'Ответы',
  interview: 'Одно интервью',
  close: 'Закрыть',
  whole: 'Всё интервью',
  nobody: 'Клиент не назван',
  sides: { for: 'за', against: 'против' },
  day,
  none: 'Ни один из ответов, на которых это держится, здесь читать нельзя.',
  noMore: 'Больше нет.',
  kept: 'Часть ответов не показана: тем, кто их дал, обещано, что их только посчитают и приведут в коротких цитатах. Что обещать впредь, решает администратор: `/persona settings`.',
  keptHere: (n: number) =>
    `Не показано: ${count(n, 'ответ', 'ответа', 'ответов')}. Обещано, что их только посчитают и приведут в коротких цитатах.`,
  gone: 'Этого интервью больше нет, или читать его здесь нельзя.',
  earlier: 'Назад',
  further: 'Дальше',
};

export const evidence = {
  probable: {
    flag: (name: string) => `«${name}» похоже на чьё-то имя. В цитатах имён быть не должно.`,
    hide: 'Скрыть',
    clear: 'Это не имя',
    hidden: (name: string) => `«${name}» теперь скрыто во всех цитатах.`,
    cleared: (name: string) => `«${name}» — не имя: больше об этом не спрашиваю.`,
    warning: (names: string) =>
      `В цитатах есть слова, похожие на имена: ${names}. Скрыть или оставить их можно в разделе «Основания».`,
  },
  title: 'Основания',
  close: 'Закрыть',
  only: 'Клиенты, на которых основано утверждение, видны только проверяющим.',
  gone: 'Этой версии больше нет.',
  intro: (name: string, version: number) =>
    `*${name}*, версия ${version}. Подсчёты на момент составления черновика.`,
  for: (n: number, names: string) => `*За (${n}):* ${names}`,
  against: (n: number, names: string) => `*Против (${n}):* ${names}`,
  comparisonFor: (n: number, names: string) => `*Для сравнения, за (${n}):* ${names}`,
  comparisonAgainst: (n: number, names: string) => `*Для сравнения, против (${n}):* ${names}`,
  nobody: 'никого',
  cut: 'Здесь всё не помещается: целиком покажет `mismatch show`.',
  more: (n: number) => `и ещё ${n}`,
  described: '*Что описано в этой группе*',
  figures: '*Цифры*',
  figure: (name: string, median: string, n: number, source: string) =>
    `• ${name}: ${median}, медиана по ${n} (${source})`,
  sources: { record: 'записи о клиентах', staff: 'слова коллег', both: 'записи и слова коллег' },
  dropped: '*Убрано проверкой текста*',
  droppedFindings: '*Убрано из того, что модель нашла в ответах о них*',
  statistics: (ratio: string | null, q: string | null, reporters: number) =>
    [
      ratio === null ? null : `чаще в ${count(Number(ratio), 'раз', 'раза', 'раз')}`,
      q === null ? null : `q = ${figure(Number(q))}`,
      count(reporters, 'коллега', 'коллеги', 'коллег'),
    ]
      .filter((part) => part !== null)
      .join(' · '),
};

/** Что сделало бы правило с уже известными клиентами. */
export const collateral = {
  counting: 'Идёт подсчёт, кого она отсеяла бы …',
  uncounted: 'Кого она отсеяла бы, сейчас подсчитать не удалось; это будет подсчитано при утверждении.',
  title: '*Если бы это правило уже действовало*',
  problem: (reached: string) => `Отсеянные проблемные клиенты: ${reached}`,
  good: (reached: string) => `Отсеянные вместе с ними хорошие клиенты: ${reached}`,
  unjudged: (reached: string) => `Клиенты без оценки: ${reached}`,
  counts: (excluded: number, told: number) => `${excluded} из ${told}`,
  shares: (excluded: number, told: number, share: string, low: string, high: string) =>
    `${excluded} из ${told} (${share} %, с уверенностью 95 % от ${low} до ${high} %)`,
  untold: (n: number) => `ещё о ${n} известно слишком мало`,
  nobody: 'ни одного нет в базе, поэтому сказать нельзя',
  allUntold: (n: number) => `ни об одном из ${n} не известно достаточно`,
  acquisition: (amount: string, from: string) => `Сбережённая стоимость привлечения: ${amount} (${from})`,
  hours: (amount: string, from: string) => `Сбережённые часы: ${amount} (${from})`,
  problemRevenue: (amount: string, from: string) => `Выручка от проблемных клиентов: ${amount} (${from})`,
  goodRevenue: (amount: string, from: string) =>
    `Потерянная выручка от хороших клиентов: ${amount} (${from})`,
  from: (known: number, of: number) =>
    known === of ? `известно обо всех ${of}` : `известно о ${known} из ${of}`,
  estimate: (total: string, low: string, high: string) => `около ${total}, от ${low} до ${high}`,
  named: (names: string, more: number) =>
    `Хорошие клиенты среди них: ${names}${more > 0 ? ` и ещё ${more}` : ''}`,
  tooMuch:
    ':warning: Это больше хороших клиентов, чем разрешено настройками. Утвердить всё же можно: на втором шаге нужно объяснить почему.',
  confirmTitle: 'Всё же утвердить?',
  confirm: 'Всё же утвердить',
  why: 'Почему оно того стоит?',
  whyHint: 'Объяснение сохраняется вместе с решением.',
};
