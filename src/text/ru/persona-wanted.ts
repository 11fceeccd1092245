import type { wanted as english } from '../en/persona-wanted.ts';
import { capital } from '../sentence.ts';
import { manner } from './persona-manner.ts';

/** О клиентах, которые нам нужны: каких хотелось бы больше и как нас видят те, кто уже с нами. */

type Counted = { does: string; count: string };
const listed = (parts: string[]) => new Intl.ListFormat('ru', { type: 'conjunction' }).format(parts);
const all = (parts: Counted[]) => listed(parts.map(({ does, count }) => `${does} (${count})`));

const who = (short: string) => short.replace(/^контактное лицо: /, '');
const way = (short: string) => short.replace(/^источник: /, '');

const habits: Record<string, string> = {
  small_first: 'Предложите небольшой первый шаг и договоритесь, что будет после него.',
  all_at_once: 'Приходите на первую встречу сразу с полным предложением.',
  yearly_budget: 'Узнайте, когда они планируют бюджет, и напомните о себе заранее.',
  on_need: 'Оставайтесь на связи и не торопите: они покупают, когда это нужно.',
};

const decisions: Record<string, string> = {
  alone_fast: 'Подготовьте к первому звонку всё, что нужно для решения.',
  numbers: 'Приходите с цифрами и говорите, откуда они.',
  committee: 'Подготовьте одну страницу, которую можно передать коллегам.',
  delegates: 'Заранее узнайте, кто готовит решение, и помогите этому человеку.',
  from_above: 'Спросите, кто решает выше вашего контакта, и подготовьте для него одну страницу.',
};

const channels: Record<string, string> = {
  email: 'Пишите на почту: так им удобнее.',
  phone: 'Звоните: так им удобнее.',
  video_call: 'Предложите короткий видеозвонок: так им удобнее.',
  chat: 'Отвечайте в чате: так им удобнее.',
  in_person: 'Время от времени приезжайте: им удобнее говорить лично.',
};

const comfort: Record<string, string> = {
  automates: 'Сразу давайте техническую документацию: они автоматизируют всё, что можно.',
  at_ease: 'Показывайте новое пораньше: они любят пробовать.',
  hesitant: 'Пройдите первые шаги вместе с ними.',
  avoids: 'Присылайте инструкции, которые можно распечатать.',
};

export const wanted: typeof english = {
  story: {
    more: (parts: { does: string; count: string; others: string }[]) =>
      `Чаще, чем проблемные клиенты, они ${listed(parts.map(({ does, count, others }) => `${does} (${count} против ${others})`))}.`,
    need: (part: Counted) => `Зачем приходят: ${part.does} (${part.count}).`,
    objections: (parts: Counted[]) => `До решения они ${all(parts)}.`,
    buying: (parts: Counted[]) => `Когда доходит до покупки, они ${all(parts)}.`,
    hearing: (parts: Counted[]) => `Где они узнают о новом: ${all(parts)}.`,
    manner: (parts: Counted[]) => `В общении с нами они ${all(parts)}.`,
    issues: (part: Counted) => `${capital(part.does)} ${part.count}.`,
  },

  actions: {
    source: (short: string) => `Развивайте то, что приводит таких клиентов: ${way(short)}.`,
    hearing: (shorts: string[]) => `Будьте там, где они узнают о новом: ${listed(shorts)}.`,
    need: (short: string) => `Начинайте с того, за чем они приходят: ${short}.`,
    objection: (short: string) => `Подготовьте ответ заранее, до возражения: ${short}.`,
    contact: (short: string) => `Сначала найдите нужного человека: ${who(short)}.`,
    habit: (value: string): string | null => habits[value] ?? null,
    decision: (value: string): string | null => decisions[value] ?? null,
    channel: (value: string): string | null => channels[value] ?? null,
    comfort: (value: string): string | null => comfort[value] ?? null,
    micro: manner,
    issues: {
      yes: 'Спрашивайте, как идут дела, не дожидаясь следующего обращения.',
      no: 'Всё равно пишите время от времени: если вопросов нет, это ещё не значит, что всё хорошо.',
    },
    marketing: {
      buyer: 'Покажите на сайте таких клиентов, их собственными словами.',
      customer: 'Спросите довольных клиентов, можно ли на них сослаться.',
    },
    sales: {
      buyer: 'Тем, кто на них похож, звоните в первую очередь.',
      customer: 'Прежде чем предлагать новое, прочитайте, чего им не хватает.',
    },
    support: {
      buyer: 'Расскажите команде, за чем эти клиенты пришли, чтобы они получили это в первые же недели.',
      customer:
        'Раз в несколько месяцев спрашивайте, чего им хотелось бы больше, и рассказывайте, что сделано.',
    },
    content: (short: string) => `Страницы и примеры на эту тему: ${short}.`,
    anyContent: {
      buyer: 'Истории таких клиентов: за чем пришли и что получилось.',
      customer: 'Короткие инструкции о том, что спрашивают чаще всего.',
    },
  },

  cautions: {
    sketch: 'Таких клиентов пока меньше 30: это первый набросок.',
    whole: 'По компании и контакту отдельные группы среди них не выделяются: это все они вместе.',
    asks: 'О том, как им удобно работать, пока рассказали слишком мало, чтобы увидеть различия внутри: об этом спросят следующие интервью.',
    alone:
      'Сравнить пока не с чем: о проблемных клиентах такого никто не рассказывал. Видно, как часто это встречается, но не «чаще, чем у других».',
  },

  parts: {
    industry: 'Отрасль',
    companyType: 'Компания',
    location: 'Где находятся',
    jobTitle: 'Контактное лицо',
    responsibilities: 'За что отвечают',
    occupation: 'Профессия',
    demographics: 'Человек',
    education: 'Образование',
    income: 'Доход',
    goals: 'Цели',
    challenges: 'Что мешает',
    objections: 'Возражения',
    motivations: 'Что движет',
    values: 'Ценности',
    reasons: 'Зачем пришли',
    purchasing: 'Покупка',
    paymentMethods: 'Оплата',
    marketingChannels: 'Каналы',
    communication: 'Общение',
    workingStyle: 'Манера работы',
    supportIssues: 'Поддержка',
    experience: 'Опыт с нами',
    wishes: 'Чего хотелось бы больше',
    interests: 'Интересы',
    brandsAndMedia: 'Бренды и издания',
    servicesSought: 'Что ещё ищут',
    biography: 'Один из них',
  },
  said: (words: string) => `«${words}»`,
  part: (label: string, counted: string[], said: string[]) =>
    `${label}: ${[counted.join(', '), ...said].filter((text) => text !== '').join('; ')}`,
  counted: (short: string, count: string) => `${who(way(short))} (${count})`,
  between: (low: number, high: number) => `от ${Math.round(low * 100)} до ${Math.round(high * 100)} из 100`,
  against: (count: string) => `среди проблемных клиентов: ${count}`,
  moreOften: 'чаще, чем у проблемных клиентов',
  difference: (short: string, here: string, others: string) =>
    `${short}: ${here} здесь, ${others} у остальных`,
  elsewhere: (count: string) => `у остальных: ${count}`,
};
