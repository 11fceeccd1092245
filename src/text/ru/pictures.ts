import { countIn } from '../plural.ts';

const count = countIn('ru');
type Count = { for: number; of: number };

/** Что написано на картинках и что о них говорится. */
export const pictures = {
  of: (n: number, of: number) => `${n} из ${of}`,
  cases: (n: number) => count(n, 'случай', 'случая', 'случаев'),
  more: (n: number) => `и ещё ${n}`,
  drivers: {
    title: 'Чем отличаются проблемные случаи',
    problem: 'проблемные',
    comparison: 'для сравнения',
    nothingToCompare: 'пока не сравнивалось',
    none: 'ни один',
    half: 'половина',
    all: 'все',
    line: (label: string, problem: Count, comparison: Count | null) =>
      `${label}: ${problem.for} из ${problem.of} проблемных случаев${comparison ? `, ${comparison.for} из ${comparison.of} случаев для сравнения` : ''}`,
  },
  weeks: 'Интервью по неделям',
  verdicts: 'Решения о наших персонах',
  map: {
    title: 'Наши персоны',
    line: (name: string, cases: number, micros: string) =>
      `${name} (${count(cases, 'случай', 'случая', 'случаев')})${micros === '' ? '' : `, внутри неё ${micros}`}`,
    micro: (name: string, cases: number) => `${name} (${cases})`,
  },
  verdictNames: {
    avoid: 'избегать',
    fix: 'исправить у себя',
    keep: 'оставить',
    undetermined: 'не решено',
  },
  card: (name: string) => `Карточка: ${name}`,
  sent: 'Картинка в личных сообщениях с ботом.',
  noScope:
    'Здесь нельзя отправлять файлы: администратору нужно добавить право files:write и установить приложение заново.',
  thread: (week: string) => `Неделя ${week} в картинках:`,
};
