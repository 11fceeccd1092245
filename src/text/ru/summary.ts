import { dayIn } from '../day.ts';
import { dollars } from '../money.ts';
import { countIn, figureIn, formIn } from '../plural.ts';

const day = dayIn('ru');

type Count = { for: number; of: number };
const count = countIn('ru');
const form = formIn('ru');
const figure = figureIn('ru');

/** Недельная сводка и вопросы вокруг неё. */
export const summary = {
  title: (dates: string) => `Что мы узнали, ${dates}`,
  quietTitle: (dates: string) => `Неделя ${dates}`,
  soFar: 'Неделя ещё идёт; сводка будет опубликована, когда она закончится.',
  preview: 'Это видите только вы.',
  empty: (dates: string) => `За неделю ${dates} ничего нового: ни интервью, ни решений, ни проверок.`,

  changes: {
    new: 'новое',
    stronger: 'увереннее, чем раньше',
    weaker: 'слабее, чем раньше',
    counts: 'пересчитано',
  },
  counts: (problem: Count, comparison: Count | null, people: number) =>
    [
      `${figure(problem.for)} из ${count(problem.of, 'проблемного случая', 'проблемных случаев', 'проблемных случаев')}`,
      comparison
        ? `среди сравнимых ${figure(comparison.for)} из ${figure(comparison.of)}`
        : 'пока не сравнивалось',
      count(people, 'сотрудник', 'сотрудника', 'сотрудников'),
    ].join(', '),
  quoted: (words: string) => `«${words}»`,
  moreLearnt: (n: number) => `и ещё ${count(n, 'наблюдение', 'наблюдения', 'наблюдений')} поменьше`,

  waiting: 'Ждут решения',
  open: 'Открыть',
  waitingMore: (n: number) => `и ещё ${figure(n)}; все покажет \`/persona review\``,
  cases: (n: number) => count(n, 'случай', 'случая', 'случаев'),
  approved: (names: string) => `Утверждено за неделю: ${names}`,
  stale: 'Устарело или спорно',
  staleLine: (name: string, why: string) => `${name}: ${why}`,
  staleCauses: {
    old: (date: string | null) =>
      date === null ? 'полгода нет новых ответов' : `самый новый ответ в её основе от ${day(date)}`,
    mostly_old: () => 'большей части её основы больше года',
    contradicted: () => 'после утверждения под неё подошло больше хороших клиентов, чем проблемных',
    outcomes: () => 'с лидами, от которых она предостерегала, чаще выходило хорошо, чем плохо',
  },

  coverage: 'Кого мы ещё не слышали',
  role: (role: string, heard: number, of: number, weeks: number) =>
    `${role}: за ${count(weeks, 'неделю', 'недели', 'недель')} ${form(heard, 'ответил', 'ответили', 'ответили')} ${figure(heard)} из ${figure(of)}`,
  roles: { sales: 'Продажи', support: 'Поддержка', marketing: 'Маркетинг' },
  segments: (list: string) => `Почти нет проблемных случаев: ${list}`,
  segment: (text: string, cases: number) => `${text} (${cases})`,
  invite: 'Пригласить коллег',

  worth: 'Что это даёт',
  hours: (hours: string) => `сэкономлено часов: около ${hours}`,
  acquisitionCost: (amount: string) => `не потрачено на привлечение: ${amount}`,
  revenueAtRisk: (amount: string) => `упущенная выручка: ${amount}`,
  howReckoned: 'Как это подсчитано',
  reckoned: {
    title: (week: string) => `Как подсчитана неделя ${week}`,
    rule: 'Каждый похожий лид учтён один раз: если тот же человек проверил те же признаки снова в течение часа, это тот же лид. Учтён он по самой точной из персон, на которые он похож, с медианами случаев той её версии, что была тогда утверждена. Где ничего не известно, ничего не засчитано.',
    line: (name: string, version: number, leads: number, parts: string) =>
      `${name}, версия ${version}: ${count(leads, 'лид', 'лида', 'лидов')} × ${parts}`,
    hours: (hours: string) => `часов: ${hours}`,
    cost: (amount: string) => `на привлечение: ${amount}`,
    revenue: (amount: string) => `выручки: ${amount}`,
    unknown: 'ничего не известно',
    none: 'За эту неделю ни один лид не был похож на персону.',
  },

  fix: 'Наши проблемы, которые пора исправить',
  fixLine: (text: string, cases: number, of: number, added: number) =>
    `${text}: ${figure(cases)} из ${count(of, 'проблемного случая', 'проблемных случаев', 'проблемных случаев')}${added === 0 ? '' : ` (${added > 0 ? '+' : '−'}${figure(Math.abs(added))} за неделю)`}`,
  unnamedTrouble: 'другие проблемы',

  checks: (made: number, disqualified: number) =>
    `${form(made, 'Проверен', 'Проверены', 'Проверено')} ${count(made, 'лид', 'лида', 'лидов')}, ${
      disqualified === 0
        ? 'ни один не похож'
        : `${figure(disqualified)} ${form(disqualified, 'похож', 'похожи', 'похожи')}`
    } на негативную персону`,
  model: (calls: number, usd: number | null) =>
    `Модель: ${count(calls, 'обращение', 'обращения', 'обращений')}, ${usd === null ? 'стоимость неизвестна' : `$${dollars(usd)}`}.`,
  thanks: (interviews: number, people: number) =>
    `Спасибо: ${count(interviews, 'интервью', 'интервью', 'интервью')} от ${count(people, 'человека', 'человек', 'человек')}.`,
  thanksTo: (names: string) => `Среди них ${names}.`,
  late: (n: number, weeks: string) => `Из них с опозданием: ${figure(n)}, за неделю ${weeks}.`,
  more: (n: number) => `и ещё ${figure(n)}`,

  sources: {
    button: 'Откуда эти числа',
    title: 'Что стоит за числами',
    intro: (week: string) =>
      `Каждое число недели ${week} и запрос, который его даёт. Длинные запросы выводит \`mismatch summary --week ${week} --json\`.`,
    cut: 'Ответы того времени с тех пор удалены: их срок хранения ограничен. Запросы считают то, что осталось, и могут дать меньше.',
    cases: (names: string) => `Клиенты: ${names}`,
    notYours: 'Случаи, стоящие за числами, видят только проверяющие и администраторы.',
    gone: 'Такой сводки больше нет.',
    figures: {
      complete: 'Интервью пройдены',
      partial: 'Интервью прерваны',
      people: 'Кто отвечал, человек',
      late: 'Интервью с опозданием',
      learnt: 'Новые или изменившиеся наблюдения',
      learntFor: (text: string) => `${text}: проблемные случаи, где это так`,
      learntOf: (text: string) => `${text}: проблемные случаи, где это известно`,
      comparableFor: (text: string) => `${text}: сравнимые случаи, где это так`,
      comparableOf: (text: string) => `${text}: сравнимые случаи, где это известно`,
      reporters: (text: string) => `${text}: сколько сотрудников рассказали об этих случаях`,
      waiting: 'Черновики, ждущие решения',
      waitingCases: (name: string) => `Случаи, стоящие за «${name}»`,
      approved: 'Утверждённые персоны',
      made: 'Проверенные лиды',
      disqualified: 'Отсеянные лиды',
      hours: 'Сэкономленные часы',
      acquisitionCost: 'Не потрачено на привлечение',
      revenueAtRisk: 'Упущенная выручка',
      fix: (text: string) => `Наши проблемы: ${text}`,
      fixAdded: (text: string) => `Наши проблемы, на сколько больше, чем неделю назад: ${text}`,
      fixOf: 'Проблемные клиенты, о которых известно, чья была вина',
      leads: (name: string) => `Лиды, похожие на «${name}»`,
      each: (name: string, amount: string) => `Один лид, похожий на «${name}»: ${amount}`,
      heard: (role: string) => `Ответили: ${role}`,
      askable: (role: string) => `Кого можно спросить: ${role}`,
      segment: (text: string) => `Проблемные случаи: ${text}`,
      calls: 'Обращения к модели',
    },
  },

  unknown: {
    maybe: (week: string) =>
      `Публикация сводки за неделю ${week} прервалась, и непонятно, дошла ли она до канала. Загляните туда, чтобы никто не прочитал её дважды.`,
    refused: (week: string, reason: string) =>
      `Slack не принял сводку за неделю ${week} (${reason}). Выберите в настройках канал, в котором есть бот, затем опубликуйте её снова.`,
    reasons: {
      is_archived: (week: string) =>
        `Сводка за неделю ${week} не опубликована: её канал в архиве. Верните его или выберите в настройках другой, затем опубликуйте её снова.`,
      channel_not_found: (week: string) =>
        `Сводка за неделю ${week} не опубликована: такого канала нет или бота нет в нём. Пригласите бота или выберите в настройках другой канал, затем опубликуйте её снова.`,
      not_in_channel: (week: string) =>
        `Сводка за неделю ${week} не опубликована: бота нет в её канале. Пригласите его туда, затем опубликуйте её снова.`,
    },
    again: 'Опубликовать снова',
    there: 'Она там',
    willPost: (week: string) => `Сводка за неделю ${week} появится в течение минуты.`,
    noted: (week: string) => `Хорошо: сводка за неделю ${week} считается опубликованной.`,
    settled: 'Этот вопрос уже решён.',
    notYours: 'Это решают только администраторы.',
  },
  noSuchCommand: 'Напишите `/persona summary preview`, чтобы увидеть сводку такой, какой её опубликуют.',
};
