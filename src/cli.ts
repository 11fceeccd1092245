import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { type AddCommand, Misused } from './commands/command.ts';
import { nameOf, placeOf } from './failure.ts';

/** What each module adds; only the one that is called is loaded, so that a command starts quickly. */
const commands: { names: string[]; load: () => Promise<AddCommand> }[] = [
  { names: ['start'], load: async () => (await import('./commands/start.ts')).addStart },
  { names: ['doctor'], load: async () => (await import('./commands/doctor.ts')).addDoctor },
  { names: ['scripts'], load: async () => (await import('./commands/scripts.ts')).addScripts },
  { names: ['import'], load: async () => (await import('./commands/import.ts')).addImport },
  { names: ['draft'], load: async () => (await import('./commands/draft.ts')).addDraft },
  {
    names: ['lookup', 'personas', 'show'],
    load: async () => (await import('./commands/lookup.ts')).addLookup,
  },
  { names: ['samples'], load: async () => (await import('./commands/samples.ts')).addSamples },
  { names: ['review'], load: async () => (await import('./commands/review.ts')).addReview },
  { names: ['themes'], load: async () => (await import('./commands/themes.ts')).addThemes },
  { names: ['customers'], load: async () => (await import('./commands/customers.ts')).addCustomers },
  { names: ['check', 'outcome'], load: async () => (await import('./commands/check.ts')).addCheck },
  { names: ['summary'], load: async () => (await import('./commands/summary.ts')).addSummary },
  { names: ['export'], load: async () => (await import('./commands/export.ts')).addExport },
  { names: ['report'], load: async () => (await import('./commands/report.ts')).addReport },
  { names: ['backup'], load: async () => (await import('./commands/backup.ts')).addBackup },
  { names: ['erase', 'purge'], load: async () => (await import('./commands/erase.ts')).addErase },
];

/**
 * Runs one command of the command line.
 * @returns 0 done; 1 refused, with a sentence on stderr; 2 wrong usage
 */
export async function runCommandLine(given: string[]): Promise<number> {
  const argv = commandFirst(given);
  let code = 0;
  const program = root();
  const called = commands.filter(({ names }) => names.includes(argv[0] ?? ''));
  for (const { load } of called.length > 0 ? called : commands) {
    const add = await load();
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
    return await codeOf(error);
  }
}

/** `--workspace ID` may stand before the command as well. */
function commandFirst(argv: string[]): string[] {
  const length = argv[0] === '--workspace' ? 2 : argv[0]?.startsWith('--workspace=') ? 1 : 0;
  return [...argv.slice(length), ...argv.slice(0, length)];
}

/** Options by position: behind `review`, `--version` names a version of a persona. */
function root(): Command {
  return new Command('mismatch')
    .description('Interviews staff about problem customers and drafts negative personas for review.')
    .version(ownVersion(), '--version', 'print the version of Mismatch')
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('(mismatch --help lists the commands)')
    .configureHelp({ showGlobalOptions: true });
}

function ownVersion(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}

async function codeOf(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Misused) {
    process.stderr.write(`error: ${error.message}\n`);
    return 2;
  }
  const { note, Refused, refuse } = await import('./commands/place.ts');
  try {
    refuse(error);
  } catch (known) {
    if (known instanceof Refused) {
      for (const sentence of known.sentences) note(sentence);
      return 1;
    }
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? ` ${error.port}` : '';
    note(`Mismatch did not start: another program uses port${port}. Set PORT to a free one.`);
    return 1;
  }
  note(`Something failed inside Mismatch (${nameOf(error)}). Nothing half-done was kept.`);
  for (const line of placeOf(error)) note(`  ${line}`);
  return 1;
}
