import { Option } from 'commander';
import type { Double } from '../customers/doubles.ts';
import { loadDoubles } from '../customers/store.ts';
import { collectEarly } from '../drafting/heap.ts';
import type { DraftProgress, Estimate } from '../drafting/job.ts';
import type { DraftResult } from '../drafting/result.ts';
import { draft } from '../drafting/run.ts';
import { estimateDraft, showPrompt } from '../drafting/show-prompt.ts';
import { ladderIn } from '../model/ladder.ts';
import type { Model } from '../model/model.ts';
import { dollars } from '../text/money.ts';
import { countIn } from '../text/plural.ts';
import type { AddCommand } from './command.ts';
import { atPlace, note, type Place, print, printJson, Refused, storeScriptsOf } from './place.ts';

const counted = countIn('en');

type Options = {
  workspace?: string;
  json?: boolean;
  model?: 'off';
  showPrompt?: boolean;
  estimate?: boolean;
};

export const addDraft: AddCommand = ({ command, does }) => {
  command('draft', 'compute the evidence and draft personas for review')
    .option('--json', 'print one JSON value')
    .addOption(new Option('--model <which>', 'off: the embedded drafter writes').choices(['off']))
    .option('--show-prompt', 'print what would be sent to a model, and send nothing')
    .option('--estimate', 'print how many calls a draft would make and what they cost, and make none')
    .action(does(run));
};

async function run(options: Options): Promise<undefined> {
  collectEarly();
  await atPlace(options, async ({ db, workspace, config, now }) => {
    await storeScriptsOf({ db, workspace, config, now });
    if (options.showPrompt) {
      const prompts = await showPrompt({ db, workspace, config });
      if (options.json) return printJson({ prompts });
      return print(prompts.length === 0 ? 'Nothing would be sent.' : prompts.map(promptText).join('\n\n'));
    }
    if (options.estimate) {
      const ahead = await estimateDraft({ db, workspace, config });
      return options.json ? printJson(ahead) : print(estimated(ahead));
    }
    const model = options.model === 'off' ? null : await modelOf({ db, workspace, config, now });
    const outcome = await draft({
      db,
      workspace,
      config,
      now,
      model,
      askedBy: 'command line',
      ...(model && { onProgress: progress() }),
    });
    if (outcome.outcome !== 'done') throw new Refused(outcome.message);
    if (options.json) printJson(outcome.result);
    else print(told(outcome.result));
    noteDoubles(await loadDoubles(db, workspace));
  });
}

/** One customer under several spellings would pass for a pattern. */
function noteDoubles(doubles: readonly Double[]): void {
  const several = new Set(doubles.map(({ other }) => other.key)).size;
  if (several === 0) return;
  const many = counted(several, 'customer looks', 'customers look');
  note(`${many} like another one and may count twice: mismatch customers doubles lists them.`);
}

function promptText({ system, user, schema }: Awaited<ReturnType<typeof showPrompt>>[number]): string {
  return `--- system\n${system}\n--- user\n${user}\n--- the reply must fit\n${JSON.stringify(schema)}`;
}

function estimated({ calls, tokens, usd }: Estimate): string {
  if (calls === 0) return 'No call to a model.';
  const cost = usd === null ? 'cost unknown, no prices are set' : `$${dollars(usd)}`;
  return `About ${calls} ${calls === 1 ? 'call' : 'calls'}, ${tokens.in + tokens.out} tokens: ${cost}.`;
}

/** On stderr, a line for each tenth of what takes long. */
function progress(): (progress: DraftProgress) => void {
  let last = '';
  return ({ stage, share, estimate }) => {
    if (estimate && estimate.calls > 0) note(estimated(estimate));
    const line =
      stage === 'listening' || stage === 'wording' ? `${stage} ${Math.floor(share * 10)}0 of 100` : stage;
    if (line !== last && (stage !== 'listening' || share > 0)) note(line);
    last = line;
  };
}

type ModelPlace = Pick<Place, 'db' | 'workspace' | 'config' | 'now'>;

/** Loaded only where one is asked: the other commands start faster without it. */
export async function modelOf({ db, workspace, config, now }: ModelPlace): Promise<Model | null> {
  if (config.model.endpoint === null) return null;
  const { modelFor } = await import('../model/openai.ts');
  return modelFor(config.model, { ladder: ladderIn(db, workspace, now) });
}

export function told({ scope, personas, unexplained, notDrafted, model }: DraftResult): string {
  const lines = personas.map(
    ({ id, kind, name, status, strength, cases, change }) =>
      `${id}  ${kind}, ${strength}, ${cases.length} cases, ${change}, ${status}: ${name}`,
  );
  return [
    `${counted(scope.problem, 'problem case', 'problem cases')} and ${counted(scope.comparison, 'comparable one', 'comparable ones')} by ${counted(scope.reporters, 'person', 'people')}.`,
    ...(lines.length === 0 ? ['No persona could be drafted yet.'] : lines),
    ...(unexplained.length === 0
      ? []
      : [`${counted(unexplained.length, 'case fits', 'cases fit')} no group.`]),
    ...notDrafted.map((why) => `Note: ${why}`),
    model.note,
    model.themes === 0 ? '' : `${model.themes} themes wait for a reviewer: mismatch themes lists them.`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
