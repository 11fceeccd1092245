import type { Database } from '../database/open.ts';
import type { Found } from './found.ts';
import { nameKey, probableNames } from './probable.ts';
import type { Finder } from './redact.ts';

export type Ruling = 'hide' | 'clear';

/** What reviewers said of words that read like names, by {@link nameKey}. */
export async function loadRulings(db: Database, workspace: number): Promise<Map<string, Ruling>> {
  const rows = await db
    .selectFrom('judged_names')
    .select(['name', 'ruling'])
    .where('workspace', '=', workspace)
    .execute();
  return new Map(rows.map(({ name, ruling }) => [name, ruling]));
}

/** Remembers a reviewer's word for every answer that holds the name, now and later. */
export async function judgeName(
  db: Database,
  workspace: number,
  judged: { name: string; ruling: Ruling; by: string; now: string },
): Promise<void> {
  const ruling = { ruling: judged.ruling, judged_by: judged.by, judged_at: judged.now };
  await db
    .insertInto('judged_names')
    .values({ workspace, name: nameKey(judged.name), ...ruling })
    .onConflict((conflict) => conflict.columns(['workspace', 'name']).doUpdateSet(ruling))
    .execute();
}

type Known = { sure: Finder; doubtful: Finder };

/** Finds what is known and, beside it, every probable name that nobody has cleared: for what leaves for a model. */
export function withProbable(known: Known, rulings: ReadonlyMap<string, Ruling>): Finder {
  return (text) =>
    joined(
      known.sure(text),
      probableIn(text, known, (name) => rulings.get(name) !== 'clear'),
    );
}

/** The probable names of a text that nobody has judged yet, as they are written. */
export function unjudgedIn(text: string, known: Known, rulings: ReadonlyMap<string, Ruling>): string[] {
  const found = probableIn(text, known, (name) => !rulings.has(name));
  return [...new Set(found.map(({ start, end }) => text.slice(start, end).replace(/['’]s$/, '')))];
}

function probableIn(text: string, known: Known, wanted: (name: string) => boolean): Found[] {
  const taken = known.sure(text);
  const found: Found[] = [];
  for (const one of [...probableNames(text), ...known.doubtful(text)]) {
    const free = outside(text, one, [...taken, ...found]);
    found.push(...free.filter(({ start, end }) => wanted(nameKey(text.slice(start, end)))));
  }
  return found;
}

/** What is left of a name beside those that are known: the patronymic of "Громова Алина Сергеевна". */
function outside(text: string, one: Found, taken: readonly Found[]): Found[] {
  const within = taken.filter(({ start, end }) => end > one.start && start < one.end);
  const borders = [
    one.start,
    ...within.sort((a, b) => a.start - b.start).flatMap(({ start, end }) => [start, end]),
    one.end,
  ];
  const pieces: Found[] = [];
  for (let i = 0; i < borders.length; i += 2) {
    const from = borders[i]!;
    const piece = /\p{Lu}\p{L}[\s\S]*\p{L}/u.exec(text.slice(from, Math.max(from, borders[i + 1]!)));
    if (piece) {
      const start = from + piece.index;
      pieces.push({ ...one, start, end: start + piece[0].length });
    }
  }
  return within.length === 0 ? [one] : pieces;
}

function joined(one: Found[], other: Found[]): Found[] {
  return [...one, ...other].sort((a, b) => a.start - b.start);
}
