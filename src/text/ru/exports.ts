import { countIn } from '../plural.ts';

const count = countIn('ru');

/** Выгрузка утверждённой персоны из Slack. */
export const exports = {
  button: 'Выгрузить…',
  title: 'Выгрузка персоны',
  submit: 'Прислать файл',
  close: 'Закрыть',
  intro: (name: string, version: number) =>
    `*${name}*, версия ${version}. Файл придёт вам в личные сообщения, каждая выгрузка записывается. В списках для рекламных площадок только клиенты, у которых в записи стоит \`consent=yes\`.`,
  format: 'В каком виде?',
  formats: {
    html: 'Страница для печати',
    markdown: 'Markdown',
    json: 'JSON с номерами ответов',
    google: 'Список для Google Ads (CSV)',
    linkedin: 'Список компаний LinkedIn (CSV)',
    meta: 'Список клиентов Meta (CSV)',
    hubspot: 'Импорт в HubSpot (CSV)',
    'hubspot-list': 'Список HubSpot (JSON для API)',
  },
  comment: (name: string, version: number, format: string) =>
    `${name}, версия ${version}: ${format}. Для тех, кому можно видеть клиентов; удалите, когда файл больше не нужен.`,
  sent: (rows: number | null) =>
    rows === null
      ? 'Файл в ваших личных сообщениях со мной.'
      : `Файл в ваших личных сообщениях со мной, в нём ${count(rows, 'строка', 'строки', 'строк')}.`,
  noScope:
    'Slack не разрешает мне отправлять файлы: тому, кто устанавливал Mismatch, нужно добавить право files:write и установить приложение заново. Пока можно выгрузить из командной строки: `mismatch export`.',
  onlyReviewers:
    'Выгружать персоны могут только проверяющие: в файлах названы клиенты. Обратитесь к одному из них.',
};
