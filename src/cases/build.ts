import { probeOf } from '../interview/probe.ts';
import { parseRange } from '../scripts/range.ts';
import type { AnswerValue, Script } from '../scripts/script.ts';
import { deriveCuts } from './bands.ts';
import type {
  Case,
  CaseTable,
  CaseText,
  CustomerRecord,
  Dimension,
  Portrayal,
  Report,
  Source,
} from './case.ts';
import { joinRecords } from './customers.ts';
import { askedIn, columnDimensions, dimensionsOf, recordFact } from './dimension.ts';
import { type Fact, latestOf, median } from './merge.ts';
import { packed } from './packed.ts';
import { themeDimensions, themeFacts } from './theme-traits.ts';
import type { ConfirmedThemes } from './themes.ts';
import { isNumeric, isTrait, numberOf } from './value.ts';

export type CaseInput = {
  reports: readonly Report[];
  /** Several with one key, the older first, are of one customer that was merged from as many. */
  records: readonly CustomerRecord[];
  /** Every version an interview was pinned to. */
  scripts: readonly Script[];
  /** Borders that are kept as they are; every other number is cut by all cases. */
  bands?: Readonly<Record<string, readonly number[]>>;
  /** Names of customers that have no record. */
  names?: ReadonlyMap<string, string>;
  /** What reviewers confirmed in free text. */
  themes?: ConfirmedThemes | null;
};

/** A customer that is a case, and what it is made from. */
export type Customer = {
  key: string;
  kind: 'problem' | 'comparison';
  /** False where an interview portrays it and nobody said whether it went well: no case of either kind. */
  judged: boolean;
  reports: Report[];
  record: CustomerRecord | null;
};

/** The interviews that portray customers, by script. */
const portrayedIn: Readonly<Record<string, Portrayal>> = {
  'ideal-customer': 'buyer',
  'customer-voice': 'customer',
};
type Facts = Map<string, Fact[]>;

/** Cases in the making. */
export type Building = {
  /** Every customer that is a case, sorted by key. */
  customers: readonly Customer[];
  /** Takes in the answers of some customers, which nobody needs to keep; the next ones in order, each once. */
  add(customers: readonly Customer[]): void;
  /** Once all are taken in. */
  table(): CaseTable;
};

/**
 * Reports and records become cases: one a customer, what was said about it merged, every value in its dimension's one
 * vocabulary. Pure, and blind to the order of what it is given. Step by step, for more answers than should be in memory at
 * once: reports may get theirs before `add`.
 */
export function startCases(input: CaseInput): Building {
  const bands = input.bands ?? {};
  const declared = dimensionsOf(input.scripts);
  const { customers, disputed } = customersOf(input);
  const columns = columnDimensions(input.records, declared, new Set(Object.keys(bands)));
  const bare = { ...declared, ...columns };
  const asked = askedIn(input.scripts);
  const themes = input.themes ?? null;
  const numbers = new Map(uncut(bare, bands).map(({ key }): [string, number[]] => [key, []]));
  const said = packed();
  const cases: Case[] = [];
  const unjudged: Case[] = [];
  return {
    customers,
    add: (some) => {
      for (const customer of some) {
        const head = headOf(customer, asked, input.names);
        const facts = gather(customer, bare, asked);
        for (const [key, list] of customer.judged ? numbers : []) {
          const number = median((facts.get(key) ?? []).flatMap(({ raw }) => rawNumber(raw)));
          if (number !== null) list.push(number);
        }
        if (themes !== null) {
          for (const [key, found] of themeFacts(head.texts, themes)) if (!bare[key]) facts.set(key, found);
        }
        (customer.judged ? cases : unjudged).push({ ...head, ...said.add(facts) });
      }
    },
    table: () => {
      const dimensions = { ...themeDimensions(themes), ...cutAll(bare, bands, numbers) };
      const present = said.merge(dimensions);
      const leftOut = [...present].filter((key) => dimensions[key]?.protected === true).sort();
      const portrayed = {
        buyer: portrayedAs(customers, 'buyer'),
        customer: portrayedAs(customers, 'customer'),
      };
      return { cases, dimensions, disputed, leftOut, portrayed, unjudged };
    },
  };
}

/** Who is a case, and of which kind, or portrayed at least; a customer of both kinds is none. Sorted by key. */
function customersOf({ reports, records }: CaseInput): { customers: Customer[]; disputed: string[] } {
  const found = new Map<
    string,
    { kinds: Set<Customer['kind']>; reports: Report[]; record: CustomerRecord | null }
  >();
  const entry = (key: string) => {
    const known = found.get(key) ?? { kinds: new Set(), reports: [], record: null };
    found.set(key, known);
    return known;
  };
  for (const report of reports) {
    const customer = entry(report.customer);
    if (report.kind !== 'none') customer.kinds.add(report.kind);
    customer.reports.push(report);
  }
  for (const record of records) {
    const customer = entry(record.key);
    customer.record = customer.record === null ? record : joinRecords(customer.record, record);
    if (record.good !== null) customer.kinds.add(record.good ? 'comparison' : 'problem');
  }
  const customers: Customer[] = [];
  const disputed: string[] = [];
  for (const key of [...found.keys()].sort()) {
    const { kinds, reports: own, record } = found.get(key)!;
    const [kind = 'comparison', other] = [...kinds];
    const judged = kinds.size > 0;
    if (!judged && !own.some(({ script }) => script in portrayedIn)) continue;
    if (other !== undefined) disputed.push(key);
    else customers.push({ key, kind, judged, reports: own.sort(byTime), record });
  }
  return { customers, disputed };
}

function portrayedAs(customers: readonly Customer[], as: Portrayal): string[] {
  return customers
    .filter(({ reports }) => reports.some(({ script }) => portrayedIn[script] === as))
    .map(({ key }) => key);
}

function byTime(a: Report, b: Report): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.interview < b.interview ? -1 : a.interview > b.interview ? 1 : 0;
}

/** Everything said about a customer, a dimension at a time; of one person only the newest answer. */
function gather(
  { reports, record }: Customer,
  dimensions: Record<string, Dimension>,
  asked: ReturnType<typeof askedIn>,
): Facts {
  const facts: Facts = new Map();
  const add = (key: string, raw: AnswerValue, source: Source) => {
    const dimension = dimensions[key];
    if (dimension === undefined || !isTrait(dimension)) return;
    facts.set(key, latestOf(facts.get(key) ?? [], { raw, source }));
  };
  for (const { answers, reporter, role, script, scriptVersion } of reports) {
    for (const { answer, revision, question, value } of answers) {
      const feeds = value === null ? null : asked(script, scriptVersion, question);
      if (feeds !== null && value !== null) add(feeds.dimension, value, { answer, revision, reporter, role });
    }
  }
  if (record !== null) {
    for (const key of Object.keys(dimensions)) {
      const raw = recordFact(record, key);
      if (raw !== null) add(key, raw, { answer: null });
    }
  }
  return facts;
}

/** Numeric dimensions without declared ranges. */
function loose(dimensions: Record<string, Dimension>): Dimension[] {
  return Object.values(dimensions).filter(
    (one) => isNumeric(one) && !one.values.some(({ value }) => parseRange(value) !== null),
  );
}

/** Those whose borders come from all cases. */
function uncut(
  dimensions: Record<string, Dimension>,
  bands: Readonly<Record<string, readonly number[]>>,
): Dimension[] {
  return loose(dimensions).filter(({ key, type }) => bands[key] === undefined && type !== 'scale');
}

/** Gives every numeric dimension without declared ranges its borders: kept ones, else derived from all cases. */
function cutAll(
  dimensions: Record<string, Dimension>,
  bands: Readonly<Record<string, readonly number[]>>,
  numbers: ReadonlyMap<string, readonly number[]>,
): Record<string, Dimension> {
  const cut = { ...dimensions };
  for (const dimension of loose(dimensions)) {
    const kept = bands[dimension.key];
    const cuts = kept ? [...kept] : deriveCuts(numbers.get(dimension.key) ?? []);
    cut[dimension.key] = { ...dimension, cuts };
  }
  return cut;
}

function rawNumber(raw: AnswerValue): number[] {
  const number = Array.isArray(raw) ? null : numberOf(raw);
  return number === null ? [] : [number];
}

function headOf(
  { key, kind, reports, record }: Customer,
  asked: ReturnType<typeof askedIn>,
  names: ReadonlyMap<string, string> | undefined,
): Omit<Case, 'traits' | 'sources'> {
  const name = record !== null && record.name !== '' ? record.name : (names?.get(key) ?? key);
  return {
    key,
    name,
    kind,
    reporters: [...new Set(reports.map(({ reporter }) => reporter))].sort(),
    roles: [...new Set(reports.map(({ role }) => role))].sort(),
    hasRecord: record !== null,
    record: record === null ? null : { numbers: record.numbers },
    texts: textsOf(reports, asked),
  };
}

/** Texts in the order they were given; the same words of the same person once. */
function textsOf(reports: Report[], asked: ReturnType<typeof askedIn>): CaseText[] {
  const texts: CaseText[] = [];
  for (const { reporter, role, script, scriptVersion, answers } of reports) {
    for (const { answer, revision, question, value } of answers) {
      if (typeof value !== 'string' || asked(script, scriptVersion, question)?.text !== true) continue;
      const main = probeOf(question).question;
      const said = texts.some(
        (one) => one.reporter === reporter && one.question === main && one.text === value,
      );
      if (!said) texts.push({ answer, revision, question: main, reporter, role, text: value });
    }
  }
  return texts;
}
