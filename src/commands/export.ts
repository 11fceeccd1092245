import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadRecords } from '../cases/store.ts';
import { type Format, formats, toHtml, toJson, toMarkdown } from '../exports/formats.ts';
import { hubspotList } from '../exports/hubspot.ts';
import { platformFile, platforms } from '../exports/platforms.ts';
import { sheetOf } from '../exports/sheet.ts';
import { loadLinks, recordExport } from '../exports/store.ts';
import { checkable } from '../leads/check.ts';
import { traitWords } from '../lookup/slack.ts';
import { type ApprovedPersona, approvedPersonas, loadPersona } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import type { AddCommand } from './command.ts';
import { atPlace, note, type Place, Refused } from './place.ts';

type Options = { workspace?: string; format: string; out?: string };

const all = [...formats, ...platforms, 'hubspot-list'] as const;

export const addExport: AddCommand = ({ command, does }) => {
  command('export', 'write an approved persona, by id or name')
    .argument('<id>')
    .requiredOption('--format <format>', all.join(', '))
    .option('--out <file>', 'into a file instead of the output')
    .action(does(exportPersona));
};

async function exportPersona(id: string, options: Options): Promise<undefined> {
  const format = all.find((each) => each === options.format);
  if (!format) throw new Refused(`There is no format "${options.format}": use one of ${all.join(', ')}.`);
  await atPlace(options, async (place) => {
    const { db, workspace, now } = place;
    const approved = await approvedPersonas(db, workspace);
    const wanted = id.trim().toLowerCase();
    const persona = approved.find((each) => each.id === wanted || each.body.name.toLowerCase() === wanted);
    if (!persona) throw new Refused(await whyNot(place, id));
    const { text, rows, warnings } = await written(place, persona, approved, format);
    // Only a whole file counts as an export; the row is written when it stands.
    if (options.out !== undefined) save(options.out, text);
    const { version } = persona;
    await recordExport(db, workspace, {
      persona: persona.id,
      version,
      format,
      by: 'command line',
      rows,
      at: now,
    });
    for (const warning of warnings) note(`Warning: ${warning}`);
    if (options.out === undefined) process.stdout.write(text);
    else note(`${persona.body.name}, version ${version}, stands in ${options.out}.`);
  });
}

type Written = { text: string; rows: number | null; warnings: string[] };

async function written(
  place: Place,
  persona: ApprovedPersona,
  personas: ApprovedPersona[],
  format: (typeof all)[number],
): Promise<Written> {
  const known = formats.find((each) => each === format);
  if (known) return forPeople(place, persona, personas, known);
  const held = checkable(personas).find((each) => each.persona.id === persona.id);
  if (!held)
    throw new Refused(`${persona.body.name} is no negative persona: nobody is excluded because of it.`);
  const records = await loadRecords(place.db, place.workspace, persona.body.cases);
  const platform = platforms.find((each) => each === format);
  if (platform) return platformFile(platform, persona, records);
  const list = hubspotList(
    persona,
    held.rule.map(({ condition }) => condition),
    records,
  );
  if (!list) {
    throw new Refused(
      `HubSpot cannot express the rule of ${persona.body.name}, and none of its customers has a domain on record: import customer records first.`,
    );
  }
  return list;
}

async function forPeople(
  { db, workspace, config, now, scripts }: Place,
  persona: ApprovedPersona,
  personas: ApprovedPersona[],
  format: Format,
): Promise<Written> {
  const micros = personas.filter(({ body }) => body.parent === persona.id);
  if (format === 'json') {
    const links = await loadLinks(db, workspace, persona.id, persona.version);
    return { text: toJson(persona, links, micros, now), rows: persona.claims.length, warnings: [] };
  }
  const family = { parent: personas.find((each) => each.id === persona.body.parent) ?? null, micros };
  const sheet = sheetOf(persona, family, traitWords(scripts(), config.language), textsIn(config.language));
  const text = format === 'markdown' ? toMarkdown(sheet) : toHtml(sheet, config.language);
  return { text, rows: null, warnings: [] };
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
