import { dollars } from '../money.ts';
import { countIn } from '../plural.ts';
import { card } from './review-card.ts';
import { answers, collateral, evidence } from './review-evidence.ts';
import { edit, lines } from './review-lines.ts';
import { regroup } from './review-regroup.ts';

const counted = countIn('en');

export const review = {
  refused: {
    notReviewer:
      'Thank you for looking at it. Only the reviewers decide about personas; tell one of them what you think.',
    nobodyReviews: 'Nobody may decide yet: set REVIEWERS to the Slack user ids of the people who do.',
    noSuchVersion: (persona: string, asked: number, newest: number) =>
      `${persona} has no version ${asked}: the newest is ${newest}.`,
    unknown: (persona: string) => `There is no persona “${persona}”. \`mismatch personas\` lists them.`,
    outdated: (asked: number, newest: number) =>
      `Version ${asked} is outdated: version ${newest} stands now. Look at that one.`,
    decided: (status: string, by: string | null) =>
      by === null ? `This version is ${status} already.` : `This version is ${status} already, by ${by}.`,
    notApproved: (name: string) => `“${name}” is not approved, so there is nothing to confirm or to retire.`,
    reason: 'Give a reason: it is remembered, so that the same draft does not come back.',
    use: 'Say what it is for: a persona that nobody means to use should not be approved.',
    undetermined:
      'Nothing is decided about these customers yet, so they cannot be approved as somebody to turn away.',
    reasonKept: 'Say why: it is kept with the decision.',
    notNegative: (name: string) =>
      `“${name}” turns nobody away, or is not decided yet, so there is nothing to turn positive.`,
    noDisqualifier: 'Nothing in it can be observed before the sale, so nobody could recognise such a lead.',
    noReason: 'There is no economic reason and no reason of fit behind it.',
    protectedTrait: (word: string) => `It would exclude by a protected trait (“${word}”).`,
    insult: (word: string) => `It insults (“${word}”). They are bad fits, not bad people.`,
    adjectives: 'It consists of judgements only: nothing in it could be checked.',
    noAction: (teams: string) => `It says nothing that ${teams} could do.`,
    parent: (parent: string) => `Its parent ${parent} is not approved: approve that one first.`,
    noBuyer:
      'There is no ideal customer on file. Work that one out first: nobody can say whom they do not want before they know whom they do.',
    collateral: (good: number, of: number) =>
      `It would turn away ${good} of ${of} good customers, more than the settings allow. Look at them first; whoever approves it all the same says why.`,
    collateralReason: 'Say why it is worth turning those good customers away.',
    sameApprover: 'You have approved this version already; a second reviewer has to agree.',
  },
  warnings: {
    byHand: 'It is written by hand: every line is an assumption, and no case stands behind it.',
    noBuyer:
      'There is no ideal customer on file yet. It is easier to say whom you do not want once you have said whom you do.',
    noFigure:
      'It states neither the cost to acquire, nor the support burden, nor the lifetime value. A figure would make it stronger.',
  },
  defaultUse: 'Look-up and lead checks',

  kinds: {
    negative: 'Negative persona',
    challenging: 'Challenging, keep',
    fix: 'For the fix list',
    undetermined: 'Undetermined',
    micro: 'Micro persona',
    buyer: 'Buyer persona',
    customer: 'Customer persona',
  },
  strengths: { supported: 'supported', tentative: 'tentative', hypothesis: 'a hypothesis' },

  card,
  buttons: {
    evidence: 'Evidence',
    approve: 'Approve',
    approveFix: 'Put on the fix list',
    edit: 'Edit',
    reject: 'Reject',
    open: 'Open',
    retire: 'Retire',
    turnPositive: 'Turn positive',
    moreEvidence: 'Ask for more evidence',
    write: 'Write a persona',
    stillTrue: 'Still true',
    draftAgain: 'Draft again',
  },

  decided: {
    approve: (name: string, version: number, by: string) =>
      `:white_check_mark: *${name}* (version ${version}) was approved by ${by}.`,
    reject: (name: string, version: number, by: string) =>
      `:no_entry_sign: *${name}* (version ${version}) was rejected by ${by}.`,
    retire: (name: string, version: number, by: string) =>
      `:card_index_dividers: *${name}* (version ${version}) was retired by ${by}.`,
    confirm: (name: string, version: number, by: string) =>
      `:white_check_mark: *${name}* (version ${version}) still holds, says ${by}.`,
    turn_positive: (name: string, version: number, by: string) =>
      `:seedling: *${name}* (version ${version}) was turned positive by ${by}: nobody is turned away for it any more. A first draft of the buyer persona waits for review.`,
    waiting: (name: string, by: string, needed: number) =>
      `*${name}* was approved by ${by}; ${counted(needed, 'more reviewer has', 'more reviewers have')} to agree.`,
    use: (use: string) => `For: ${use}`,
    reason: (reason: string) => `Reason: ${reason}`,
    also: (names: string) => `Retired with it: ${names}.`,
    merged: (name: string, into: string, by: string) => `*${name}* is merged into *${into}* by ${by}.`,
    undone: (name: string, by: string) => `The split that made *${name}* was taken back by ${by}.`,
    withdrawn: (name: string, version: number) =>
      `*${name}* (version ${version}) is withdrawn: its group is not found any more.`,
    superseded: (name: string, version: number) =>
      `*${name}* (version ${version}) was replaced by a newer draft.`,
    byCommandLine: (by: string) => `${by} (command line)`,
    done: 'Done.',
  },

  answers,
  evidence,
  collateral,
  approve: {
    title: 'Approve',
    submit: 'Approve',
    use: 'What is it for?',
    useHint: 'For example: qualifying inbound leads, the exclusion list of the autumn campaign.',
    cancel: 'Cancel',
  },
  reject: {
    title: 'Reject',
    submit: 'Reject',
    reason: 'Why?',
    reasonHint: 'It is remembered: the same draft does not come back without new evidence.',
  },
  retire: {
    title: 'Retire',
    submit: 'Retire',
    reason: 'Why?',
    reasonHint:
      'It leaves look-up, checks and exports at once, its micro personas with it. Its history stays.',
  },
  confirm: {
    title: 'Still true?',
    submit: 'It still holds',
    reason: 'What makes you sure?',
    reasonHint: 'It is kept with the decision. The age of the evidence counts anew from today.',
  },
  turnPositive: {
    title: 'Turn positive',
    submit: 'Turn positive',
    reason: 'What has changed?',
    reasonHint: 'It leaves look-up, checks and exports at once, and a buyer persona is drafted in its place.',
  },
  regroup,
  moreEvidence: {
    noted: (name: string) =>
      `Noted: more evidence is wanted on *${name}*. Colleagues who agreed to be asked get an invitation when they have a free week.`,
    waiting: (name: string) =>
      `More evidence on *${name}* is wanted already; the invitations are on their way.`,
  },
  lines,
  edit,
  /** A card to the owner of a persona that may no longer hold. */
  stale: {
    heading: (name: string) => `Does *${name}* still hold?`,
    old: (date: string) => `The newest answer behind it is from ${date}.`,
    mostlyOld: (old: number, of: number) =>
      `Of ${of} customers behind it, ${old} were last spoken of more than a year ago.`,
    contradicted: (good: number, problem: number) =>
      `Since it was decided, ${good} good customers turned up that it would turn away, and ${problem === 0 ? 'no problem customer' : counted(problem, 'problem customer', 'problem customers')}.`,
    outcomes: (well: number, badly: number) =>
      `It warned of leads that were taken all the same: ${well} went well, ${badly} badly.`,
    next: 'It stays in use until somebody decides.',
  },
  queue: {
    none: 'No drafts are waiting. New ones are posted in the review channel.',
    heading: (n: number) => `${counted(n, 'draft waits', 'drafts wait')} for a decision.`,
    more: (n: number) => `and ${n} more`,
    line: (name: string, kind: string, subtitle: string) => `*${name}* · ${kind}\n${subtitle}`,
    inUse: '*In use*',
    only: 'Only the reviewers see the queue. `/persona` with a name shows what is approved.',
  },

  draft: {
    only: 'Only reviewers and administrators start a draft.',
    started: 'Drafting has begun. You see how far it is in your messages with me.',
    stages: {
      reading: 'Reading the answers …',
      counting: 'Counting and comparing …',
      listening: 'The model reads what was told …',
      wording: 'Putting it into words …',
      saving: 'Saving …',
    },
    progress: (stage: string, percent: number) =>
      `Drafting personas: ${stage} ${percent > 0 ? `(${percent} of 100)` : ''}`.trim(),
    estimate: (calls: number, usd: number | null) =>
      `The model: about ${counted(calls, 'call', 'calls')}, ${usd === null ? 'cost unknown (no prices are set)' : `$${dollars(usd)}`}.`,
    themes: (n: number) => `${counted(n, 'theme waits', 'themes wait')} for you: \`/persona themes\`.`,
    done: (drafted: number, unchanged: number) =>
      drafted + unchanged === 0
        ? 'No persona could be drafted yet. `/persona invite` asks colleagues for interviews; `/persona interview` begins with you.'
        : drafted === 0
          ? `Done: nothing new. ${counted(unchanged, 'persona stands', 'personas stand')} as before.`
          : `Done: ${counted(drafted, 'draft is', 'drafts are')} ready for review${unchanged > 0 ? `, ${unchanged} unchanged` : ''}.`,
    unexplained: (n: number) =>
      `${counted(n, 'problem customer belongs', 'problem customers belong')} to no kind yet.`,
    notDrafted: 'Worth knowing:',
    channel: (channel: string) => `You find them in <#${channel}>.`,
    noChannel: 'No review channel is set: `/persona review` lists them.',
    interrupted:
      'This draft was interrupted when I stopped. Nothing was changed: start it again with `/persona draft`.',
    failed: 'The draft could not be finished. Nothing was changed; try again.',
  },
  /** Answers were erased or changed and what is left of an approved persona is below the gates. */
  draftsGone: (days: number) =>
    `Answers older than ${counted(days, 'day', 'days')} were erased, and drafts that rested on them are gone. \`/persona draft\` makes new ones from what is left.`,
  fallen: (name: string) =>
    `*${name}* has left look-up, checks and exports: answers behind it were deleted or changed, and too few are left to support it. Draft again with \`/persona draft\`, or retire it.`,
};
