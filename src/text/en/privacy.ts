import { dayIn } from '../day.ts';
import { countIn } from '../plural.ts';

const day = dayIn('en');

const count = countIn('en');

/** What is kept about a person, and what they can do about it. Functions get text that is already safe for mrkdwn. */
export const privacy = {
  title: 'What I keep about you',
  who: '*Who sees my answers?*',
  whoNow: (promise: string) =>
    `${promise} That holds for what you say from now on; each interview below says what was promised for it.`,
  nothing: 'You have given no interview, so there is no answer of yours here.',
  total: (interviews: number, answers: number, wordings: number) =>
    `${count(interviews, 'interview', 'interviews')} with ${count(answers, 'answer', 'answers')}${wordings === answers ? '' : `, ${count(wordings, 'wording', 'wordings')} in all`}: every change is kept until you delete it.`,
  also: (role: string | null, invitations: number, checks: number) =>
    `Also kept: your Slack id, your name, language and time zone as Slack gives them, your role (${role ?? 'not named'}), when you may be asked, ${count(invitations, 'invitation', 'invitations')} to you, and ${count(checks, 'lead check', 'lead checks')} of yours (the traits, not your words).`,
  elsewhere: (exports: number) =>
    `Not reached from here: backups that an administrator made, messages you wrote yourself in Slack, files you saved elsewhere${exports === 0 ? '' : `, and ${count(exports, 'export', 'exports')} made of personas that count your answers`}. They hold counts or words of yours until whoever has them deletes them.`,
  more: (rest: number) => `… and ${rest} older ones. The download holds all of them.`,
  nobody: 'No customer named',
  line: (title: string, customer: string, on: string, answers: number) =>
    `*${customer}* · ${title} · ${day(on)} · ${count(answers, 'answer', 'answers')}`,
  seen: {
    aggregates: 'Counted with others; a short quote may be shown without your name.',
    reviewers: 'Reviewers read it; everybody else sees counts.',
    all: 'Everybody here may read it.',
  },
  open: 'Look',
  download: {
    button: 'Download',
    sent: 'Here is everything that is stored about you, as a file for programs and one to read. It goes when you delete everything in `/persona privacy`.',
    asMessages: 'Files cannot be sent here, so this is everything that is stored about you as messages:',
    working: 'It is in your direct message with me.',
    heading: (person: string, day: string) => `Everything Mismatch stores about ${person}, ${day}`,
    asking: 'When you may be asked:',
    invitations: (n: number) => `${count(n, 'invitation', 'invitations')}`,
    quotes: (n: number) => `${count(n, 'question', 'questions')} whether a quote may be shown`,
    checks: (n: number) => `${count(n, 'lead check', 'lead checks')}`,
    decisions: (n: number) => `${count(n, 'decision', 'decisions')} about personas`,
    elsewhere: 'Not part of this: backups, your own messages in Slack, and exports made earlier.',
    exported: (persona: string, version: number, format: string, day: string) =>
      `- ${persona} version ${version} was exported as ${format} on ${day} and counts answers of yours`,
    earlier: (at: string) => `earlier (${at}):`,
  },
  states: { dont_know: 'don’t know', skipped: 'skipped', withdrawn: 'taken back' },
  deleteAll: 'Delete everything',
  deleteAllConfirm: {
    title: 'Delete everything?',
    text: 'Every answer with all its wordings, every quote from it, your checks and settings are deleted for good. Personas that rest on them are counted again and may leave look-up. This cannot be undone.',
    confirm: 'Delete everything',
    deny: 'Keep it',
  },
  deletedAll:
    'Everything is deleted: answers, wordings, quotes, checks and settings. That something was erased is noted, without your name. Backups, exports and what you wrote in Slack yourself are not reached from here.',
  interviewTitle: 'One interview',
  visibility: 'Who may read this interview',
  visibilityOptions: {
    aggregates: 'Only counted with others',
    reviewers: 'Reviewers may read it',
    all: 'Everybody here may read it',
  },
  widened: (promise: string) =>
    `New answers are seen by more people than before: ${promise} What you said earlier stays as it was promised, unless you allow it.`,
  widen: 'Allow it for my earlier answers',
  widenConfirm: {
    title: 'Allow it?',
    text: 'All your earlier answers get the wider promise. You can take that back here for each interview; what somebody has read by then stays read.',
    confirm: 'Allow',
    deny: 'Leave as it is',
  },
  answer: (question: string, answer: string, wordings: number) =>
    `*${question}*\n${answer}${wordings > 1 ? ` _(${count(wordings, 'wording', 'wordings')})_` : ''}`,
  edit: 'Edit',
  deleteAnswer: 'Delete',
  deleteAnswerConfirm: {
    title: 'Delete this answer?',
    text: 'The answer goes for good, with all its wordings and every quote from it. This cannot be undone.',
    confirm: 'Delete',
    deny: 'Keep it',
  },
  deleteInterview: 'Delete this interview',
  deleteInterviewConfirm: {
    title: 'Delete this interview?',
    text: 'Every answer of it is deleted for good, with all earlier wordings and every quote from it. This cannot be undone.',
    confirm: 'Delete',
    deny: 'Keep it',
  },
  answersMore: (rest: number) => `… and ${rest} more. The download holds all of them.`,
  deletedAnswer: 'That answer is deleted, with every wording of it.',
  deletedInterview: 'That interview is deleted, with every wording of every answer.',
  gone: 'That is deleted already.',
  hearOn: 'Tell me when my answers count',
  hearOff: 'Do not tell me when my answers count',
  hears: (on: boolean): string =>
    on
      ? 'You hear, at most once a week, in which personas your answers counted.'
      : 'You are not told in which personas your answers counted.',
  hearSaved: (on: boolean): string =>
    on
      ? 'You will hear when your answers count in a persona, at most once a week.'
      : 'You will not be told any more.',
  thankOn: 'Thank me by name',
  thankOff: 'Thank me without my name',
  thanked: (named: boolean): string =>
    named
      ? 'The weekly summary may thank you by name in weeks in which you answered.'
      : 'The weekly summary counts your answers and does not name you.',
  counted: (names: string, more: number) =>
    `Your answers counted in ${names}${more === 0 ? '' : ` and ${more} more`}. Colleagues find it with \`/persona\`.`,
  stopTelling: 'Do not tell me',
  ask: (persona: string, quote: string) =>
    `*May this be quoted?*\nThe persona *${persona}* rests on what you alone told, so colleagues could guess that these words are yours:\n>${quote}\nUntil you say yes, only reviewers see them.`,
  yes: 'Yes, quote it',
  no: 'No',
  saidYes:
    'Thank you: the quote may be shown, without your name. You can delete the answer any time in `/persona privacy`.',
  saidNo: 'Understood: the quote stays with the reviewers.',
};
