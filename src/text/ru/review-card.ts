import { countIn } from '../plural.ts';

const count = countIn('ru');

/** Черновик, каким его видят рецензенты. */
export const card = {
  fallback: (name: string, kind: string) => `Черновик на рассмотрение: ${name} (${kind})`,
  heading: (name: string, version: number) => `${name} · черновик ${version}`,
  headingDecided: (name: string, version: number) => `${name} · версия ${version}`,
  portrait: '*Кто это*',
  summary: (kind: string, subtitle: string) => `*${kind}*\n${subtitle}`,
  verdict: (reason: string) => `*Почему:* ${reason}`,
  disqualifiers: '*Не наш клиент, если верно всё это*',
  noDisqualifiers: '_Здесь нет ничего, из-за чего стоит отказывать._',
  tentative: ' _(описывает только эту группу)_',
  against: (problem: string, comparison: string, not: number) =>
    `проблемные клиенты: ${problem}, клиенты для сравнения: ${comparison}; без этого признака: ${not}`,
  alone: (problem: string, not: number) =>
    `проблемные клиенты: ${problem}; без этого признака: ${not}; пока не сравнивалось`,
  here: (share: string) => `среди этих клиентов: ${share}`,
  claims: '*Что говорят ответы*',
  story: '*Коротко*',
  quotes: '*Дословно*',
  quoted: (words: string) => `«${words}»`,
  quotesKept: (n: number) =>
    `${count(n, 'цитата доступна', 'цитаты доступны', 'цитат доступно')} только проверяющим: они в разделе «Основания».`,
  dissenting: '(не согласны)',
  actions: '*Что делать*',
  teams: { marketing: 'Маркетинг', sales: 'Продажи', support: 'Поддержка' },
  assumption: ' _(предположение)_',
  context: (cases: string, reporters: number, strength: string) =>
    `проблемные клиенты: ${cases} · ${count(reporters, 'коллега', 'коллеги', 'коллег')} · ${strength}`,
  contextWanted: {
    buyer: (cases: string, reporters: number, strength: string) =>
      `идеальные клиенты: ${cases} · ${count(reporters, 'коллега', 'коллеги', 'коллег')} · ${strength}`,
    customer: (cases: string, reporters: number, strength: string) =>
      `клиенты, о чьих словах рассказали: ${cases} · ${count(reporters, 'коллега', 'коллеги', 'коллег')} · ${strength}`,
  },
  dropped: (n: number) =>
    `Проверка текста убрала ${count(n, 'строку', 'строки', 'строк')}; подробности в разделе «Основания».`,
  parent: (parent: string) => `Разновидность персоны ${parent}`,
  more: 'Остальное в разделе «Основания».',
};
