import { Command, CommanderError } from 'commander';
import { addBackup } from './commands/backup.ts';
import { addCheck } from './commands/check.ts';
import type { AddCommand } from './commands/command.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDraft } from './commands/draft.ts';
import { addErase } from './commands/erase.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addLookup } from './commands/lookup.ts';
import { note, Refused, refuse } from './commands/place.ts';
import { addReview } from './commands/review.ts';
import { addScripts } from './commands/scripts.ts';
import { addStart } from './commands/start.ts';
import { addSummary } from './commands/summary.ts';
import { nameOf, placeOf } from './failure.ts';

const commands: AddCommand[] = [
  addStart,
  addDoctor,
  addScripts,
  addImport,
  addDraft,
  addLookup,
  addReview,
  addCheck,
  addSummary,
  addExport,
  addBackup,
  addErase,
];

/**
 * Runs one command of the command line.
 * @returns 0 done; 1 refused, with a sentence on stderr; 2 wrong usage
 */
export async function runCommandLine(argv: string[]): Promise<number> {
  let code = 0;
  const program = root();
  for (const add of commands) {
    add({
      command: (nameAndArguments, description) =>
        program
          .command(nameAndArguments)
          .description(description)
          .option('--workspace <id>', 'which workspace, where the database holds several'),
      does:
        (action) =>
        async (...args) => {
          code = (await action(...args)) ?? 0;
        },
    });
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return codeOf(error);
  }
}

function root(): Command {
  return new Command('mismatch')
    .description('Interviews staff about problem customers and drafts negative personas for review.')
    .exitOverride()
    .showHelpAfterError('(mismatch --help lists the commands)')
    .configureHelp({ showGlobalOptions: true });
}

function codeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  try {
    refuse(error);
  } catch (known) {
    if (known instanceof Refused) {
      for (const sentence of known.sentences) note(sentence);
      return 1;
    }
  }
  note(`Something failed inside Mismatch (${nameOf(error)}). Nothing half-done was kept.`);
  for (const line of placeOf(error)) note(`  ${line}`);
  return 1;
}
