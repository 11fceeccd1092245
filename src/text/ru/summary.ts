import { dayIn } from '../day.ts';
import { countIn, formIn } from '../plural.ts';

const day = dayIn('ru');

type Count = { for: number; of: number };
const count = countIn('ru');
const form = formIn('ru');

/** Недельная сводка и вопросы вокруг неё. */
export const summary = {
  title: (dates: string) => `Что мы узнали, ${dates}`,
  soFar: 'Неделя ещё идёт; сводка будет опубликована, когда она закончится.',
  preview: 'Это видите только вы.',
  empty: (dates: string) => `За неделю ${dates} ничего нового: ни интервью, ни решений, ни проверок.`,

  learnt: 'Что узнали за неделю',
  changes: {
    new: 'новое',
    stronger: 'увереннее, чем раньше',
    weaker: 'слабее, чем раньше',
    counts: 'пересчитано',
  },
  counts: (problem: Count, comparison: Count | null, people: number) =>
    [
      `проблемные случаи: ${problem.for} из ${problem.of}`,
      comparison
        ? `случаи для сравнения: ${comparison.for} из ${comparison.of}`
        : 'о случаях для сравнения ещё не спрашивали',
      count(people, 'сотрудник', 'сотрудника', 'сотрудников'),
    ].join(', '),
  moreLearnt: (n: number) => `и ещё ${count(n, 'наблюдение', 'наблюдения', 'наблюдений')} поменьше`,

  waiting: 'Ждут решения',
  waitingHow: 'Проверяющим: список покажет `/persona review`.',
  cases: (n: number) => count(n, 'случай', 'случая', 'случаев'),
  approved: 'Утверждено',
  stale: 'Пора обновить',
  staleLine: (name: string, date: string) => `${name}: самый новый ответ в её основе от ${day(date)}`,

  worth: 'Что это даёт',
  hours: (hours: string) => `сэкономлено часов: около ${hours}`,
  acquisitionCost: (amount: string) => `не потрачено на привлечение: ${amount}`,
  revenueAtRisk: (amount: string) => `упущенная выручка: ${amount}`,
  reckoning: (leads: number) =>
    `Подсчитано по ${count(leads, 'отсеянному лиду', 'отсеянным лидам', 'отсеянным лидам')} и медиане случаев, на которых основана каждая персона.`,

  fix: 'Наши проблемы, которые пора исправить',
  fixLine: (text: string, cases: number, of: number, added: number) =>
    `${text}: ${cases} из ${count(of, 'проблемного случая', 'проблемных случаев', 'проблемных случаев')}${added > 0 ? `, из них новых: ${added}` : ''}`,
  unnamedTrouble: 'другие проблемы',

  checks: (made: number, disqualified: number) =>
    `${form(made, 'Проверен', 'Проверены', 'Проверено')} ${count(made, 'лид', 'лида', 'лидов')}, ${
      disqualified === 0
        ? 'ни один не похож'
        : `${disqualified} ${form(disqualified, 'похож', 'похожи', 'похожи')}`
    } на негативную персону`,
  checksTitle: 'Проверка лидов',
  thanks: (interviews: number, people: number) =>
    `Спасибо: ${count(interviews, 'интервью', 'интервью', 'интервью')} от ${count(people, 'человека', 'человек', 'человек')}.`,
  late: (n: number, weeks: string) => `Из них с опозданием: ${n}, за неделю ${weeks}.`,
  more: (n: number) => `и ещё ${n}`,

  unknown: {
    maybe: (week: string) =>
      `Публикация сводки за неделю ${week} прервалась, и непонятно, дошла ли она до канала. Загляните туда, чтобы никто не прочитал её дважды.`,
    refused: (week: string, reason: string) =>
      `Slack не принял сводку за неделю ${week} (${reason}). Пригласите бота в канал сводок или укажите другой канал, затем опубликуйте её снова.`,
    again: 'Опубликовать снова',
    there: 'Она там',
    willPost: (week: string) => `Сводка за неделю ${week} появится в течение минуты.`,
    noted: (week: string) => `Хорошо: сводка за неделю ${week} считается опубликованной.`,
    settled: 'Этот вопрос уже решён.',
    notYours: 'Это решают только администраторы.',
  },
  noSuchCommand: 'Напишите `/persona summary preview`, чтобы увидеть сводку такой, какой её опубликуют.',
};
