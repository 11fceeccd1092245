import { countIn } from '../plural.ts';

const count = countIn('en');

/** Invitations to an interview: planning them, getting one, and saying when one may be asked. */
export const invitations = {
  consent: {
    ask: (about: string, length: string) =>
      `May I ask you now and then about a customer? It is ${about}, ${length}. At most once a week, in your working hours, and you can stop it any time.`,
    yes: 'Yes, you may',
    notNow: 'Not now',
    never: 'Never',
    laterNoted: 'I leave it there, and ask you once more in four weeks at the earliest.',
    neverNoted:
      'I will not ask you again. `/persona interview` is always open to you, and “When I may ask you” on the Home tab changes this.',
  },
  invite: (title: string, length: string) => `Time for a few questions: *${title}*, ${length}.`,
  about: {
    more_evidence:
      'A reviewer would like more evidence before deciding. Any customer you know first-hand helps.',
    reported: (name: string | null) =>
      name
        ? `*${name}* was reported as a problem. What happened?`
        : 'A customer was reported as a problem. What happened?',
    churned: (name: string | null) =>
      name ? `*${name}* has left us. What was it like?` : 'A customer has left us. What was it like?',
    question: 'The last draft left a question open that you may be able to answer.',
    stale: (name: string | null) =>
      `The answers behind ${name ? `*${name}*` : 'a persona'} are getting old. Is it still like that?`,
  },
  until: (date: string) => `Open until ${date}. Later answers count too, marked late.`,
  reminder: (n: number, most: number): string =>
    n >= most ? 'A reminder; there will be no other one.' : 'A reminder.',
  start: 'Start',
  later: 'Later',
  snooze: { hours: 'In two hours', tomorrow: 'Tomorrow', next_week: 'Next week' },
  notThisTime: 'Not this time',
  mute: 'Mute for four weeks',
  snoozed: (when: string) => `I ask again on ${when}.`,
  declined: 'Fine, not this time. Nothing was recorded.',
  muted: (date: string) => `Muted: I ask you nothing until ${date}.`,
  unmute: 'Unmute',
  unmuted: 'Unmuted. I ask you again when it suits your hours.',
  started: 'Thank you. The questions are below.',
  closed: (week: string) =>
    `This was open in week ${week} and is closed. You can still answer: it counts in the next summary, marked late.`,
  answerLate: 'Answer late',
  over: 'This invitation is over. `/persona interview` starts an interview any time.',
  noScript: 'This interview is not asked any more. `/persona interview` starts another one.',
  busy: 'You are in the middle of another interview. Finish or stop it first; this one waits.',

  settings: {
    title: 'When I may ask you',
    line: (days: string, from: string, to: string, zone: string) =>
      `${days}, ${from} to ${to} (${zone}, from your Slack profile)`,
    consent: {
      unknown: 'You have not been asked yet whether I may ask you.',
      yes: 'You agreed to be asked, at most once a week.',
      never: 'You are never asked.',
    },
    mutedUntil: (date: string) => `Muted until ${date}.`,
    waiting: 'An invitation waits for you in Messages.',
    change: 'Change',
    save: 'Save',
    cancel: 'Cancel',
    may: 'May I ask you?',
    mayYes: 'Yes, at most once a week',
    mayNever: 'Never',
    days: 'Working days',
    at: 'Ask me at',
    atHint: 'Left empty: when the campaign says, in your own time zone.',
    from: 'Not before',
    to: 'Not after',
    muteUntil: 'Ask me nothing until',
    muteHint: 'Left empty: not muted. Vacation status and do-not-disturb in Slack count by themselves.',
    order: 'The end must be later than the beginning.',
  },
  days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  longDays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],

  plan: {
    title: 'Invite to interviews',
    notYours: 'Only reviewers and administrators invite. `/persona interview` starts one for yourself.',
    running: 'Switched on',
    campaign: (what: string, when: string, whom: string) => `*${what}* · ${when} · ${whom}`,
    asNeeded: 'As needed',
    asNeededMore: 'As needed: open requests, churned customers, open questions, old personas',
    stop: 'Stop',
    what: 'Which interview',
    people: 'Who',
    peopleHint: 'Each of them is asked first whether I may ask at all.',
    roles: 'And everybody in',
    weekday: 'Day',
    anyDay: 'Any working day',
    at: 'Time, in each person’s own zone',
    rhythm: 'How often',
    rhythms: { once: 'Once', '1': 'Every week', '2': 'Every two weeks', '4': 'Every four weeks' },
    window: 'Answers are on time for',
    windowDays: (n: number) => count(n, 'working day', 'working days'),
    reminders: 'Reminders',
    reminderCounts: ['None', 'One after a day', 'Two, a day apart'],
    next: 'Preview',
    cancel: 'Cancel',
    nobody: 'Choose at least one person or one group.',
    tooMany: (n: number) => `At most ${n} people by name; for more, choose a group.`,
    day: 'Choose a day; only “As needed” and a single round can take any.',
    previewTitle: 'Who is asked when',
    confirm: 'Switch on',
    asked: (n: number) => `${count(n, 'person', 'people')} will be asked`,
    notAsked: 'Not asked',
    noOne: 'Nobody is asked by this plan as things stand.',
    empty: 'Nobody is known in this group yet: people join it once they have named their role.',
    line: (who: string, when: string, zone: string) => `${who}: ${when} (${zone})`,
    notLine: (who: string, why: string) => `${who}: ${why}`,
    first: 'is asked for consent first',
    unknownZone: 'time zone not known yet',
    more: (n: number) => `and ${n} more`,
    weekly: 'Nobody gets more than one invitation a week, whatever else is switched on.',
    needed: 'When there is a reason to ask them, at these times at the earliest.',
    on: 'Switched on. I ask people when their time comes; `/persona invite` shows and stops it.',
    holds: {
      unreachable: 'no open Slack account here',
      never: 'does not want to be asked',
      consent_pending: 'said “not now”',
      open_invitation: 'has an invitation open',
      open_interview: 'is in an interview; asked once it is finished',
      away: 'is away',
      muted: 'muted me',
      not_yet: 'later',
      no_reason: 'nothing to ask about yet',
      over: 'no day in the coming year suits',
    },
  },
};
