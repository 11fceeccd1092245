import { fileURLToPath } from 'node:url';
import type { Database } from '../../database/open.ts';
import type { DraftConfig } from '../../drafting/job.ts';
import { draft } from '../../drafting/run.ts';
import { importCustomers } from '../../imports/customers.ts';
import { importInterviews } from '../../imports/interviews.ts';
import { type ImportOutcome, importSentences } from '../../imports/report.ts';
import type { Script } from '../../scripts/script.ts';
import { readLines } from '../../text/lines.ts';
import { SAMPLE_PEOPLE } from '../people.ts';

/** The day of the newest interview in the files. */
const NEWEST = '2026-11-13';
const DAY_MS = 86_400_000;
const day = /\b\d{4}-\d\d-\d\d(?=T|,|$)/g;

export const sampleFiles = {
  interviews: fileURLToPath(new URL('interviews.jsonl', import.meta.url)),
  /** Ideal customers and customers' own words, of those that went well. */
  portraits: fileURLToPath(new URL('portraits.jsonl', import.meta.url)),
  customers: fileURLToPath(new URL('customers.csv', import.meta.url)),
};

export type SampleOutcome =
  | { outcome: 'loaded'; interviews: number; customers: number }
  /** It was loaded before, perhaps in part deleted since: it does not come back. */
  | { outcome: 'already there' }
  /** Not a built-in workspace: invented customers have no place beside real ones. */
  | { outcome: 'not here' };

/**
 * Fills a built-in workspace with invented interviews and customers, once, through the imports that everybody uses.
 * Its days are moved to the weeks before this one.
 *
 * @throws Error where the scripts in use no longer take the sample's answers
 */
export async function loadSample(
  db: Database,
  workspace: number,
  scripts: readonly Script[],
  now: string,
): Promise<SampleOutcome> {
  const { kind } = await db
    .selectFrom('workspaces')
    .select('kind')
    .where('id', '=', workspace)
    .executeTakeFirstOrThrow();
  if (kind !== 'sandbox') return { outcome: 'not here' };
  if (await isLoaded(db, workspace)) return { outcome: 'already there' };
  const place = { db, workspace, now };
  const days = daysToMove(now);
  const customers = added(await importCustomers({ ...place, file: moved(sampleFiles.customers, days) }));
  let interviews = 0;
  for (const path of [sampleFiles.interviews, sampleFiles.portraits]) {
    // Invented people have promised themselves nothing: everybody may see what they said.
    const told = { scripts, file: moved(path, days), source: 'sample', visibility: 'all' } as const;
    interviews += added(await importInterviews({ ...place, ...told }));
  }
  await nameReporters(db, workspace);
  return { outcome: 'loaded', interviews, customers };
}

/** Drafts as if a reviewer had asked when the last week ended, so that there is something to review and to read. */
export async function draftSample(
  db: Database,
  workspace: number,
  config: DraftConfig,
  now: string,
): Promise<void> {
  const asked = new Date(Date.parse(`${NEWEST}T17:00:00Z`) + daysToMove(now) * DAY_MS).toISOString();
  await draft({ db, workspace, config, now: asked, model: null, askedBy: 'U0GRACE' });
}

async function isLoaded(db: Database, workspace: number): Promise<boolean> {
  const known = await db
    .selectFrom('interviews')
    .select('id')
    .where('workspace', '=', workspace)
    .where('source', '=', 'sample')
    .executeTakeFirst();
  return known !== undefined;
}

function added(outcome: ImportOutcome): number {
  if (outcome.outcome === 'done') return outcome.added;
  throw new Error(`The sample does not fit: ${importSentences(outcome).join(' ')}`);
}

/**
 * Whole weeks, so that nobody is interviewed on a Sunday: the newest interview comes to lie on the Friday of the last
 * complete week, which the first weekly summary tells of.
 */
export function daysToMove(now: string): number {
  const today = Math.floor(Date.parse(now) / DAY_MS);
  const weekday = (new Date(now).getUTCDay() + 6) % 7;
  const lastSunday = today - weekday - 1;
  const newest = Date.parse(NEWEST) / DAY_MS;
  return Math.floor((lastSunday - newest) / 7) * 7;
}

/** The same file with every day in it moved. */
function moved(file: string, days: number): () => AsyncIterable<Uint8Array> {
  return async function* () {
    for await (const { text } of readLines(file)) {
      const line = text.replace(day, (date) =>
        new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10),
      );
      yield Buffer.from(`${line}\n`);
    }
  };
}

/** The import knows ids only; in the built-in workspace everybody has a name. */
async function nameReporters(db: Database, workspace: number): Promise<void> {
  for (const { id, realName } of SAMPLE_PEOPLE) {
    await db
      .updateTable('people')
      .set({ name: realName })
      .where('workspace', '=', workspace)
      .where('id', '=', id)
      .where('name', 'is', null)
      .execute();
  }
}
