/** What is wrong with an interview's file: each says what is wrong and what to do. Names in it are those of the format. */
export const scripts = {
  check: {
    sound: (id: string, version: number, questions: number) =>
      `${id}, version ${version}: ${questions} questions, no fault`,
    noForesight:
      'no answer in it is known before the sale, so its personas could turn no lead away and could not be approved. Mark what a salesperson sees before signing with observable: before_sale, and give it level: macro.',
  },

  files: {
    none: 'There is no script in this folder: put at least one .yaml file there, or correct SCRIPTS_DIR.',
    folderUnreadable: (folder: string, reason: string) =>
      `${folder} cannot be read (${reason}): correct SCRIPTS_DIR.`,
    unreadable: (reason: string) =>
      `It cannot be read (${reason}): make it a text file that can be, or remove it.`,
    sameId: (id: string) => `Another file has the id "${id}" too: give this script an id of its own.`,
    notYaml: (_code: string, message: string) =>
      `This is not YAML: ${message}. Look for a missing quote, a colon inside a text, or wrong indentation.`,
  },

  unknownKey: {
    spaced: (key: string) =>
      `"${key}" is not known here: if it is part of a text with a comma, put the text in quotes.`,
    spelled: (key: string, meant: string | null, allowed: string) =>
      `"${key}" is not known here${meant === null ? '' : ` (did you mean ${meant}?)`}: correct the spelling or remove it.${allowed}`,
    inScript: (keys: string) => ` A script can have ${keys}.`,
    inQuestion: (keys: string) => ` A question can have ${keys}.`,
  },

  format: {
    missing: (name: string, must: string) => `${name} is missing: it must be ${must}.`,
    must: (name: string, must: string) => `${name} must be ${must}.`,
    oneOf: (values: string) => `one of ${values}`,
    whole: (least: number, most: number) => `a whole number from ${least} to ${most}`,
    shortName: 'a short name of letters a to z, digits, _ and -, beginning with a letter',
    text: (what: string) => `${what} must be a text.`,
    empty: (what: string) => `${what} is empty: write it.`,
    tooLong: (what: string, limit: number) => `${what} is too long: keep it within ${limit} characters.`,
    wording: 'The wording',
    ask: 'the question as text, or { en: ..., ru: ... }, each a text or texts by role (sales, support, marketing, any), at most 1500 characters',
    localized: (limit: number) => `a text or { en: ..., ru: ... }, at most ${limit} characters`,
    label: 'The label of an option',
    labelIs: 'a text or { en: ..., ru: ... }',
    option: 'An option must be a word, or { value: ..., label: ... }.',
    options: 'options must be a list, for example [small, medium, large].',
    askIf: 'ask_if must name earlier questions and their values, for example { budget_fit: [below] }.',
    screen: 'screen must be a short name of letters a to z, digits, _ and -, or { name: ..., rotate: n }.',
    trueOrFalse: (name: string) => `${name} must be true or false.`,
    number: (name: string) => `${name} must be a number.`,
    validate: 'validate must be { min: ..., max: ... }.',
    probe: 'probe must be { max: ..., when: ..., goal: ... }.',
    question: 'A question must have key, ask and type.',
    audience: (roles: string) => `audience must be a list of ${roles}.`,
    rotation: 'A screen must be { rotate: n }.',
    screens: 'screens must name screens, for example { subtle: { rotate: 2 } }.',
    questions: 'a list of questions',
    noQuestions: 'questions is empty: write at least one.',
    script: 'A script must have id, version, title, case and questions.',
  },

  question: {
    keyTwice: (key: string) => `The key "${key}" is used twice: give this question a key of its own.`,
    secondCustomer:
      'This is the second question of type customer: an interview is about one, make this one a text.',
    validateNumbers: (type: string) => `validate limits numbers, and this is a ${type}: remove it.`,
    validateNothing: (min: number, max: number) =>
      `validate allows nothing: min ${min} is above max ${max}. Swap them.`,
    probeText: (type: string) =>
      `Only a text question can be followed up, and this is a ${type}: remove probe.`,
    rotateAlone: 'rotate chooses among the questions of a screen: add screen, or remove rotate.',
    askEmpty: (language: string) => `ask says nothing in ${language}: write the question.`,
    noRussian: 'The Russian text is missing here, and other texts of this script have one: add ru.',
    tooManyScreens: (longest: number, most: number) =>
      `The longest way through has ${longest} screens: bring it to ${most} at most, by sharing screens or leaving questions out.`,
  },

  options: {
    notOffered: (type: string) => `A ${type} question takes no options: remove them, or make it a choice.`,
    missing: (key: string, type: string) =>
      `"${key}" is a ${type} without options: add options, for example [small, medium, large].`,
    tooMany: (count: number, most: number) =>
      `There are ${count} options; Slack shows at most ${most}: group some of them.`,
    yesNo: 'A yesno question has the options yes and no: make it a choice to offer others.',
    empty: 'An option is empty: write it or remove it.',
    tooLong: (beginning: string, length: number, most: number) =>
      `"${beginning}…" has ${length} characters; Slack shows ${most}: shorten it.`,
    noStep: (value: string) =>
      `"${value}" is not a step of a scale: use numbers as values, and labels for words.`,
    twice: (value: string) => `The option "${value}" stands here twice: remove one.`,
  },

  condition: {
    noQuestion: (key: string, meant: string | null) =>
      `ask_if names "${key}", and there is no such question${meant === null ? '' : ` (did you mean "${meant}"?)`}: correct the key or remove the condition.`,
    later: (key: string) =>
      `ask_if names "${key}", which is asked later: it can only look back. Move that question up.`,
    itself: (key: string) =>
      `ask_if names "${key}", which is asked here: it can only look back. Move that question up.`,
    noValue: (key: string) => `ask_if gives no value for "${key}": name at least one.`,
    notOffered: (key: string, value: string, allowed: string) =>
      `"${key}" can never be "${value}": use one of ${allowed}.`,
    needsOptions: (key: string, type: string) =>
      `"${key}" is a ${type} question: ask_if needs one with options.`,
    notAllowed: (key: string, value: string, min: number | null, max: number | null) =>
      `"${key}" can never be "${value}": it takes numbers${min === null ? '' : ` from ${min}`}${max === null ? '' : ` up to ${max}`}.`,
  },

  unreachable: {
    question: (key: string, why: string) =>
      `"${key}" can never be shown: it ${why}. Correct ask_if or remove the question.`,
    hidden: (gone: string) => `hangs on "${gone}", which is never shown`,
    contradiction: (
      key: string,
      one: { values: string[]; by: string },
      other: { values: string[]; by: string },
    ) =>
      `needs "${key}" to be ${one.values.join(' or ')} (in "${one.by}") and ${other.values.join(' or ')} (in "${other.by}") at once`,
    crowdedOut: (n: number) => `hangs on other questions of its screen, and rotate asks only ${n} there`,
  },

  screens: {
    apart: (name: string) =>
      `The screen "${name}" was left and is used again: put its questions next to each other.`,
    tooMany: (name: string, most: number) =>
      `The screen "${name}" has more than ${most} questions: split it.`,
    tooLarge: (name: string, kilobytes: number) =>
      `The screen "${name}" is too much for one form (about ${kilobytes} KB, Slack takes 250): split it.`,
    unused: (name: string) => `No question is on the screen "${name}": correct the name or remove it.`,
    tooFew: (name: string, asked: number, has: number) =>
      `The screen "${name}" is to ask ${asked} of its questions and has only ${has}: lower rotate or remove it.`,
    rotatesTwice: (name: string) =>
      `The screen "${name}" rotates by two different numbers: write rotate once.`,
  },

  protectedTrait: {
    about: (trait: string, remedy: string) =>
      `This asks about ${trait}, which may describe a person and never exclude one: ${remedy}.`,
    mark: 'add protected: true',
    markOrDeny: 'add protected: true, or protected: false if it asks about something else',
    traits: {
      age: 'age',
      gender: 'gender',
      family: 'family',
      ethnicity: 'ethnicity',
      religion: 'religion',
      health: 'health',
      nationality: 'nationality',
      'sexual orientation': 'sexual orientation',
      politics: 'politics',
    },
  },
};
