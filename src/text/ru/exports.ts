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
  /** Что нужно знать тому, кто загружает список. */
  warnings: {
    withoutRecord: (n: number, of: number) =>
      `У ${n} из ${count(of, 'клиента', 'клиентов', 'клиентов')} нет загруженной записи.`,
    withoutConsent: (n: number) =>
      `${count(n, 'клиент не вошёл', 'клиента не вошли', 'клиентов не вошли')} в файл: в записи нет \`consent=yes\`.`,
    unmatched: (n: number, cannot: string) =>
      `${count(n, 'клиент не вошёл', 'клиента не вошли', 'клиентов не вошли')} в файл: ${cannot}.`,
    few: (rows: number, minimum: string) =>
      `${count(rows, 'строка', 'строки', 'строк')}: скорее всего, этого мало. ${minimum}.`,
    domainsOnly: 'Правило нельзя выразить свойствами самого HubSpot: в списке только известные домены.',
    cannot: {
      google: 'в записи нет ни почты, ни телефона с кодом страны, ни полного адреса',
      linkedin: 'в записи нет названия компании',
      meta: 'в записи нет ни почты, ни телефона с кодом страны',
      hubspot: 'в записи нет домена, по которому HubSpot узнаёт компанию',
    },
    minimum: {
      google: 'Раньше Google находил совпадения только для списков от 1000 строк',
      linkedin: 'LinkedIn принимает списки от 300 строк',
      meta: 'Meta не советует списки меньше 100 человек',
      hubspot: '',
    },
  },
  noScope:
    'Slack не разрешает мне отправлять файлы: тому, кто устанавливал Mismatch, нужно добавить право files:write и установить приложение заново. Пока можно выгрузить из командной строки: `mismatch export`.',
  onlyReviewers:
    'Выгружать персоны могут только проверяющие: в файлах названы клиенты. Обратитесь к одному из них.',
};
