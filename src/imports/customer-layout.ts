import type { CustomerRecord } from '../cases/case.ts';
import {
  type ColumnStyle,
  dateEvidence,
  noteStyle,
  numberEvidence,
  readDate,
  readNumber,
} from './customer-formats.ts';

const texts = [
  'domain',
  'email',
  'phone',
  'first_name',
  'last_name',
  'city',
  'state',
  'zip',
  'country',
  'industry',
  'company_size',
  'contact_role',
  'lead_source',
  'plan',
  'consent_source',
];
const dates = ['started_on', 'ended_on', 'trial_ends_on'];
const flags = ['good', 'consent'];
const anyAmount = { min: -Infinity, max: Infinity };
const amount = { min: 0, max: Infinity };
const numbers: Record<string, { min: number; max: number }> = {
  acquisition_cost: amount,
  revenue: anyAmount,
  lifetime_value: anyAmount,
  cost_to_serve: amount,
  support_tickets: amount,
  complaints: amount,
  returns: amount,
  discount_percent: { min: 0, max: 100 },
  sales_hours: amount,
  support_hours: amount,
};
const outcomes = ['won', 'lost', 'active', 'churned', 'trial_cancelled', 'never_converted'];
const yes = new Set(['yes', 'y', 'true', '1', 'да']);
const no = new Set(['no', 'n', 'false', '0', 'нет']);
const LONGEST_CELL = 1_000;
/** Columns told of by name. */
const NAMED = 30;

/** The fields of customers.csv besides its `trait:` columns. */
const customerFields = ['key', 'name', ...texts, 'outcome', ...Object.keys(numbers), ...dates, ...flags];

/** A column of a file and the field it fills. */
export type Column = { index: number; field: string; heading: string; style: ColumnStyle };
export type Layout = { columns: Column[]; width: number; delimiter: string };

/**
 * Finds the fields among the headings. `map` names a column otherwise: field -> heading.
 * Columns that are no field are left out and noted.
 */
export function layoutOf(
  headings: readonly string[],
  map: Readonly<Record<string, string>>,
  delimiter: string,
): { ok: true; layout: Layout; notes: string[] } | { ok: false; reasons: string[] } {
  const seen = headings.map((heading) => heading.trim());
  const list = named(seen);
  const reasons: string[] = [];
  for (const [field, heading] of Object.entries(map)) {
    if (!isField(field)) {
      reasons.push(
        `--map ${field}: there is no such field. Fields are ${customerFields.join(', ')} and trait:NAME.`,
      );
    } else if (!seen.includes(heading.trim())) {
      reasons.push(`--map ${field}: the file has no column "${heading}". It has ${list}.`);
    }
  }
  const columns: Column[] = [];
  const ignored: string[] = [];
  seen.forEach((heading, index) => {
    const mapped = Object.keys(map).filter((field) => map[field]?.trim() === heading);
    const own = fieldOf(heading);
    const fields = mapped.length > 0 || own === null || Object.hasOwn(map, own) ? mapped : [own];
    if (fields.length === 0 && heading !== '') ignored.push(heading);
    for (const field of fields) {
      if (columns.some((column) => column.field === field)) {
        reasons.push(
          `Two columns are called ${show(heading)}: rename one, or name the right one with --map.`,
        );
      } else columns.push({ index, field, heading, style: { first: null, second: null } });
    }
  });
  if (!columns.some(({ field }) => field === 'key') && reasons.length === 0) {
    reasons.push(
      `There is no column "key", which tells customers apart. The file has ${list}: name the right one with --map key="…". (Cells are parted by commas or semicolons.)`,
    );
  }
  if (reasons.length > 0) return { ok: false, reasons };
  const notes = ignored.length === 0 ? [] : [ignoredColumns(ignored)];
  return { ok: true, layout: { columns, width: headings.length, delimiter }, notes };
}

function ignoredColumns(headings: string[]): string {
  return headings.length === 1
    ? `The column ${named(headings)} is no field and was ignored.`
    : `The columns ${named(headings)} are no fields and were ignored.`;
}

/** Headings as they stand in the file, the first of very many. */
function named(headings: readonly string[]): string {
  const names = headings.slice(0, NAMED).map(show);
  const rest = headings.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ');
}

function isField(field: string): boolean {
  return customerFields.includes(field) || traitOf(field) !== null;
}

function fieldOf(heading: string): string | null {
  const plain = heading.toLowerCase().replace(/\s+/g, '_');
  if (customerFields.includes(plain)) return plain;
  const trait = traitOf(heading);
  return trait === null ? null : `trait:${trait}`;
}

/** `trait:region` -> region. An object cannot hold `__proto__` as a key like any other. */
function traitOf(heading: string): string | null {
  const name = /^trait:\s*(\S.{0,79})$/i.exec(heading)?.[1];
  return name === undefined || name === '__proto__' ? null : name;
}

/** Learns from one row how its columns write numbers and dates. */
export function learnStyles({ columns, delimiter }: Layout, cells: readonly string[], line: number): void {
  for (const { index, field, style } of columns) {
    const cell = cells[index]?.trim() ?? '';
    if (cell === '') continue;
    if (field in numbers) noteStyle(style, numberEvidence(cell, delimiter), line);
    else if (dates.includes(field)) noteStyle(style, dateEvidence(cell), line);
  }
}

/** One row as a record; a field without a value is absent. `name` is empty where the file has none. */
export function recordOf(
  layout: Layout,
  cells: readonly string[],
): { ok: true; record: CustomerRecord } | { ok: false; reasons: string[] } {
  if (cells.length !== layout.width) {
    return {
      ok: false,
      reasons: [
        `The row has ${cells.length === 1 ? '1 cell' : `${cells.length} cells`} and the header ${layout.width}: look for a missing quote or separator.`,
      ],
    };
  }
  const record: CustomerRecord = {
    key: '',
    name: '',
    good: null,
    consent: null,
    texts: {},
    numbers: {},
    traits: {},
  };
  const reasons: string[] = [];
  for (const column of layout.columns) {
    const cell = cells[column.index]?.trim() ?? '';
    if (cell === '') continue;
    const reason = fill(record, column, cell, layout.delimiter);
    if (reason !== null) reasons.push(`${column.heading} ${show(cell)} ${reason}.`);
  }
  if (!layout.columns.some(({ field, index }) => field === 'key' && cells[index]?.trim() !== ''))
    reasons.push('The key is empty: every customer needs one.');
  return reasons.length === 0 ? { ok: true, record } : { ok: false, reasons };
}

/** Puts one cell where it belongs. @returns what is wrong with it, else `null` */
function fill(
  record: CustomerRecord,
  { field, style }: Column,
  cell: string,
  delimiter: string,
): string | null {
  if (cell.length > LONGEST_CELL) return `is longer than ${LONGEST_CELL} characters: shorten it`;
  const range = Object.hasOwn(numbers, field) ? numbers[field] : undefined;
  if (range !== undefined) {
    const number = readNumber(cell, style, delimiter);
    if (!number.ok) return number.reason;
    if (cell.endsWith('%') && field !== 'discount_percent') return 'is a share: an amount is expected here';
    if (number.value < range.min) return 'must not be negative';
    if (number.value > range.max) return `must not be more than ${range.max}`;
    record.numbers[field] = number.value;
  } else if (dates.includes(field)) {
    const date = readDate(cell, style);
    if (!date.ok) return date.reason;
    record.texts[field] = date.value;
  } else if (field === 'good' || field === 'consent') {
    const word = cell.toLowerCase();
    if (!yes.has(word) && !no.has(word)) return 'must be yes, no or empty';
    record[field] = yes.has(word);
  } else if (field === 'outcome') {
    const word = cell.toLowerCase().replace(/[\s-]+/g, '_');
    if (!outcomes.includes(word)) return `must be one of ${outcomes.join(', ')}`;
    record.texts.outcome = word;
  } else if (field === 'company_size') {
    if (turnedIntoDate.test(cell)) {
      return 'looks like a size that a spreadsheet turned into a date: write it as text, for example 1-10';
    }
    record.texts.company_size = /^\d{1,3}(?:[.,\s'’]\d{3})+$/.test(cell) ? cell.replace(/\D/g, '') : cell;
  } else if (field === 'key' || field === 'name') record[field] = cell;
  else if (field.startsWith('trait:')) record.traits[field.slice('trait:'.length)] = cell;
  else record.texts[field] = cell;
  return null;
}

const turnedIntoDate = /^(?:\d{1,2}[-.]\p{L}{3,4}\.?|\p{L}{3,4}\.?[-.]\d{2,4})$/u;

function show(cell: string): string {
  return JSON.stringify(cell.length <= 60 ? cell : `${cell.slice(0, 59)}…`);
}

/**
 * A newer file over what is known: its columns replace theirs, also where a cell is empty; columns that it does not
 * have stay as they were.
 */
export function mergeRecords(
  known: CustomerRecord | null,
  newer: CustomerRecord,
  { columns }: Layout,
  nameSoFar: string,
): CustomerRecord {
  const filled = new Set(columns.map(({ field }) => field));
  const kept = <T>(values: Record<string, T>, prefix = ''): [string, T][] =>
    Object.entries(values).filter(([key]) => !filled.has(`${prefix}${key}`));
  const merged = <T>(old: Record<string, T> | undefined, fresh: Record<string, T>, prefix = '') =>
    Object.fromEntries([...kept(old ?? {}, prefix), ...Object.entries(fresh)].sort(byKey));
  return {
    key: newer.key,
    name: newer.name === '' ? nameSoFar : newer.name,
    good: filled.has('good') ? newer.good : (known?.good ?? null),
    consent: filled.has('consent') ? newer.consent : (known?.consent ?? null),
    texts: merged(known?.texts, newer.texts),
    numbers: merged(known?.numbers, newer.numbers),
    traits: merged(known?.traits, newer.traits, 'trait:'),
  };
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
