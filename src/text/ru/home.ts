/*
 * Словарик, одни и те же слова во всех файлах:
 *   negative persona: негативная персона         micro persona: микроперсона
 *   disqualifier: стоп-признак                   red flag: тревожный сигнал
 *   case: случай                                 comparable case: случай для сравнения
 *   lead: лид                                    check a lead: проверить лид
 *   draft: черновик                              reviewer: проверяющий
 *   approve, reject, retire: утвердить, отклонить, снять
 *   evidence: основания                          summary: сводка
 * К человеку на «вы» со строчной буквы; о себе бот говорит без рода («не получилось», а не «я не смог»).
 */
import { dayIn } from '../day.ts';
import { countIn, formIn } from '../plural.ts';

const day = dayIn('ru');
const count = countIn('ru');
const form = formIn('ru');

/** Главная страница приложения. */
export const home = {
  title: 'На кого больше не тратить силы?',
  intro:
    'Вы знаете, какие клиенты обходятся дороже, чем приносят. Ответьте на несколько вопросов об одном из них, это около двух минут. Из ответов многих коллег складывается персона, и каждый сможет свериться с ней до следующей неудачной сделки.',
  start: 'Рассказать о клиенте',
  startComparison: 'Рассказать о хорошем клиенте',
  look: 'Посмотреть',
  history: 'Что вы рассказали',
  told: (customer: string, on: string) => `${customer} · ${day(on)}`,
  allOfIt: 'Всё целиком, и кто это видит',
  customers: 'Похожие клиенты',
  open: (customer: string | null, answered: number) =>
    `Вы посреди интервью${customer ? ` о клиенте *${customer}*` : ''}: ${answered === 0 ? 'ответов пока нет' : `уже есть ${count(answered, 'ответ', 'ответа', 'ответов')}`}.`,
  paused: (customer: string | null) => `Ваше интервью${customer ? ` о клиенте *${customer}*` : ''} на паузе.`,
  resume: 'Продолжить',
  yours: (finished: number) =>
    finished === 0
      ? 'Вы ещё не проходили интервью.'
      : `Вы прошли ${count(finished, 'интервью', 'интервью', 'интервью')}. \`/persona privacy\` покажет, что хранится.`,
  review: 'Для проверяющих',
  waiting: (drafts: number) =>
    drafts === 0
      ? 'Ни один черновик не ждёт решения.'
      : `${count(drafts, 'черновик', 'черновика', 'черновиков')} ${form(drafts, 'ждёт', 'ждут', 'ждут')} решения:`,
  draftNow: 'Составить персоны',
  showDraft: 'Рассмотреть',
  approved: 'Действующие персоны',
  noneApproved: 'Пока ни одной. Они появятся здесь, когда проверяющий утвердит первую.',
  check: 'Проверить лид',
  checkAbout: 'Прежде чем тратить на лид неделю: не похож ли он на тех, с кем нам не по пути?',
  show: 'Показать',
  more: (n: number) => `… и ещё ${n}. Все покажет \`/persona\`.`,
  language: 'На каком языке с вами говорить',
  languageOfSlack: 'Как в Slack',
  help: '`/persona СЛОВО` ищет персону · `/persona check` проверяет лид · `/persona help` показывает всё остальное',
};
