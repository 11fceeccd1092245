import { dayIn } from '../day.ts';
import { dollars } from '../money.ts';
import { countIn } from '../plural.ts';

const counted = countIn('en');
const day = dayIn('en');

export const review = {
  refused: {
    notReviewer:
      'Thank you for looking at it. Only the reviewers decide about personas; tell one of them what you think.',
    nobodyReviews: 'Nobody may decide yet: set REVIEWERS to the Slack user ids of the people who do.',
    noSuchVersion: (persona: string, asked: number, newest: number) =>
      `${persona} has no version ${asked}: the newest is ${newest}.`,
    unknown: (persona: string) => `There is no persona “${persona}”. \`mismatch personas\` lists them.`,
    outdated: (asked: number, newest: number) =>
      `Version ${asked} is outdated: version ${newest} stands now. Please look at that one.`,
    decided: (status: string, by: string | null) =>
      by === null ? `This version is ${status} already.` : `This version is ${status} already, by ${by}.`,
    notApproved: (name: string) => `“${name}” is not approved, so there is nothing to retire.`,
    reason: 'Please give a reason: it is remembered, so that the same draft does not come back.',
    use: 'Please say what it is for: a persona that nobody means to use should not be approved.',
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

  card: {
    fallback: (name: string, kind: string) => `Draft to review: ${name} (${kind})`,
    heading: (name: string, version: number) => `${name} · draft ${version}`,
    headingDecided: (name: string, version: number) => `${name} · version ${version}`,
    portrait: '*Who it is*',
    summary: (kind: string, subtitle: string) => `*${kind}*\n${subtitle}`,
    verdict: (reason: string) => `*Why:* ${reason}`,
    disqualifiers: '*Not for us when all of this holds*',
    noDisqualifiers: '_Nothing here turns anybody away._',
    tentative: ' _(describes this group only)_',
    against: (problem: string, comparison: string, not: number) =>
      `${problem} problem customers, ${comparison} comparable ones; ${not} did not`,
    alone: (problem: string, not: number) => `${problem} problem customers; ${not} did not; not compared yet`,
    here: (count: string) => `${count} of these customers`,
    claims: '*What the answers say*',
    story: '*In short*',
    quotes: '*In their words*',
    quoted: (words: string) => `“${words}”`,
    quotesKept: (n: number) =>
      `${counted(n, 'quote is', 'quotes are')} for reviewers only: they stand under Evidence.`,
    dissenting: '(disagrees)',
    actions: '*What to do*',
    teams: { marketing: 'Marketing', sales: 'Sales', support: 'Support' },
    assumption: ' _(assumption)_',
    context: (cases: string, reporters: number, strength: string) =>
      `${cases} problem customers · ${counted(reporters, 'colleague', 'colleagues')} · ${strength}`,
    contextWanted: {
      buyer: (cases: string, reporters: number, strength: string) =>
        `${cases} ideal customers · ${counted(reporters, 'colleague', 'colleagues')} · ${strength}`,
      customer: (cases: string, reporters: number, strength: string) =>
        `${cases} customers who were heard · ${counted(reporters, 'colleague', 'colleagues')} · ${strength}`,
    },
    dropped: (n: number) => `The gate left out ${counted(n, 'line', 'lines')}; see Evidence.`,
    parent: (parent: string) => `A kind of ${parent}`,
    more: 'More stands under Evidence.',
  },
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

  /** The answers themselves, for reviewers. */
  answers: {
    read: 'Read the answers',
    title: 'Answers',
    interview: 'One interview',
    close: 'Close',
    whole: 'Whole interview',
    nobody: 'No customer named',
    sides: { for: 'for it', against: 'against it' },
    day,
    none: 'None of the answers behind this may be read here.',
    noMore: 'There are no more.',
    kept: 'Some answers behind this are not shown: whoever gave them was promised that they are only counted and quoted in short. An administrator sets under `/persona settings` what is promised from now on.',
    keptHere: (n: number) =>
      `${counted(n, 'more answer is', 'more answers are')} not shown: promised to be only counted and quoted in short.`,
    gone: 'This interview is not there any more, or may not be read here.',
    earlier: 'Back',
    further: 'More',
  },

  evidence: {
    probable: {
      flag: (name: string) => `“${name}” reads like somebody’s name. Quotes should name nobody.`,
      hide: 'Hide it',
      clear: 'It is no name',
      hidden: (name: string) => `“${name}” is hidden in every quote from now on.`,
      cleared: (name: string) => `“${name}” is no name: I do not ask about it again.`,
      warning: (names: string) =>
        `Its quotes hold words that read like names: ${names}. Under Evidence you hide or clear them.`,
    },
    title: 'Evidence',
    close: 'Close',
    only: 'The customers behind a claim are shown to reviewers only.',
    gone: 'This version is not there any more.',
    intro: (name: string, version: number) =>
      `*${name}*, version ${version}. Counts as they were when it was drafted.`,
    for: (n: number, names: string) => `*For (${n}):* ${names}`,
    against: (n: number, names: string) => `*Against (${n}):* ${names}`,
    comparisonFor: (n: number, names: string) => `*Comparable, for (${n}):* ${names}`,
    comparisonAgainst: (n: number, names: string) => `*Comparable, against (${n}):* ${names}`,
    nobody: 'nobody',
    cut: 'There is more than fits here: `mismatch show` prints all of it.',
    more: (n: number) => `and ${n} more`,
    described: '*Described in this group*',
    figures: '*Figures*',
    figure: (name: string, median: string, n: number, source: string) =>
      `• ${name}: ${median}, median of ${n} (${source})`,
    sources: { record: 'customer records', staff: 'what colleagues say', both: 'records and colleagues' },
    dropped: '*Left out by the gate*',
    droppedFindings: '*Left out of what the model found in their answers*',
    statistics: (ratio: string | null, q: string | null, reporters: number) =>
      [
        ratio === null ? null : `${ratio} times as often`,
        q === null ? null : `q = ${q}`,
        counted(reporters, 'colleague', 'colleagues'),
      ]
        .filter((part) => part !== null)
        .join(' · '),
  },

  /** What the rule would have done to the customers there are. */
  collateral: {
    counting: 'Counting whom it would have turned away …',
    uncounted: 'Whom it would have turned away could not be counted now; it is counted when you approve.',
    title: '*Had this been the rule*',
    problem: (reached: string) => `Problem customers turned away: ${reached}`,
    good: (reached: string) => `Good customers turned away as well: ${reached}`,
    unjudged: (reached: string) => `Customers nobody has judged: ${reached}`,
    counts: (excluded: number, told: number) => `${excluded} of ${told}`,
    shares: (excluded: number, told: number, share: string, low: string, high: string) =>
      `${excluded} of ${told} (${share}%, between ${low} and ${high}% with 95% confidence)`,
    untold: (n: number) => `of ${n} more too little is known to tell`,
    allUntold: (n: number) => `too little is known to tell of any of the ${n}`,
    acquisition: (amount: string, from: string) => `Cost of winning them, saved: ${amount} (${from})`,
    hours: (amount: string, from: string) => `Hours saved: ${amount} (${from})`,
    problemRevenue: (amount: string, from: string) =>
      `Revenue the problem customers paid: ${amount} (${from})`,
    goodRevenue: (amount: string, from: string) =>
      `Revenue lost with the good customers: ${amount} (${from})`,
    from: (known: number, of: number) => (known === of ? `all ${of} known` : `known for ${known} of ${of}`),
    estimate: (total: string, low: string, high: string) => `about ${total}, between ${low} and ${high}`,
    named: (names: string, more: number) =>
      `Good customers among them: ${names}${more > 0 ? ` and ${more} more` : ''}`,
    tooMuch:
      ':warning: That is more of the good customers than the settings allow. You can still approve it: a second step asks why.',
    confirmTitle: 'Approve anyway?',
    confirm: 'Approve anyway',
    why: 'Why is it worth it?',
    whyHint: 'It is kept with the decision, for whoever asks later.',
  },

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
  /** Two drafts made one, or one made two. */
  regroup: {
    menu: { merge: 'Merge with another draft', split: 'Split', undo: 'Take back the last merge or split' },
    customers: (n: number) => counted(n, 'customer', 'customers'),
    why: 'Why?',
    whyHint: 'It is kept with the decision.',
    merge: {
      title: 'Merge two drafts',
      submit: 'Merge',
      with: 'Which draft joins this one?',
      hint: 'Its customers join this persona and every count is made anew over all of them. You can take it back until the persona is approved.',
    },
    split: {
      title: 'Split a draft',
      submit: 'Split',
      trait: 'By a trait',
      parts: (going: number, staying: number) => `${going} go, ${staying} stay`,
      noTrait: 'No trait divides these customers into two parts that are large enough.',
      customers: 'Or pick the customers that go',
      find: 'Part of a name',
      hint: 'Those who go become a persona of their own; those who did not say stay. Every count is made anew. Each part needs 5 customers, and 2 colleagues or one and a customer record.',
      neither: 'Choose a trait, or pick the customers that go.',
      both: 'Choose a trait or pick customers, not both.',
    },
    undo: {
      title: 'Take back',
      submit: 'Take back',
      hint: 'The last merge or split of this persona no longer holds; the drafts are counted again as the answers group them.',
    },
    noOther: (name: string) =>
      `There is no other draft to merge “${name}” with. Drafts made from answers can be merged while nobody has approved the other one.`,
    notKind: (name: string) =>
      `“${name}” cannot be merged or split: only drafts made from answers can, and no micro personas.`,
    itself: 'A persona cannot be merged with itself.',
    inUse: (name: string) => `“${name}” is in use. Retire it first, or merge this one into it instead.`,
    noSuchTrait: (asked: string, least: number, others: string[]) =>
      others.length === 0
        ? `${asked} does not divide it, nor does any other trait: each part needs ${least} customers.`
        : `${asked} does not divide it into two parts of at least ${least} customers. These do: ${others.join(', ')}.`,
    notInIt: (key: string) => `Customer ${key} does not belong to it.`,
    tooFew: (going: number, staying: number, least: number) =>
      `${going} would go and ${staying} stay: each part needs at least ${least} customers.`,
    nothingToUndo: (name: string) => `Nobody has merged or split “${name}”.`,
    approvedSince: (name: string) =>
      `“${name}” was approved as it is grouped now. Retire it first, then take the grouping back.`,
  },
  moreEvidence: {
    noted: (name: string) =>
      `Noted: more evidence is wanted on *${name}*. Colleagues who agreed to be asked get an invitation when they have a free week.`,
    waiting: (name: string) =>
      `More evidence on *${name}* is wanted already; the invitations are on their way.`,
  },
  /** Editing line by line. */
  lines: {
    title: 'Line by line',
    button: 'Line by line',
    intro: (version: number) =>
      `Draft ${version}. Each change is a new draft; numbers stay those of the answers, and a redraft keeps your change while the counts are the same.`,
    saved: (version: number) => `Saved as draft ${version}.`,
    change: 'Change',
    whats: {
      reword: 'Reword',
      drop: 'Leave out',
      not_disqualifier: 'Not a disqualifier',
      first: 'Move to the top',
      assume: 'Add an assumption',
    },
    parts: {
      disqualifiers: 'Disqualifier',
      claims: 'What the answers say',
      story: 'Story',
      biography: 'Biography',
      redFlags: 'Red flag',
      'actions.marketing': 'Marketing',
      'actions.sales': 'Sales',
      'actions.support': 'Support',
      contentToAvoid: 'Content to avoid',
      contentToUse: 'Content to use',
    } as Record<string, string>,
    words: 'Words',
    numbersHint: 'Figures have to be those of the answers.',
    where: 'Where does it belong?',
    reason: 'Why?',
    reasonHint: 'It is kept with the new draft.',
    assume: 'Add an assumption',
    assumeHint: 'No numbers: nothing was counted. It is marked as an assumption wherever it stands.',
    again: 'Apply again',
    offers: '*Your earlier changes, on counts that are different now*',
    offerReworded: (mine: string, now: string) => `• You wrote “${mine}”. Drafted now: “${now}”.`,
    offerLeftOut: (now: string) => `• You had left out or taken back: “${now}”. It is drafted again.`,
  },
  edit: {
    title: 'Edit the words',
    submit: 'Save as new version',
    name: 'Name',
    subtitle: 'In short',
    line: (number: number) => `Story, line ${number}`,
    hint: 'Numbers come from the answers and stay as they are. Empty leaves the line out.',
    unchanged: 'Nothing was changed.',
    taken: 'Another persona has this name.',
    missing: 'Please enter at least a word.',
    fault: (why: string) => `This cannot stand: ${why}.`,
  },

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
      drafted === 0
        ? `Done: nothing new. ${counted(unchanged, 'persona stands', 'personas stand')} as before.`
        : `Done: ${counted(drafted, 'draft is', 'drafts are')} ready for review${unchanged > 0 ? `, ${unchanged} unchanged` : ''}.`,
    unexplained: (n: number) =>
      `${counted(n, 'problem customer belongs', 'problem customers belong')} to no kind yet.`,
    notDrafted: (reasons: string) => `Not drafted: ${reasons}`,
    channel: (channel: string) => `You find them in <#${channel}>.`,
    noChannel: 'No review channel is set: `/persona review` lists them.',
    interrupted:
      'This draft was interrupted when I stopped. Nothing was changed: please start it again with `/persona draft`.',
    failed: 'The draft could not be finished. Nothing was changed; please try again.',
  },
  /** Answers were erased or changed and what is left of an approved persona is below the gates. */
  draftsGone: (days: number) =>
    `Answers older than ${counted(days, 'day', 'days')} were erased, and drafts that rested on them are gone. \`/persona draft\` makes new ones from what is left.`,
  fallen: (name: string) =>
    `*${name}* has left look-up, checks and exports: answers behind it were deleted or changed, and too few are left to support it. Draft again with \`/persona draft\`, or retire it.`,
};
