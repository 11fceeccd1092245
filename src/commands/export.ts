import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Format, formats, toHtml, toJson, toMarkdown } from '../exports/formats.ts';
import { sheetOf } from '../exports/sheet.ts';
import { loadLinks, recordExport } from '../exports/store.ts';
import { traitWords } from '../lookup/slack.ts';
import { type ApprovedPersona, approvedPersonas, loadPersona } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import type { AddCommand } from './command.ts';
import { atPlace, note, type Place, print, Refused } from './place.ts';

type Options = { workspace?: string; format: string; out?: string };

export const addExport: AddCommand = ({ command, does }) => {
  command('export', 'write an approved persona, by id or name')
    .argument('<id>')
    .requiredOption('--format <format>', formats.join(', '))
    .option('--out <file>', 'into a file instead of the output')
    .action(does(exportPersona));
};

async function exportPersona(id: string, options: Options): Promise<undefined> {
  const format = formats.find((each) => each === options.format);
  if (!format)
    throw new Refused(
      `There is no format "${options.format}" in this version: use one of ${formats.join(', ')}.`,
    );
  await atPlace(options, async (place) => {
    const { db, workspace, now } = place;
    const approved = await approvedPersonas(db, workspace);
    const wanted = id.trim().toLowerCase();
    const persona = approved.find((each) => each.id === wanted || each.body.name.toLowerCase() === wanted);
    if (!persona) throw new Refused(await whyNot(place, id));
    const text = await written(place, persona, approved, format);
    // Only a whole file counts as an export; the row is written when it stands.
    if (options.out !== undefined) save(options.out, text);
    const rows = format === 'json' ? persona.claims.length : null;
    await recordExport(db, workspace, {
      persona: persona.id,
      version: persona.version,
      format,
      by: 'command line',
      rows,
      at: now,
    });
    if (options.out === undefined) print(text);
    else note(`${persona.body.name}, version ${persona.version}, stands in ${options.out}.`);
  });
}

async function written(
  { db, workspace, config, now, scripts }: Place,
  persona: ApprovedPersona,
  all: ApprovedPersona[],
  format: Format,
): Promise<string> {
  const micros = all.filter(({ body }) => body.parent === persona.id);
  if (format === 'json') {
    return toJson(persona, await loadLinks(db, workspace, persona.id, persona.version), micros, now);
  }
  const family = { parent: all.find((each) => each.id === persona.body.parent) ?? null, micros };
  const sheet = sheetOf(persona, family, traitWords(scripts(), config.language), textsIn(config.language));
  return format === 'markdown' ? toMarkdown(sheet) : toHtml(sheet, config.language);
}

async function whyNot({ db, workspace }: Place, id: string): Promise<string> {
  const known = await loadPersona(db, workspace, id);
  if (!known) return `There is no persona "${id}": mismatch personas lists them.`;
  return known.status === 'approved'
    ? `${known.body.name} (${known.id}) is approved, but too little of its evidence is left or its parent is not approved: review it first.`
    : `${known.body.name} (${known.id}) is not approved (its newest version is ${known.status}): only approved personas leave the house.`;
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
