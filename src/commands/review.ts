import { Argument, InvalidArgumentError } from 'commander';
import { type Decision, decisions } from '../review/review.ts';
import { type DecideOutcome, decide } from '../review/store.ts';
import type { AddCommand } from './command.ts';
import { atPlace, note, print, printJson, Refused } from './place.ts';
import { isRegrouping, type Regroup, type RegroupOptions, regroup, regroupings } from './regroup.ts';
import { mustReview } from './reviewer.ts';

type Options = {
  workspace?: string;
  by: string;
  reason: string;
  version?: number;
  use?: string;
  acceptCollateral?: boolean;
  json?: boolean;
} & RegroupOptions;

export const addReview: AddCommand = ({ command, does }) => {
  command('review', 'decide about a persona, under the same rules as in Slack')
    .argument('<id>', 'an id or a name')
    .addArgument(new Argument('<decision>').choices([...decisions, ...regroupings]))
    .requiredOption('--by <user>', 'the Slack id of the reviewer who decides')
    .requiredOption('--reason <text>', 'why')
    .option('--version <n>', 'the version that was looked at', whole)
    .option('--use <text>', 'what an approved persona is for')
    .option('--accept-collateral', 'approve although good customers would be excluded as well')
    .option('--with <id>', 'merge: the draft that joins this one')
    .option('--trait <dimension=value>', 'split: those with this trait become a persona of their own')
    .option('--cases <keys...>', 'split: the keys of the customers that become one')
    .option('--json', 'print one JSON value')
    .action(
      does(async (persona: string, decision: Decision | Regroup, options: Options) => {
        if (options.reason.trim() === '')
          throw new Refused('Give a reason with --reason: a word or two will do.');
        return isRegrouping(decision)
          ? regroup(persona, decision, options)
          : review(persona, decision, options);
      }),
    );
};

const COLLATERAL =
  'mismatch show prints whom it would turn away; --accept-collateral approves it for the reason given.';

async function review(persona: string, decision: Decision, options: Options): Promise<undefined> {
  await atPlace(options, async ({ db, workspace, config, now }) => {
    mustReview(options.by, config);
    const outcome = await decide(db, {
      workspace,
      persona,
      version: options.version ?? null,
      decision,
      by: options.by,
      via: 'command line',
      reason: options.reason,
      use: options.use ?? null,
      acceptCollateral: options.acceptCollateral ?? false,
      config,
      reader: 'en',
      now,
    });
    if (outcome.outcome === 'refused') {
      throw new Refused(...outcome.reasons, ...(outcome.why === 'collateral' ? [COLLATERAL] : []));
    }
    for (const warning of outcome.warnings) note(`Warning: ${warning}`);
    if (options.json) printJson(outcome);
    else print(told(outcome));
  });
}

const outcomes: Record<Decision, string> = {
  approve: 'approved',
  reject: 'rejected',
  retire: 'retired',
  confirm: 'confirmed',
  turn_positive: 'turned positive',
};

function told(outcome: Exclude<DecideOutcome, { outcome: 'refused' }>): string {
  const { id, name, version } = outcome;
  if (outcome.outcome === 'waiting') {
    return `${name} (${id}, version ${version}) needs ${outcome.needed} more approval by somebody else.`;
  }
  const done = outcomes[outcome.decision];
  const also = outcome.also.map((micro) => `${micro.name} (${micro.id}) with it`);
  return [`${name} (${id}, version ${version}) is ${done}`, ...also].join(', ').concat('.');
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('A version is a whole number from 1.');
  return number;
}
