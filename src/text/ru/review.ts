import { dollars } from '../money.ts';
import { countIn, formIn } from '../plural.ts';
import { card } from './review-card.ts';
import { answers, collateral, evidence } from './review-evidence.ts';
import { edit, lines } from './review-lines.ts';
import { regroup } from './review-regroup.ts';

const count = countIn('ru');
const form = formIn('ru');
const customers = (n: number) => count(n, 'проблемный клиент', 'проблемных клиента', 'проблемных клиентов');

/** Состояние версии: «эта версия уже …». */
const states: Record<string, string> = {
  draft: 'черновик',
  approved: 'утверждена',
  rejected: 'отклонена',
  retired: 'снята',
  superseded: 'заменена новой',
};

export const review = {
  refused: {
    notReviewer:
      'Спасибо, что посмотрели. Решения о персонах принимают только проверяющие; скажите кому-нибудь из них, что вы думаете.',
    nobodyReviews:
      'Пока никто не может принимать решения: укажите в REVIEWERS идентификаторы Slack тех, кто будет это делать.',
    noSuchVersion: (persona: string, asked: number, newest: number) =>
      `У персоны ${persona} нет версии ${asked}: самая новая — ${newest}.`,
    unknown: (persona: string) => `Персоны «${persona}» нет. Список покажет \`mismatch personas\`.`,
    outdated: (asked: number, newest: number) =>
      `Версия ${asked} устарела: сейчас действует версия ${newest}. Посмотрите её.`,
    decided: (status: string, by: string | null) =>
      `Эта версия уже ${states[status] ?? status}${by === null ? '' : `, решение принял(а) ${by}`}.`,
    notApproved: (name: string) => `Персона «${name}» не утверждена: подтверждать или снимать нечего.`,
    reason: 'Укажите причину: она запомнится, чтобы тот же черновик не вернулся.',
    use: 'Укажите, для чего она нужна: персону, которой никто не собирается пользоваться, утверждать не стоит.',
    undetermined:
      'Об этих клиентах пока ничего не решено, поэтому утвердить их как тех, кому мы отказываем, нельзя.',
    reasonKept: 'Объясните почему: причина сохраняется вместе с решением.',
    notNegative: (name: string) =>
      `Из-за персоны «${name}» никому не отказывают, или решения о ней ещё нет, так что менять нечего.`,
    noDisqualifier: 'Ничего из этого нельзя заметить до продажи, так что узнать такой лид никто не сможет.',
    noReason: 'За этим нет ни экономической причины, ни причины, по которой клиент не подходит.',
    protectedTrait: (word: string) => `Персона исключала бы людей по защищённому признаку («${word}»).`,
    insult: (word: string) =>
      `Это оскорбительно («${word}»). Это не плохие люди, они просто нам не подходят.`,
    adjectives: 'Здесь одни оценки: проверить нечего.',
    noAction: (teams: string) => `Здесь нет ничего, что можно сделать на практике: ${teams}.`,
    parent: (parent: string) => `Родительская персона ${parent} не утверждена: сначала утвердите её.`,
    noBuyer:
      'Идеальный клиент ещё не описан. Начните с него: нельзя точно сказать, кто вам не нужен, пока не известно, кто нужен.',
    collateral: (good: number, of: number) =>
      `Правило отсекло бы хороших клиентов: ${good} из ${of}, это больше, чем разрешено настройками. Сначала посмотрите на них; тот, кто всё же утверждает, объясняет почему.`,
    collateralReason: 'Объясните, почему стоит отказаться от этих хороших клиентов.',
    sameApprover: 'Вы уже утвердили эту версию; нужно согласие второго проверяющего.',
  },
  warnings: {
    byHand: 'Она написана человеком: каждая строка — предположение, за ней нет ни одного случая.',
    noBuyer:
      'Идеальный клиент ещё не описан. Сказать, кто вам не нужен, проще, когда уже сказано, кто нужен.',
    noFigure:
      'Здесь нет ни стоимости привлечения, ни нагрузки на поддержку, ни дохода за всё время. С цифрой персона была бы убедительнее.',
  },
  defaultUse: 'Поиск и проверка лидов',

  kinds: {
    negative: 'Негативная персона',
    challenging: 'Трудный клиент, оставить',
    fix: 'В список исправлений',
    undetermined: 'Не решено',
    micro: 'Микроперсона',
    buyer: 'Персона покупателя',
    customer: 'Персона клиента',
  },
  strengths: { supported: 'подтверждено', tentative: 'предварительно', hypothesis: 'гипотеза' },

  card,
  buttons: {
    evidence: 'Основания',
    approve: 'Утвердить',
    approveFix: 'В список исправлений',
    edit: 'Изменить',
    reject: 'Отклонить',
    open: 'Открыть',
    retire: 'Снять',
    turnPositive: 'Теперь наш клиент',
    moreEvidence: 'Собрать ещё ответы',
    write: 'Написать персону',
    stillTrue: 'Всё ещё верно',
    draftAgain: 'Составить заново',
  },

  decided: {
    approve: (name: string, version: number, by: string) =>
      `:white_check_mark: *${name}* (версия ${version}): утверждена, решение — ${by}.`,
    reject: (name: string, version: number, by: string) =>
      `:no_entry_sign: *${name}* (версия ${version}): отклонена, решение — ${by}.`,
    retire: (name: string, version: number, by: string) =>
      `:card_index_dividers: *${name}* (версия ${version}): снята, решение — ${by}.`,
    confirm: (name: string, version: number, by: string) =>
      `:white_check_mark: *${name}* (версия ${version}): по-прежнему верна, решение — ${by}.`,
    turn_positive: (name: string, version: number, by: string) =>
      `:seedling: *${name}* (версия ${version}): теперь это возможные клиенты, решение — ${by}. Из-за неё больше никому не отказывают. Первый черновик персоны покупателя ждёт проверки.`,
    waiting: (name: string, by: string, needed: number) =>
      `*${name}*: за — ${by}; ${form(needed, 'нужно согласие', 'нужны согласия', 'нужны согласия')} ещё ${count(needed, 'проверяющего', 'проверяющих', 'проверяющих')}.`,
    use: (use: string) => `Для чего: ${use}`,
    reason: (reason: string) => `Причина: ${reason}`,
    also: (names: string) => `Сняты вместе с ней: ${names}.`,
    merged: (name: string, into: string, by: string) =>
      `Персона *${name}* объединена с персоной *${into}*, решение — ${by}.`,
    undone: (name: string, by: string) =>
      `Разделение, из которого возникла персона *${name}*, отменено, решение — ${by}.`,
    withdrawn: (name: string, version: number) =>
      `*${name}* (версия ${version}): черновик отозван, его группа больше не находится.`,
    superseded: (name: string, version: number) =>
      `*${name}* (версия ${version}): заменена новым черновиком.`,
    byCommandLine: (by: string) => `${by} (командная строка)`,
    done: 'Готово.',
  },

  answers,
  evidence,
  collateral,
  approve: {
    title: 'Утверждение',
    submit: 'Утвердить',
    use: 'Для чего она нужна?',
    useHint: 'Например: отбор входящих лидов, список исключений для осенней кампании.',
    cancel: 'Отмена',
  },
  reject: {
    title: 'Отклонение',
    submit: 'Отклонить',
    reason: 'Почему?',
    reasonHint: 'Причина запомнится: без новых оснований тот же черновик не вернётся.',
  },
  retire: {
    title: 'Снятие',
    submit: 'Снять',
    reason: 'Почему?',
    reasonHint: 'Персона и её микроперсоны сразу исчезнут из поиска, проверок и выгрузок. История останется.',
  },
  confirm: {
    title: 'Всё ещё верно?',
    submit: 'Всё ещё верно',
    reason: 'Почему вы уверены?',
    reasonHint:
      'Ответ сохраняется вместе с решением. Возраст оснований отсчитывается заново с сегодняшнего дня.',
  },
  turnPositive: {
    title: 'Теперь наш клиент',
    submit: 'Подтвердить',
    reason: 'Что изменилось?',
    reasonHint:
      'Персона сразу исчезнет из поиска, проверок и выгрузок, а вместо неё появится черновик покупателя.',
  },
  regroup,
  moreEvidence: {
    noted: (name: string) =>
      `Записано: о персоне *${name}* нужны ещё ответы. Коллеги, согласившиеся отвечать, получат приглашение, когда у них будет свободная неделя.`,
    waiting: (name: string) => `Ответы о персоне *${name}* уже собираются: приглашения в пути.`,
  },
  lines,
  edit,
  /** Карточка владельцу персоны, которая, возможно, устарела. */
  stale: {
    heading: (name: string) => `Персона *${name}* всё ещё верна?`,
    old: (date: string) => `Самый новый ответ, на котором она основана, от ${date}.`,
    mostlyOld: (old: number, of: number) =>
      `Клиентов в её основе: ${of}; из них ${old} упоминали в последний раз больше года назад.`,
    contradicted: (good: number, problem: number) =>
      `С тех пор как о ней решили, под неё попали хорошие клиенты: ${good}, ${problem === 0 ? 'а проблемных ни одного' : `и проблемные: ${problem}`}.`,
    outcomes: (well: number, badly: number) =>
      `Лиды, о которых она предупреждала, всё же взяли: хорошо сложилось ${well}, плохо ${badly}.`,
    next: 'Она действует, пока кто-нибудь не решит иначе.',
  },
  queue: {
    none: 'Черновиков, ждущих решения, нет. Новые появятся в канале проверяющих.',
    heading: (n: number) => `${count(n, 'черновик ждёт', 'черновика ждут', 'черновиков ждут')} решения.`,
    more: (n: number) => `и ещё ${n}`,
    line: (name: string, kind: string, subtitle: string) => `*${name}* · ${kind}\n${subtitle}`,
    inUse: '*Действуют*',
    only: 'Очередь видят только проверяющие. Утверждённые персоны покажет `/persona` с названием.',
  },

  draft: {
    only: 'Черновики запускают только проверяющие и администраторы.',
    started: 'Черновики составляются. За ходом можно следить в личных сообщениях с ботом.',
    stages: {
      reading: 'читаются ответы …',
      counting: 'идут подсчёты и сравнения …',
      listening: 'модель читает рассказы …',
      wording: 'пишется текст …',
      saving: 'сохраняется …',
    },
    progress: (stage: string, percent: number) =>
      `Составление персон: ${stage} ${percent > 0 ? `(${percent} из 100)` : ''}`.trim(),
    estimate: (calls: number, usd: number | null) =>
      `Модель: примерно ${count(calls, 'обращение', 'обращения', 'обращений')}, ${usd === null ? 'стоимость неизвестна (цены не заданы)' : `$${dollars(usd)}`}.`,
    themes: (n: number) =>
      `${count(n, 'тема ждёт', 'темы ждут', 'тем ждут')} вашего решения: \`/persona themes\`.`,
    done: (drafted: number, unchanged: number) =>
      drafted + unchanged === 0
        ? 'Ни одной персоны пока составить не удалось. `/persona invite` пригласит коллег на интервью, `/persona interview` начнёт с вас.'
        : drafted === 0
          ? `Готово, нового нет: ${count(unchanged, 'персона', 'персоны', 'персон')} без изменений.`
          : `Готово: ${count(drafted, 'черновик ждёт', 'черновика ждут', 'черновиков ждут')} проверки${unchanged > 0 ? `, без изменений: ${unchanged}` : ''}.`,
    unexplained: (n: number) =>
      `${customers(n)} пока ${form(n, 'не относится', 'не относятся', 'не относятся')} ни к одному виду.`,
    notDrafted: 'Что стоит знать:',
    channel: (channel: string) => `Они в канале <#${channel}>.`,
    noChannel: 'Канал для проверяющих не задан: список покажет `/persona review`.',
    interrupted:
      'Составление черновиков прервалось при остановке. Ничего не изменилось: запустите его снова командой `/persona draft`.',
    failed: 'Составить черновики не удалось. Ничего не изменилось; попробуйте ещё раз.',
  },
  draftsGone: (days: number) =>
    `Ответы старше ${days} дн. удалены, а с ними и черновики, которые на них держались. \`/persona draft\` составит новые из того, что осталось.`,
  fallen: (name: string) =>
    `*${name}* больше нет в поиске, проверках и выгрузках: ответы, на которых она основана, удалены или изменены, и оставшихся слишком мало. Составьте черновики заново командой \`/persona draft\` или снимите персону.`,
};
