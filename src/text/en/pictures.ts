import { countIn } from '../plural.ts';

const plural = countIn('en');
type Count = { for: number; of: number };

/** What stands in pictures, and what is said of them. */
export const pictures = {
  of: (n: number, of: number) => `${n} of ${of}`,
  cases: (n: number) => plural(n, 'case', 'cases'),
  more: (n: number) => `and ${n} more`,
  drivers: {
    title: 'What sets problem cases apart',
    problem: 'problem cases',
    comparison: 'comparable cases',
    nothingToCompare: 'not compared yet',
    none: 'none',
    half: 'half',
    all: 'all of them',
    line: (label: string, problem: Count, comparison: Count | null) =>
      `${label}: ${problem.for} of ${problem.of} problem cases${comparison ? `, ${comparison.for} of ${comparison.of} comparable ones` : ''}`,
  },
  weeks: 'Interviews by week',
  verdicts: 'Verdicts on our personas',
  map: {
    title: 'Our personas',
    line: (name: string, cases: number, micros: string) =>
      `${name} (${plural(cases, 'case', 'cases')})${micros === '' ? '' : ` with ${micros}`}`,
    micro: (name: string, cases: number) => `${name} (${cases})`,
  },
  verdictNames: {
    avoid: 'avoid',
    fix: 'ours to fix',
    keep: 'keep',
    undetermined: 'not decided',
  },
  card: (name: string) => `The card of ${name}`,
  sent: 'The picture is in our direct message.',
  noScope: 'I may not send files here: an administrator has to add files:write and install the app again.',
  thread: (week: string) => `${week} in pictures:`,
};
