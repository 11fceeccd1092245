import { loadRecords } from '../cases/record-store.ts';
import { problemsAmong } from '../cases/store.ts';
import type { Database } from '../database/open.ts';
import { checkable } from '../leads/check.ts';
import { traitWords } from '../lookup/traits.ts';
import { casesOf, inFull } from '../personas/customers.ts';
import { quotesOf } from '../personas/quoted.ts';
import { shownToAll } from '../personas/shown.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import type { Script } from '../scripts/script.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { type Format, formats, toHtml, toJson, toMarkdown } from './formats.ts';
import { hubspotList } from './hubspot.ts';
import { platformFile, platforms } from './platforms.ts';
import { sheetOf } from './sheet.ts';
import { loadLinks } from './store.ts';

/** Every shape in which an approved persona leaves the house. */
export const allFormats = [...formats, ...platforms, 'hubspot-list'] as const;
export type AnyFormat = (typeof allFormats)[number];

/** A file, and what whoever uses it has to know. `rows`: `null` where it is no list. */
export type ExportFile = { text: string; rows: number | null; warnings: string[] };

export type Source = {
  db: Database;
  workspace: number;
  scripts: readonly Script[];
  language: Language;
  now: string;
};

/** A persona that cannot be written in this format, in a sentence. */
export class ExportRefused extends Error {}

/** The formats that a persona can be written in: nobody is excluded because of one that is not negative. */
export function formatsFor(persona: ApprovedPersona, personas: readonly ApprovedPersona[]): AnyFormat[] {
  const excludes = checkable(personas).some((each) => each.persona.id === persona.id);
  return excludes ? [...allFormats] : [...formats];
}

/**
 * Writes an approved persona.
 * @throws ExportRefused where the rule turns on a trait that a script has come to call protected, where the format
 * excludes people and the persona excludes nobody, or where the file would hold nobody and nothing
 */
export async function fileFor(
  source: Source,
  persona: ApprovedPersona,
  personas: readonly ApprovedPersona[],
  format: AnyFormat,
): Promise<ExportFile> {
  const { name } = persona.body;
  const texts = textsIn(source.language).exports;
  const held = checkable(personas).find((each) => each.persona.id === persona.id);
  const rule = held?.rule.map(({ condition }) => condition) ?? persona.body.disqualifiers;
  const guarded = rule.find(({ dimension }) => isProtectedIn(source.scripts, dimension));
  if (guarded) throw new ExportRefused(texts.refused.guarded(name, guarded.dimension.replaceAll('_', ' ')));
  const known = formats.find((each) => each === format);
  if (known) return forPeople(source, persona, personas, known);
  if (!held) throw new ExportRefused(texts.refused.notNegative(name));
  const { db, workspace } = source;
  const cases = await casesOf(db, workspace, persona);
  const all = await loadRecords(db, workspace, cases);
  const problems = await problemsAmong(db, workspace, cases);
  const records = all.filter(({ key }) => problems.has(key));
  const cleared = all.length - records.length;
  const platform = platforms.find((each) => each === format);
  if (platform) {
    const file = platformFile(platform, persona, records, texts.warnings, cleared);
    if (file.rows > 0) return file;
    throw new ExportRefused(texts.refused.nobody(file.warnings.join(' ') || texts.refused.noCustomers));
  }
  const list = hubspotList(persona, rule, records, texts.warnings);
  if (!list) throw new ExportRefused(texts.refused.noList(name));
  return cleared > 0 ? { ...list, warnings: [texts.warnings.cleared(cleared), ...list.warnings] } : list;
}

/** Whether a script in use asks for this trait as a protected one, whatever it was called when it was approved. */
function isProtectedIn(scripts: readonly Script[], dimension: string): boolean {
  return scripts.some(({ questions }) =>
    questions.some((one) => one.dimension === dimension && one.protected),
  );
}

async function forPeople(
  { db, workspace, language, now, scripts }: Source,
  persona: ApprovedPersona,
  personas: readonly ApprovedPersona[],
  format: Format,
): Promise<ExportFile> {
  const micros = personas.filter(({ body }) => body.parent === persona.id);
  if (format === 'json') {
    const links = await loadLinks(db, workspace, persona.id, persona.version);
    const voices = await quotesOf(db, workspace, persona);
    return {
      text: toJson({ ...persona, ...voices, ...(await inFull(db, workspace, persona)) }, links, micros, now),
      rows: persona.claims.length,
      warnings: [],
    };
  }
  const family = { parent: personas.find((each) => each.id === persona.body.parent) ?? null, micros };
  const voices = await quotesOf(db, workspace, persona, (quote) => shownToAll(persona, quote));
  const sheet = sheetOf(persona, voices, family, traitWords(scripts, language), textsIn(language));
  const text = format === 'markdown' ? toMarkdown(sheet) : toHtml(sheet, language);
  return { text, rows: null, warnings: [] };
}
