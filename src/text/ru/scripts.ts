import type { scripts as english } from '../en/scripts.ts';
import { countIn } from '../plural.ts';

const counted = countIn('ru');

/** Codes of the YAML parser, as it is told in Russian; any other is told in its own words. */
const yaml: Record<string, string> = {
  BAD_INDENT: 'неверный отступ',
  TAB_AS_INDENT: 'отступ сделан табуляцией, а нужны пробелы',
  MISSING_CHAR: 'не хватает знака: кавычки, скобки, запятой или двоеточия',
  UNEXPECTED_TOKEN: 'здесь стоит то, чего быть не должно',
  DUPLICATE_KEY: 'этот ключ здесь уже есть',
  BLOCK_AS_IMPLICIT_KEY: 'вложенный список или набор ключей начат на той же строке',
  MULTILINE_IMPLICIT_KEY: 'ключ растянут на несколько строк, похоже, пропущено двоеточие',
  BAD_ALIAS: 'знаки * и & в начале текста имеют особый смысл, возьмите текст в кавычки',
  BAD_SCALAR_START: 'текст начинается со знака, который нужно взять в кавычки',
};

/** Что не так в файле сценария и что с этим делать. Имена полей — как в файле. */
export const scripts: typeof english = {
  check: {
    sound: (id, version, questions) =>
      `${id}, версия ${version}: ${counted(questions, 'вопрос', 'вопроса', 'вопросов')}, ошибок нет`,
    noForesight:
      'ни один ответ в нём не известен до продажи, поэтому его персоны не смогли бы отсеять ни одного лида и не прошли бы утверждение. Отметьте то, что продавец видит до подписания, как observable: before_sale и поставьте level: macro.',
  },

  files: {
    none: 'В этой папке нет ни одного сценария: положите туда хотя бы один файл .yaml или исправьте SCRIPTS_DIR.',
    folderUnreadable: (folder, reason) => `Папка ${folder} не читается (${reason}): исправьте SCRIPTS_DIR.`,
    unreadable: (reason) =>
      `Файл не читается (${reason}): замените его обычным текстовым файлом или уберите.`,
    sameId: (id) => `Такой же id, «${id}», есть в другом файле: дайте этому сценарию свой.`,
    notYaml: (code, message) =>
      `Это не YAML: ${yaml[code] ?? message}. Проверьте, нет ли пропущенной кавычки, двоеточия внутри текста или неверного отступа.`,
  },

  unknownKey: {
    spaced: (key) =>
      `Поле «${key}» здесь неизвестно: если это часть текста с запятой, возьмите весь текст в кавычки.`,
    spelled: (key, meant, allowed) =>
      `Поле «${key}» здесь неизвестно${meant === null ? '' : ` (может быть, ${meant}?)`}: исправьте написание или уберите его.${allowed}`,
    inScript: (keys) => ` У сценария могут быть поля ${keys}.`,
    inQuestion: (keys) => ` У вопроса могут быть поля ${keys}.`,
  },

  format: {
    missing: (name, must) => `Нет поля ${name}. В нём должно стоять: ${must}.`,
    must: (name, must) => `В поле ${name} должно стоять: ${must}.`,
    oneOf: (values) => `одно из значений ${values}`,
    whole: (least, most) => `целое число от ${least} до ${most}`,
    shortName: 'короткое имя из латинских букв, цифр, _ и -, первой идёт буква',
    text: (what) => `В поле ${what} должен стоять текст.`,
    empty: (what) => `Поле ${what} пустое: заполните его.`,
    tooLong: (what, limit) =>
      `Текст в поле ${what} слишком длинный: уложитесь в ${counted(limit, 'знак', 'знака', 'знаков')}.`,
    wording: 'ask',
    ask: 'вопрос одним текстом или { en: ..., ru: ... }, где каждый — текст или тексты по ролям (sales, support, marketing, any), не длиннее 1500 знаков',
    localized: (limit) =>
      `текст или { en: ..., ru: ... }, не длиннее ${counted(limit, 'знака', 'знаков', 'знаков')}`,
    label: 'label',
    labelIs: 'текст или { en: ..., ru: ... }',
    option: 'Вариант ответа — это слово или { value: ..., label: ... }.',
    options: 'В поле options должен стоять список, например [small, medium, large].',
    askIf: 'В ask_if должны стоять более ранние вопросы и их значения, например { budget_fit: [below] }.',
    screen:
      'В поле screen должно стоять короткое имя из латинских букв, цифр, _ и - или { name: ..., rotate: n }.',
    trueOrFalse: (name) => `В поле ${name} может стоять только true или false.`,
    number: (name) => `В поле ${name} должно стоять число.`,
    validate: 'В поле validate должно стоять { min: ..., max: ... }.',
    probe: 'В поле probe должно стоять { max: ..., when: ..., goal: ... }.',
    question: 'У вопроса должны быть key, ask и type.',
    audience: (roles) => `В поле audience должен стоять список из ${roles}.`,
    rotation: 'У экрана должно стоять { rotate: n }.',
    screens: 'В поле screens должны стоять экраны, например { subtle: { rotate: 2 } }.',
    questions: 'список вопросов',
    noQuestions: 'В questions ничего нет: напишите хотя бы один вопрос.',
    script: 'У сценария должны быть id, version, title, case и questions.',
  },

  question: {
    keyTwice: (key) => `Ключ «${key}» стоит дважды: дайте этому вопросу свой.`,
    secondCustomer:
      'Это второй вопрос типа customer, а интервью бывает об одном клиенте: сделайте этот вопрос текстовым (text).',
    validateNumbers: (type) => `validate ограничивает числа, а это вопрос типа ${type}: уберите validate.`,
    validateNothing: (min, max) =>
      `validate не пропускает ничего: min ${min} больше, чем max ${max}. Поменяйте их местами.`,
    probeText: (type) => `Уточнять можно только текстовый ответ, а это вопрос типа ${type}: уберите probe.`,
    rotateAlone: 'rotate выбирает из вопросов одного экрана: добавьте screen или уберите rotate.',
    askEmpty: (language) => `В ask для языка ${language} ничего нет: напишите вопрос.`,
    noRussian: 'Здесь нет русского текста, а у других текстов сценария он есть: добавьте ru.',
    tooManyScreens: (longest, most) =>
      `На самом длинном пути ${counted(longest, 'экран', 'экрана', 'экранов')}: оставьте не больше ${most}, объединив экраны или убрав вопросы.`,
  },

  options: {
    notOffered: (type) =>
      `У вопроса типа ${type} не бывает вариантов: уберите options или сделайте его вопросом типа choice.`,
    missing: (key, type) =>
      `У «${key}» тип ${type}, а вариантов нет: добавьте options, например [small, medium, large].`,
    tooMany: (count, most) =>
      `${counted(count, 'вариант', 'варианта', 'вариантов')} — слишком много, Slack показывает не больше ${most}: объедините некоторые.`,
    yesNo:
      'У вопроса типа yesno варианты только yes и no: чтобы предложить другие, сделайте его вопросом типа choice.',
    empty: 'Вариант пустой: напишите его или уберите.',
    tooLong: (beginning, length, most) =>
      `В тексте «${beginning}…» ${counted(length, 'знак', 'знака', 'знаков')}, Slack показывает ${most}: сократите его.`,
    noStep: (value) => `«${value}» — не деление шкалы: в value ставьте числа, а слова пишите в label.`,
    twice: (value) => `Вариант «${value}» стоит здесь дважды: уберите один.`,
  },

  condition: {
    noQuestion: (key, meant) =>
      `ask_if ссылается на «${key}», а такого вопроса нет${meant === null ? '' : ` (может быть, «${meant}»?)`}: исправьте ключ или уберите условие.`,
    later: (key) =>
      `ask_if ссылается на «${key}», а этот вопрос задаётся позже: условие смотрит только назад. Переставьте тот вопрос выше.`,
    itself: (key) =>
      `ask_if ссылается на «${key}», то есть на сам этот вопрос: условие смотрит только назад. Сошлитесь на вопрос выше.`,
    noValue: (key) => `В ask_if для «${key}» нет значения: назовите хотя бы одно.`,
    notOffered: (key, value, allowed) =>
      `«${key}» не бывает «${value}»: возьмите одно из значений ${allowed}.`,
    needsOptions: (key, type) => `«${key}» — вопрос типа ${type}: для ask_if нужен вопрос с вариантами.`,
    notAllowed: (key, value, min, max) =>
      `«${key}» не бывает «${value}»: там могут быть только числа${min === null ? '' : ` от ${min}`}${max === null ? '' : ` до ${max}`}.`,
  },

  unreachable: {
    question: (key, why) =>
      `Вопрос «${key}» не появится никогда: ${why}. Исправьте ask_if или уберите вопрос.`,
    hidden: (gone) => `он зависит от «${gone}», а тот не появляется`,
    contradiction: (key, one, other) =>
      `для него «${key}» должно быть сразу ${one.values.join(' или ')} (по «${one.by}») и ${other.values.join(' или ')} (по «${other.by}»)`,
    crowdedOut: (n) =>
      `он зависит от других вопросов своего экрана, а rotate задаёт там только ${counted(n, 'вопрос', 'вопроса', 'вопросов')}`,
  },

  screens: {
    apart: (name) => `Экран «${name}» прерван и начат снова: поставьте его вопросы подряд.`,
    tooMany: (name, most) =>
      `На экране «${name}» больше, чем ${counted(most, 'вопрос', 'вопроса', 'вопросов')}: разделите его.`,
    tooLarge: (name, kilobytes) =>
      `Экран «${name}» не поместится в одну форму (около ${kilobytes} КБ, Slack берёт 250): разделите его.`,
    unused: (name) => `На экране «${name}» нет ни одного вопроса: исправьте имя или уберите экран.`,
    tooFew: (name, asked, has) =>
      `На экране «${name}» нужно задать ${counted(asked, 'вопрос', 'вопроса', 'вопросов')}, а там только ${has}: уменьшите rotate или уберите его.`,
    rotatesTwice: (name) => `У экрана «${name}» два разных числа rotate: оставьте одно.`,
  },

  protectedTrait: {
    about: (trait, remedy) =>
      `Это вопрос ${trait}: такой признак может описывать человека, но не может никого исключать. ${remedy}.`,
    mark: 'Добавьте protected: true',
    markOrDeny: 'Добавьте protected: true или, если речь о другом, protected: false',
    traits: {
      age: 'о возрасте',
      gender: 'о поле',
      family: 'о семье',
      ethnicity: 'об этнической принадлежности',
      religion: 'о религии',
      health: 'о здоровье',
      nationality: 'о гражданстве',
      'sexual orientation': 'о сексуальной ориентации',
      politics: 'о политических взглядах',
    },
  },
};
