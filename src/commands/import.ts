import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Command, InvalidArgumentError } from 'commander';
import { fallenBy, tellOfFallen } from '../erasure/fallen.ts';
import { importCustomers } from '../imports/customers.ts';
import { importInterviews } from '../imports/interviews.ts';
import { type ImportOutcome, type ImportProgress, importSentences } from '../imports/report.ts';
import type { AddCommand } from './command.ts';
import { hasFallen } from './fallen.ts';
import { atPlace, note, type Place, print, printJson, readable } from './place.ts';

type Options = { workspace?: string; skipBad?: boolean; json?: boolean; map?: Record<string, string> };

/** `--workspace` belongs to both levels of the command, so options are read from both. */
export const addImport: AddCommand = ({ command, does }) => {
  const group = command('import', 'past interviews and customer records');
  const sub = (name: string, description: string) =>
    new Command(name)
      .description(description)
      .argument('<file>')
      .option('--skip-bad', 'take the good lines and report the others')
      .option('--json', 'print one JSON value')
      .option('--workspace <id>', 'which workspace, where the database holds several')
      .exitOverride();
  group.addCommand(
    sub('interviews', 'past interviews, one a line of JSON').action(
      does((file: string, _own: Options, sub: Command) => interviews(file, sub.optsWithGlobals())),
    ),
  );
  group.addCommand(
    sub('customers', 'customer records, a table with a header row')
      .option('--map <field=column...>', 'name a column otherwise, for example revenue="ARR (USD)"', pairs)
      .action(does((file: string, _own: Options, sub: Command) => customers(file, sub.optsWithGlobals()))),
  );
};

/** Rows come and go by the million: without this the engine sets aside ever more room for them, though few live at once. */
function keepMemorySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

async function interviews(file: string, options: Options): Promise<number> {
  keepMemorySmall();
  return atPlace(options, async (place) => {
    const { db, workspace, config, now, scripts } = place;
    const job = { db, workspace, now, file: resolve(file), skipBad: options.skipBad === true };
    const outcome = await tellingOfFallen(place, () =>
      importInterviews({
        ...job,
        scripts: scripts(),
        visibility: config.answerVisibility,
        onProgress: progressLine('lines'),
      }),
    );
    return report(outcome, options);
  });
}

async function customers(file: string, options: Options): Promise<number> {
  keepMemorySmall();
  return atPlace(options, async (place) => {
    const { db, workspace, config, now } = place;
    const { scripts } = readable(resolve(config.scriptsDir));
    const job = { db, workspace, now, scripts, file: resolve(file), skipBad: options.skipBad === true };
    const map = options.map ? { map: options.map } : {};
    const outcome = await tellingOfFallen(place, () =>
      importCustomers({ ...job, ...map, onProgress: progressLine('rows') }),
    );
    return report(outcome, options);
  });
}

/** A newer file may say otherwise than what an approved persona rests on: its reviewers hear of it as after an erasure. */
async function tellingOfFallen(
  { db, workspace, config, now }: Place,
  work: () => Promise<ImportOutcome>,
): Promise<ImportOutcome> {
  const { done, fallen } = await fallenBy(db, workspace, work);
  if (done.outcome === 'refused') return done;
  await db.transaction().execute((trx) => tellOfFallen(trx, workspace, fallen, config, now));
  return { ...done, notes: [...done.notes, ...fallen.map(hasFallen)] };
}

const STAGES = { checking: 'Checking', storing: 'Storing', settling: 'Visible; tidying up' };
const REDRAW_MS = 100;

/** One line on the terminal that says how far the import is; nothing where stderr is a file or a pipe. */
function progressLine(unit: string): (progress: ImportProgress) => void {
  let drawnAt = 0;
  let stage = '';
  return (progress) => {
    const now = performance.now();
    if (!process.stderr.isTTY || (progress.stage === stage && now - drawnAt < REDRAW_MS)) return;
    drawnAt = now;
    stage = progress.stage;
    const share = progress.share === null ? '' : `, ${Math.floor(progress.share * 100)} %`;
    process.stderr.write(
      `\r\x1b[K${STAGES[progress.stage]}: ${progress.lines.toLocaleString('en')} ${unit}${share}`,
    );
  };
}

function report(outcome: ImportOutcome, { json }: Options): number {
  const refused = outcome.outcome === 'refused';
  const sentences = importSentences(outcome);
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  if (json) printJson(outcome);
  if (refused) for (const sentence of sentences) note(sentence);
  else if (!json) print(sentences.join('\n'));
  else for (const sentence of sentences.slice(1)) note(sentence);
  return refused ? 1 : 0;
}

function pairs(pair: string, before: Record<string, string> = {}): Record<string, string> {
  const at = pair.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write FIELD=COLUMN, for example revenue="ARR (USD)".');
  const field = pair.slice(0, at).trim();
  if (Object.hasOwn(before, field)) throw new InvalidArgumentError(`The field ${field} is named twice.`);
  return { ...before, [field]: pair.slice(at + 1).trim() };
}
