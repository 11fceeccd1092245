import { createHash } from 'node:crypto';
import { beginImport, type ImportRun, showImport } from '../database/import-runs.ts';
import { dropImport, settleImport } from '../database/import-settle.ts';
import type { Database } from '../database/open.ts';
import {
  ANOTHER_IMPORT,
  type FaultList,
  faultList,
  type ImportOutcome,
  type ImportProgress,
  refused,
  unreadable,
} from '../interview/import-report.ts';
import type { TextFile } from '../text/lines.ts';
import type { CustomerRecord } from './case.ts';
import { type Layout, layoutOf, learnStyles, recordOf } from './customers.ts';
import { readRows } from './import-rows.ts';
import { stageRecords } from './import-store.ts';

export type CustomerImport = {
  db: Database;
  workspace: number;
  file: TextFile;
  /** Names columns otherwise: field -> heading. */
  map?: Readonly<Record<string, string>>;
  /** Takes the good rows and reports the others, instead of refusing the file. */
  skipBad?: boolean;
  now: string;
  onProgress?: (progress: ImportProgress) => void;
};

const ROWS_A_BATCH = 50;

/**
 * Imports customer records from a table. The file is read twice: first to learn how each column writes numbers and
 * dates, then to check its rows and stage them. Customers are known again by key; the columns of a newer file
 * replace theirs, and the same file again changes nothing. The records become visible at once, or not at all.
 */
export async function importCustomers(job: CustomerImport): Promise<ImportOutcome> {
  try {
    const learnt = await learn(job);
    if ('outcome' in learnt) return learnt;
    const run = await beginImport(job.db, job.workspace, 'customers', job.now);
    if (run === null) return refused(0, ANOTHER_IMPORT);
    try {
      return await store(job, learnt.layout, learnt.notes, run);
    } finally {
      await dropImport(job.db, run, job.now);
    }
  } catch (error) {
    return unreadable(error);
  }
}

async function learn(job: CustomerImport): Promise<{ layout: Layout; notes: string[] } | ImportOutcome> {
  let found: { layout: Layout; notes: string[] } | null = null;
  let rows = 0;
  for await (const { head, row } of readRows(job.file)) {
    if (found === null) {
      const result = layoutOf(head.headings, job.map ?? {}, head.delimiter);
      if (!result.ok) {
        const faults = result.reasons.map((reason) => ({ line: 1, reason }));
        return { outcome: 'refused', faults, faultCount: faults.length };
      }
      found = { layout: result.layout, notes: result.notes };
    }
    if (row === null) continue;
    learnStyles(found.layout, row.cells, row.line);
    if (++rows % 5_000 === 0) job.onProgress?.({ stage: 'checking', lines: row.line });
  }
  return found !== null && rows > 0 ? found : refused(0, 'The file holds no customers.');
}

async function store(
  job: CustomerImport,
  layout: Layout,
  notes: string[],
  run: ImportRun,
): Promise<ImportOutcome> {
  const faults = faultList();
  const sum = { added: 0, updated: 0, unchanged: 0 };
  let batch: CustomerRecord[] = [];
  const flush = async (line: number) => {
    if (batch.length === 0) return;
    const staged = await stageRecords(job.db, run, layout, batch);
    sum.added += staged.added;
    sum.updated += staged.updated;
    sum.unchanged += staged.unchanged;
    batch = [];
    job.onProgress?.({ stage: 'storing', lines: line });
    await new Promise(setImmediate);
  };
  let last = 0;
  for await (const { line, record } of goodRows(job, layout, faults)) {
    last = line;
    // A file that will be refused is only read on for its other faults.
    if (faults.count > 0 && job.skipBad !== true) continue;
    if (record === null) sum.unchanged++;
    else batch.push(record);
    if (batch.length === ROWS_A_BATCH) await flush(line);
  }
  if (faults.count > 0 && job.skipBad !== true) {
    return { outcome: 'refused', faults: faults.first, faultCount: faults.count };
  }
  await flush(last);
  await showImport(job.db, run);
  await settleImport(job.db, run);
  return { outcome: 'done', ...sum, skipped: faults.first, skippedCount: faults.count, notes };
}

/** The rows that can be taken, each customer once; the others become faults. */
async function* goodRows(
  job: CustomerImport,
  layout: Layout,
  faults: FaultList,
): AsyncGenerator<{ line: number; record: CustomerRecord | null }> {
  const seen = new Map<string, { line: number; hash: string }>();
  for await (const { row } of readRows(job.file)) {
    if (row === null) continue;
    const { line, cells } = row;
    const read = recordOf(layout, cells);
    if (!read.ok) {
      faults.add(line, read.reasons.join(' '));
      continue;
    }
    const hash = createHash('sha256').update(JSON.stringify(read.record)).digest('base64url');
    const twin = seen.get(read.record.key);
    if (!twin) seen.set(read.record.key, { line, hash });
    else if (twin.hash !== hash) {
      faults.add(
        line,
        `key ${JSON.stringify(read.record.key)} stands in line ${twin.line} too, with different content: every customer needs one row.`,
      );
      continue;
    }
    yield { line, record: twin ? null : read.record };
  }
}
