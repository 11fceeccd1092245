import { emptyWorkspace, plantedWorkspace, type World } from '../personas/world.ts';

type Line = Record<string, unknown>;
const cycle = <T>(values: T[], i: number): T => values[i % values.length]!;

const reasons = [
  'They said: we lose an evening a week to reports, and we want it back.',
  'Their words were that somebody has to stop copying numbers by hand on Fridays.',
  '"I want to close the books before dinner", the owner told me in the first call.',
  'He wanted his team to stop typing the same order three times.',
  'She said the spreadsheet had become a second job.',
];
const goals = [
  'A month end that takes one day and no overtime.',
  'To take on ten more shops without hiring for the back office.',
  'To see every Monday which orders are late.',
];

/** An interview about a customer of whom a colleague would like ten more. */
export function ideal(i: number, answers: Line = {}, reporter = i): Line {
  return {
    id: `ideal-${i}`,
    case: { key: `ideal${i}`, name: `Ideal${i} Works`, kind: 'comparison' },
    reporter: { id: `U0R${reporter % 4}`, role: reporter % 2 === 0 ? 'sales' : 'marketing' },
    script: 'ideal-customer',
    at: '2026-06-08T09:30:00Z',
    answers: {
      industry: cycle(['logistics', 'logistics', 'manufacturing'], i),
      company_size: '51-200',
      contact_role: 'department_head',
      lead_source: 'referral',
      budget_fit: i === 4 ? 'above' : 'matches',
      main_need: i === 1 ? 'cut_costs' : 'save_time',
      buying_stage: 'comparing',
      buying_habit: 'small_first',
      payment_method: 'invoice',
      marketing_channels: i % 2 === 0 ? ['newsletter', 'peers'] : ['peers'],
      preferred_channel: 'phone',
      decision_style: 'numbers',
      goals: i === 1 ? 'Cutting the costs of the warehouse came first for them.' : cycle(goals, i),
      age_group: '35-44',
      interests: 'Rowing, and old maps of harbours.',
      own_words: cycle(reasons, i),
      ...answers,
    },
  };
}

/** An interview about what a customer says of us. `kind` stands in the line, the script leaves it open. */
export function voice(i: number, answers: Line = {}, reporter = i): Line {
  return {
    id: `voice-${i}`,
    case: { key: `voice${i}`, name: `Voice${i} Works`, kind: 'comparison' },
    reporter: { id: `U0R${reporter % 4}`, role: reporter % 2 === 0 ? 'support' : 'sales' },
    script: 'customer-voice',
    at: '2026-06-09T09:30:00Z',
    answers: {
      support_issues: i === 2 ? 'no' : 'yes',
      ...(i === 2
        ? {}
        : {
            support_issues_what: cycle(
              [
                'The export failed on the last day of the month.',
                'They could not log in after the summer break.',
              ],
              i,
            ),
          }),
      experience: cycle(
        [
          'They like that a person answers the phone and knows their account.',
          'They told me that setting it up was easier than the tool before us.',
          'They are happy that nothing had to be explained twice.',
        ],
        i,
      ),
      wish_more: cycle(
        [
          'More reports that can be sent to the board as they are.',
          'A phone line that is open on Saturdays.',
        ],
        i,
      ),
      ...answers,
    },
  };
}

/** Thirty-six ideal customers of two manners: some write briefly and automate, some call and want to be shown. */
export function mannered(): Line[] {
  const writes = {
    preferred_channel: 'email',
    technology_comfort: 'automates',
    delegation: 'does_it_all',
    tone: 'brief',
  };
  const calls = {
    preferred_channel: 'phone',
    technology_comfort: 'hesitant',
    delegation: 'hands_over',
    tone: 'warm',
  };
  return Array.from({ length: 36 }, (_, i) => {
    const [own, other] = i % 2 === 0 ? [writes, calls] : [calls, writes];
    const odd = Object.keys(own)[i % 4]!;
    const unlike = i % 5 === 0 ? { [odd]: other[odd as keyof typeof other] } : {};
    return ideal(
      i,
      {
        ...own,
        ...unlike,
        decision_style: cycle(['numbers', 'committee', 'alone_fast'], i),
        objections: cycle([['price'], ['price', 'switching'], ['none']], i),
        objection_words: i % 3 === 2 ? null : 'They found it dear until we worked out an evening a week.',
      },
      i % 4 === 0 ? i + 1 : i,
    );
  });
}

const times = (n: number, line: (i: number) => Line): Line[] => Array.from({ length: n }, (_, i) => line(i));

/** So many ideal customers and voices, in a workspace of their own or beside the planted problem customers. */
export async function wantedWorkspace({
  ideals = 9,
  voices = 6,
  planted = false,
}: {
  ideals?: number;
  voices?: number;
  planted?: boolean;
} = {}): Promise<World> {
  const world = planted ? await plantedWorkspace() : await emptyWorkspace();
  const lines = [...times(ideals, (i) => ideal(i)), ...times(voices, (i) => voice(i))];
  if (lines.length > 0) await world.interviews(lines);
  return world;
}
