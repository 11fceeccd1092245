import { dayIn } from '../day.ts';
import { dollars } from '../money.ts';
import { countIn, formIn } from '../plural.ts';

const count = countIn('ru');
const day = dayIn('ru');
const form = formIn('ru');
const figure = (n: number) => n.toLocaleString('ru', { maximumSignificantDigits: 2 });
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
    notApproved: (name: string) => `Персона «${name}» не утверждена, снимать нечего.`,
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

  card: {
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
  },
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

  /** The answers themselves, for reviewers. */
  answers: {
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
  },

  evidence: {
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
  },

  /** Что сделало бы правило с уже известными клиентами. */
  collateral: {
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
  },

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
  /** Два черновика становятся одним, или один двумя. */
  regroup: {
    menu: {
      merge: 'Объединить с другим черновиком',
      split: 'Разделить',
      undo: 'Отменить последнее объединение или разделение',
    },
    customers,
    why: 'Почему?',
    whyHint: 'Причина сохраняется вместе с решением.',
    merge: {
      title: 'Объединение',
      submit: 'Объединить',
      with: 'Какой черновик присоединить?',
      hint: 'Его клиенты перейдут в эту персону, и всё будет подсчитано заново по всем вместе. До утверждения это можно отменить.',
    },
    split: {
      title: 'Разделение',
      submit: 'Разделить',
      trait: 'По признаку',
      parts: (going: number, staying: number) => `уйдут ${going}, останутся ${staying}`,
      noTrait: 'Ни один признак не делит этих клиентов на две достаточно большие части.',
      customers: 'Или выберите клиентов, которые уйдут',
      find: 'Часть названия',
      hint: 'Кто уходит, станет отдельной персоной; кто не ответил, останется. Всё подсчитывается заново. В каждой части нужно не меньше 5 клиентов и 2 коллег либо один коллега и запись о клиенте.',
      neither: 'Выберите признак или клиентов, которые уйдут.',
      both: 'Выберите либо признак, либо клиентов.',
    },
    undo: {
      title: 'Отмена',
      submit: 'Отменить',
      hint: 'Последнее объединение или разделение этой персоны больше не действует: черновики будут составлены заново так, как их группируют ответы.',
    },
    noOther: (name: string) =>
      `Объединить «${name}» не с чем. Объединяются черновики, составленные по ответам, если другой ещё не утверждён.`,
    notKind: (name: string) =>
      `«${name}» нельзя объединить или разделить: это возможно только для черновиков по ответам, кроме микроперсон.`,
    itself: 'Персону нельзя объединить с самой собой.',
    inUse: (name: string) =>
      `Персона «${name}» действует. Сначала снимите её или присоедините эту персону к ней.`,
    noSuchTrait: (asked: string, least: number, others: string[]) =>
      others.length === 0
        ? `${asked} не делит её, и другие признаки тоже: в каждой части нужно не меньше ${least} клиентов.`
        : `${asked} не делит её на две части хотя бы по ${least} клиентов. Подходят: ${others.join(', ')}.`,
    notInIt: (key: string) => `Клиент ${key} к ней не относится.`,
    tooFew: (going: number, staying: number, least: number) =>
      `Уйдут ${going}, останутся ${staying}: в каждой части нужно не меньше ${least} клиентов.`,
    nothingToUndo: (name: string) => `«${name}» никто не объединял и не разделял.`,
    approvedSince: (name: string) =>
      `Персона «${name}» утверждена в нынешнем составе. Сначала снимите её, потом отменяйте.`,
  },
  moreEvidence: {
    noted: (name: string) =>
      `Записано: о персоне *${name}* нужны ещё ответы. Коллеги, согласившиеся отвечать, получат приглашение, когда у них будет свободная неделя.`,
    waiting: (name: string) => `Ответы о персоне *${name}* уже собираются: приглашения в пути.`,
  },
  /** Правка по строкам. */
  lines: {
    title: 'По строкам',
    button: 'По строкам',
    intro: (version: number) =>
      `Черновик ${version}. Каждая правка — новый черновик; числа остаются из ответов, и правка сохранится, пока подсчёты те же.`,
    saved: (version: number) => `Сохранено как черновик ${version}.`,
    change: 'Изменить',
    whats: {
      reword: 'Изменить слова',
      drop: 'Убрать',
      not_disqualifier: 'Не повод для отказа',
      first: 'Поставить первой',
      assume: 'Добавить предположение',
    },
    parts: {
      disqualifiers: 'Повод для отказа',
      claims: 'Что говорят ответы',
      story: 'Описание',
      biography: 'Биография',
      redFlags: 'Тревожный признак',
      'actions.marketing': 'Маркетинг',
      'actions.sales': 'Продажи',
      'actions.support': 'Поддержка',
      contentToAvoid: 'Какой контент не делать',
      contentToUse: 'Какой контент делать',
    } as Record<string, string>,
    words: 'Текст',
    numbersHint: 'Числа должны совпадать с ответами.',
    where: 'Куда добавить?',
    reason: 'Почему?',
    reasonHint: 'Причина сохраняется вместе с новым черновиком.',
    assume: 'Добавить предположение',
    assumeHint: 'Без чисел: здесь ничего не подсчитано. Строка везде помечена как предположение.',
    again: 'Применить снова',
    offers: '*Ваши прежние правки: подсчёты с тех пор изменились*',
    offerReworded: (mine: string, now: string) => `• Вы написали: «${mine}». Сейчас в черновике: «${now}».`,
    offerLeftOut: (now: string) => `• Вы убирали: «${now}». Сейчас строка снова в черновике.`,
  },
  edit: {
    title: 'Правка текста',
    submit: 'Сохранить новую версию',
    name: 'Название',
    subtitle: 'Коротко',
    line: (number: number) => `Описание, строка ${number}`,
    hint: 'Числа взяты из ответов и остаются как есть. Пустая строка исчезнет.',
    unchanged: 'Ничего не изменено.',
    taken: 'Так уже называется другая персона.',
    missing: 'Напишите хотя бы одно слово.',
    fault: (why: string) => `Так оставить нельзя: ${why}.`,
  },

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
      drafted === 0
        ? `Готово, нового нет: ${count(unchanged, 'персона', 'персоны', 'персон')} без изменений.`
        : `Готово: ${count(drafted, 'черновик ждёт', 'черновика ждут', 'черновиков ждут')} проверки${unchanged > 0 ? `, без изменений: ${unchanged}` : ''}.`,
    unexplained: (n: number) =>
      `${customers(n)} пока ${form(n, 'не относится', 'не относятся', 'не относятся')} ни к одному виду.`,
    notDrafted: (reasons: string) => `Не вошло в черновики: ${reasons}`,
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
