import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option } from 'commander';
import { type AnyFormat, allFormats, ExportRefused, fileFor } from '../exports/run.ts';
import { isInUse, recordExport } from '../exports/store.ts';
import { approvedPersonas, loadPersona } from '../personas/store.ts';
import type { AddCommand } from './command.ts';
import { atPlace, noPersona, note, type Place, Refused } from './place.ts';

type Options = { workspace?: string; format: AnyFormat; out?: string };

export const addExport: AddCommand = ({ command, does }) => {
  command('export', 'write an approved persona, by id or name')
    .argument('<id>')
    .addOption(new Option('--format <format>', 'what it is for').choices(allFormats).makeOptionMandatory())
    .option('--out <file>', 'into a file instead of the output')
    .action(does(exportPersona));
};

async function exportPersona(id: string, options: Options): Promise<undefined> {
  const { format } = options;
  await atPlace(options, async (place) => {
    const { db, workspace, now } = place;
    const approved = await approvedPersonas(db, workspace);
    const wanted = id.trim().toLowerCase();
    const persona = approved.find((each) => each.id === wanted || each.body.name.toLowerCase() === wanted);
    if (!persona) throw await whyNot(place, id);
    const { db: _db, config, scripts, ...rest } = place;
    const source = { ...rest, db, scripts: scripts(), language: config.language };
    const { text, rows, warnings } = await fileFor(source, persona, approved, format).catch(refuse);
    const { version } = persona;
    const entry = { persona: persona.id, version, format, by: 'command line', rows, at: now };
    await db.transaction().execute(async (trx) => {
      if (!(await isInUse(trx, workspace, persona))) throw await whyNot({ ...place, db: trx }, id);
      // Only a whole file counts as an export; the row is written when it stands.
      if (options.out !== undefined) save(options.out, text);
      await recordExport(trx, workspace, entry);
    });
    for (const warning of warnings) note(`Warning: ${warning}`);
    if (options.out === undefined) process.stdout.write(text);
    else note(`${persona.body.name}, version ${version}, stands in ${options.out}.`);
  });
}

function refuse(error: unknown): never {
  throw error instanceof ExportRefused ? new Refused(error.message) : error;
}

async function whyNot({ db, workspace }: Place, id: string): Promise<Refused> {
  const known = await loadPersona(db, workspace, id);
  if (!known) return noPersona(id);
  const { body, status } = known;
  return new Refused(
    status === 'approved'
      ? `${body.name} (${known.id}) is approved, but too little of its evidence is left or its parent is not approved: review it first.`
      : `${body.name} (${known.id}) is not approved (its newest version is ${status}): only approved personas leave the house.`,
  );
}

function save(file: string, text: string): void {
  try {
    writeFileSync(resolve(file), text);
  } catch (error) {
    throw new Refused(
      `${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}): name another file.`,
    );
  }
}
