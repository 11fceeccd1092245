import { countIn } from '../plural.ts';

const count = countIn('en');
const figure = (n: number) => n.toLocaleString('en');

/** Everything the interview says. Functions get text that is already safe for Slack's mrkdwn. */
export const interview = {
  /** Who sees the answers: the promise that is stored with each of them. */
  visibility: {
    aggregates:
      'Your answers are counted together with everybody else’s; short quotes may be shown, never with your name.',
    reviewers: 'Reviewers can read your answers and short quotes from them; everybody else sees only counts.',
    all: 'Everybody here may read your answers.',
  },
  length: (screens: number) =>
    screens <= 4
      ? 'under a minute'
      : screens <= 6
        ? 'about a minute'
        : `about ${Math.round(screens / 4)} minutes`,
  intro: (title: string, length: string) => `*${title}* · ${length}`,
  howTo:
    '“Don’t know” is always a good answer. To pause, stop or delete what you said, open the menu (⋯) or just write `pause` or `stop`. To fix an answer, press Edit, or edit the message you wrote.',
  fromMessage: (link: string) => `About <${link}|this message>.`,

  position: (at: number, of: number) => `${at} of ${of}`,
  followUp: (at: number, of: number) => `${at} of ${of} · one more question about that`,
  /** Follow-ups to an answer that is brief or vague, by what it leaves open. */
  probe: {
    did: 'What did they do? One example is enough.',
    much: 'How much or how often was that, roughly?',
    when: 'When was that, or how long did it take? Roughly is fine.',
    which: 'Which one, for example?',
    cost: 'What did it cost, roughly: money, hours or both?',
    example: 'Can you give one example?',
  },
  writeIt: 'Write your answer as a message.',
  writeNumber: 'Write a number as a message.',
  writeHours: 'Write it as a message: `40`, `6 hours` or `3 days`.',
  /** `shown` is the number as it is written in this language. */
  hours: (shown: string, n: number) => `${shown} ${n === 1 ? 'hour' : 'hours'}`,
  writeDate: 'Write a date as a message, for example `2026-05-31`.',
  writeCustomer: 'Search below, or write the name as a message.',
  shortQuestions: (n: number) => count(n, 'short question', 'short questions'),
  answerForm: (n: number) => `Answer (${count(n, 'short question', 'short questions')})`,
  openForm: 'Use a form',
  chooseSeveral: 'Choose',
  newCustomer: 'New customer',
  findCustomer: 'Find a customer',
  addCustomer: (name: string) => `Add “${name}”`,
  choose: 'Choose an answer',
  dontKnow: 'Don’t know',
  skip: 'Skip',
  back: 'Back',
  forward: 'Forward',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop here',
  deleteAll: 'Delete what I said',
  edit: 'Edit',
  undo: 'Undo',

  /** Compact lines. */
  answered: (question: string, answer: string) => `✓ *${question}* — ${answer}`,
  notKnown: 'don’t know',
  skipped: 'skipped',
  withdrawn: 'taken back',
  unanswered: 'not answered',
  open: (question: string, state: string) => `– *${question}* — _${state}_`,
  paused: (at: number, of: number) => `Paused at ${at} of ${of}. Everything you said so far is kept.`,

  /** The end. */
  complete: '*That was all, thank you.* Your answers count in the next draft. Anything to correct?',
  partial: '*Stopped here.* What you said so far is kept and counts. Anything to correct?',
  abandoned: 'Stopped. There was nothing to keep.',
  noCustomer: 'No customer is named, so this cannot be counted yet: name one with Edit.',
  leftOpen: (n: number) => `${count(n, 'question was', 'questions were')} left open.`,
  answerOne: 'Answer one of them',
  moreAnswers: (n: number) => `… and ${n} more, with Edit on their own messages above.`,
  offer: 'One that went well (under a minute)',
  offerWhy:
    'To tell what is special about problem customers we need some that went well. Can you think of one like this?',
  deleted:
    'Deleted: every answer of that interview, and every quote from it. Messages that you wrote yourself stay in this conversation until you delete them.',
  takenBack: (question: string) => `Your answer to “${question}” is taken back and counts no more.`,

  /** Forms. */
  formTitle: 'Your answers',
  formSubmit: 'Save',
  formCancel: 'Cancel',
  formHint: 'Leave out what you like. “Don’t know” is fine everywhere.',
  newName: 'Or a customer that is not in the list',
  tooLongForForm: (question: string) =>
    `*${question}*\nYour answer is too long for a form. To change a word, edit the message that you wrote. Write here only to replace all of it.`,
  numberExample: 'For example 1200',
  hoursExample: 'For example 40, 6 hours or 3 days',
  deleteTitle: 'Delete what I said?',
  deleteText:
    'Every answer of this interview is deleted for good, with all earlier versions and every quote from it. This cannot be undone.',
  deleteSubmit: 'Delete',
  reportTitle: 'Problem customer',
  reportSubmit: 'Start',
  reportCustomer: 'Which customer is it about?',
  reportText: 'What happened, in your own words?',
  reportHint:
    'The message is a starting point: keep, change or replace it. Only what you send from here is stored.',

  /** Starting. */
  whichInterview:
    'What would you like to talk about? “Don’t know” is a good answer everywhere, and you can stop at any time.',
  begin: 'Start',
  aboutCase: {
    problem: 'About one customer that was hard work',
    comparison: 'About one customer that went well',
    none: 'About customers in general',
  },
  tellOfNamed:
    'You named these customers. Telling about one takes two minutes and makes it count: choose one, then come back for the next.',
  askRole: 'Which side do you see customers from? You are asked this once.',
  role: { sales: 'Sales', support: 'Support', marketing: 'Marketing' },
  started: 'I have written to you in a direct message.',
  startedTitle: 'See Messages',
  startedFromHome: 'I have written to you: open the Messages tab next to Home.',
  oneOpen: (title: string, customer: string | null, at: number, of: number) =>
    `You are in the middle of one: *${title}*${customer === null ? '' : `, ${customer}`}, ${at} of ${of}. One at a time: go on with it, or stop it and keep what you said.`,
  stopThat: 'Stop that one',
  broken: (script: string, admin: string | null) =>
    `The interview \`${script}\` cannot be used: there is a fault in its file. Nothing was started. Tell ${admin === null ? 'whoever installed Mismatch' : `<@${admin}>`}: \`mismatch scripts check\` names the line.`,
  noScript: (asked: string, known: string) => `There is no interview “${asked}”. There is: ${known}.`,

  /** Small answers. */
  hint: 'Nothing is being asked just now. Tell me about a problem customer with the button, or look a persona up with `/persona` and a word.',
  startButton: 'Talk about a customer',
  stale:
    'That was already answered, or is asked no more. The newest question is at the bottom; earlier answers have an Edit button.',
  gone: 'That interview was deleted, so there is nothing to change any more.',
  useForm: 'These are several short questions: press the button to answer them, then nothing gets mixed up.',
  noFiles:
    'I do not keep files: nobody would look after what is in them. Put the part that matters into words.',
  noOpenQuestion: 'There is nothing to pause or stop just now.',
  didYouMean: (name: string) => `Is “${name}” one of these?`,
  isNew: (name: string) => `No, “${name}” is new`,
  noName: 'That is no customer’s name. Press one of the buttons, or write what the customer is called.',
  nameTooLong: (limit: number) =>
    `A customer’s name has at most ${limit} characters here. What are they called?`,

  /** Why an answer was not taken. */
  refused: {
    empty: 'That was empty. Write a word or two, or choose “Don’t know”.',
    not_a_number: (example: string) =>
      `I need a number here, for example ${example}. A guess is fine, and so is “don’t know”.`,
    ambiguous: (example: string) =>
      `I could read that as two different numbers. Write one number without separators, for example ${example}.`,
    too_large: 'That number is too large to be true. Is there a digit too many?',
    not_an_option: 'I do not know that answer here: use the buttons or the list.',
    not_a_date: 'I need a date here, for example 2026-05-31.',
    ambiguous_date: 'That could be two different days. Write the year first, for example 2026-05-31.',
    required: 'This one is needed. If you cannot tell, “Don’t know” is fine.',
    too_long: 'That is more than 40,000 characters: shorten it.',
    below: (min: number) => `It must be at least ${figure(min)}.`,
    above: (max: number) => `It must be at most ${figure(max)}.`,
  },
  example: { number: '12', money: '1200 or 1200.50', duration: '40, 6 hours or 3 days' },
};
