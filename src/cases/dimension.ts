import { probeOf } from '../interview/probe.ts';
import type { Level, Question, Script } from '../scripts/script.ts';
import type { CustomerRecord, Dimension } from './case.ts';
import { namesProtectedTrait } from './protected.ts';
import { fold, numberOf, tidy } from './value.ts';

/** Columns of a customer record that are traits also where no script asks for them, and when they are known. */
const traitColumns: Record<string, Dimension['observable']> = {
  industry: 'before_sale',
  company_size: 'before_sale',
  contact_role: 'before_sale',
  lead_source: 'before_sale',
  country: 'before_sale',
  plan: 'after_sale',
};

/** Where scripts disagree on a dimension's level, what is reserved stays reserved. */
const byReserve: Level[] = ['subtle', 'outcome', 'cost', 'macro', 'none'];

/** `dimension` of a question in one version of a script, and whether its answer is free text. */
export type Asked = { dimension: string; text: boolean };

/** Finds what a question of a report feeds, a follow-up the same as what it follows; a version that is not known falls back to the newest one. */
export function askedIn(
  scripts: readonly Script[],
): (script: string, version: number | undefined, question: string) => Asked | null {
  const versions = new Map<string, Map<string, Asked>>();
  for (const script of newestFirst(scripts)) {
    const questions = new Map<string, Asked>();
    for (const question of script.questions) {
      questions.set(question.key, { dimension: question.dimension, text: question.type === 'text' });
    }
    versions.set(`${script.id}@${script.version}`, questions);
    if (!versions.has(script.id)) versions.set(script.id, questions);
  }
  return (script, version, question) =>
    (versions.get(`${script}@${version}`) ?? versions.get(script))?.get(probeOf(question).question) ?? null;
}

/**
 * Every dimension that scripts declare. The newest version of a script speaks first; older versions and other scripts
 * add values, protection and reserve, never take them away.
 */
export function dimensionsOf(scripts: readonly Script[]): Record<string, Dimension> {
  const dimensions: Record<string, Dimension> = {};
  for (const script of newestFirst(scripts)) {
    for (const question of script.questions) {
      const known = dimensions[question.dimension];
      dimensions[question.dimension] = known ? joined(known, question) : declared(question);
    }
  }
  return dimensions;
}

function newestFirst(scripts: readonly Script[]): Script[] {
  const newest = new Map<string, number>();
  for (const { id, version } of scripts) newest.set(id, Math.max(version, newest.get(id) ?? version));
  const age = (script: Script) => newest.get(script.id)! - script.version;
  return [...scripts].sort((a, b) => age(a) - age(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function declared(question: Question): Dimension {
  const { dimension: key, type, level, observable } = question;
  return {
    key,
    label: labelOf(key),
    type,
    level,
    observable,
    protected: question.protected || namesProtectedTrait(key),
    values: question.options.map(({ value, label }) => ({ value, label })),
    cuts: null,
  };
}

function joined(known: Dimension, question: Question): Dimension {
  const values = [...known.values];
  for (const { value, label } of question.options) {
    if (!values.some((one) => one.value === value)) values.push({ value, label });
  }
  const offersOptions = known.values.length > 0 || question.options.length === 0;
  return {
    ...known,
    type: offersOptions ? known.type : question.type,
    level: byReserve.find((level) => level === known.level || level === question.level) ?? known.level,
    observable:
      known.observable === 'before_sale' || question.observable === 'before_sale'
        ? 'before_sale'
        : 'after_sale',
    protected: known.protected || question.protected,
    values,
  };
}

/** `lead_source` -> Lead source. */
function labelOf(key: string): Dimension['label'] {
  const words = key.replace(/[_-]+/g, ' ').trim();
  return { en: words.charAt(0).toUpperCase() + words.slice(1) };
}

/**
 * Dimensions that only customer records know: a column is in the customer system before the sale, so it can be
 * observed then. A column of numbers only (or one that was cut before) is cut into bands; others have free values.
 */
export function columnDimensions(
  records: readonly CustomerRecord[],
  known: Record<string, Dimension>,
  banded: ReadonlySet<string>,
): Record<string, Dimension> {
  const columns = new Map<string, Map<string, number>>();
  for (const record of records) {
    for (const [key, raw] of recordFacts(record)) {
      if (known[key] !== undefined || tidy(String(raw)) === '') continue;
      const spellings = columns.get(key) ?? new Map<string, number>();
      columns.set(key, spellings.set(tidy(String(raw)), (spellings.get(tidy(String(raw))) ?? 0) + 1));
    }
  }
  const dimensions: Record<string, Dimension> = {};
  for (const key of [...columns.keys()].sort()) {
    const spellings = columns.get(key)!;
    const numbers = banded.has(key) || [...spellings.keys()].every((text) => numberOf(text) !== null);
    dimensions[key] = {
      key,
      label: labelOf(key),
      type: numbers ? 'number' : 'choice',
      level: 'macro',
      observable: traitColumns[key] ?? 'before_sale',
      protected: namesProtectedTrait(key),
      values: [],
      cuts: null,
      ...(numbers ? {} : { spellings: usualSpellings(spellings) }),
    };
  }
  return dimensions;
}

function usualSpellings(counts: Map<string, number>): Record<string, string> {
  const usual: Record<string, string> = {};
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  for (const [spelling] of ranked) usual[fold(spelling)] ??= spelling;
  return usual;
}

/** The trait columns of one record: `trait:` columns and the customer system's own. */
function* recordFacts(record: CustomerRecord): Generator<[string, string]> {
  for (const key of Object.keys(traitColumns)) {
    const raw = record.texts[key];
    if (raw !== undefined && record.traits[key] === undefined) yield [key, raw];
  }
  yield* Object.entries(record.traits);
}

/** What a record says about one declared dimension. */
export function recordFact(record: CustomerRecord, key: string): string | number | null {
  return record.traits[key] ?? record.texts[key] ?? record.numbers[key] ?? null;
}
