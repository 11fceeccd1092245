import { createHash } from 'node:crypto';
import type { CustomerRecord } from '../cases/case.ts';
import { duringImport, type ImportRun, showImport } from '../database/import-runs.ts';
import { settleImport } from '../database/import-settle.ts';
import type { Database } from '../database/open.ts';
import { seenKeys } from '../database/seen.ts';
import type { Script } from '../scripts/script.ts';
import { type Meter, type TextFile, watchFile } from '../text/lines.ts';
import { type Layout, layoutOf, learnStyles, recordOf } from './customer-layout.ts';
import { readRows } from './customer-rows.ts';
import { stageRecords } from './customer-store.ts';
import {
  ANOTHER_IMPORT,
  type FaultList,
  FILE_CHANGED,
  faultList,
  type ImportOutcome,
  type ImportProgress,
  type LikeKeys,
  leftErased,
  likeKeys,
  refused,
  shareOf,
  unreadable,
} from './report.ts';
import { unheardCells } from './unheard.ts';

export type CustomerImport = {
  db: Database;
  workspace: number;
  file: TextFile;
  /** Names columns otherwise: field -> heading. */
  map?: Readonly<Record<string, string>>;
  /** Takes the good rows and reports the others, instead of refusing the file. */
  skipBad?: boolean;
  /** Says of which cells these scripts make nothing. */
  scripts?: readonly Script[];
  now: string;
  /** What is free on the disk; by default asked of the system. */
  freeBytes?: () => number;
  onProgress?: (progress: ImportProgress) => void;
};

/** Rows that are held until they are written, and their characters: a row may be long. */
const BATCH = 1_000;
const LONGEST_BATCH = 1_000_000;

/**
 * Imports customer records from a table. The file is read twice: first to learn how each column writes numbers and
 * dates, then to check its rows and stage them. Customers are known again by key; the columns of a newer file
 * replace theirs, and the same file again changes nothing. The records become visible at once, or not at all.
 */
export async function importCustomers(job: CustomerImport): Promise<ImportOutcome> {
  const { db, workspace, now, freeBytes } = job;
  try {
    const isSameFile = watchFile(job.file);
    const outcome = await duringImport(db, { workspace, kind: 'customers', now, freeBytes }, async (run) => {
      const learnt = await learn(job);
      return 'outcome' in learnt ? learnt : store(job, learnt, run, isSameFile);
    });
    return outcome ?? refused(0, ANOTHER_IMPORT);
  } catch (error) {
    return unreadable(error);
  }
}

async function learn(job: CustomerImport): Promise<{ layout: Layout; notes: string[] } | ImportOutcome> {
  let found: { layout: Layout; notes: string[] } | null = null;
  const meter: Meter = { bytes: 0, total: null };
  let rows = 0;
  for await (const { head, row } of readRows(job.file, meter)) {
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
    if (++rows % 5_000 === 0) {
      job.onProgress?.({ stage: 'checking', lines: row.line, share: shareOf(meter) });
    }
  }
  if (found !== null && rows > 0) return found;
  return refused(
    0,
    'The file holds no customers: it needs a header row and a row for each. Export it again.',
  );
}

async function store(
  job: CustomerImport,
  { layout, notes }: { layout: Layout; notes: string[] },
  run: ImportRun,
  isSameFile: () => boolean,
): Promise<ImportOutcome> {
  const faults = faultList();
  const alike = likeKeys();
  const unheard = unheardCells(job.scripts ?? []);
  const sum = { added: 0, updated: 0, unchanged: 0 };
  let erased = 0;
  const meter: Meter = { bytes: 0, total: null };
  let batch: CustomerRecord[] = [];
  let size = 0;
  const flush = async (line: number) => {
    if (batch.length === 0) return;
    const staged = await stageRecords(job.db, run, layout, batch);
    sum.added += staged.added;
    sum.updated += staged.updated;
    sum.unchanged += staged.unchanged;
    erased += staged.erased;
    batch = [];
    size = 0;
    job.onProgress?.({ stage: 'storing', lines: line, share: shareOf(meter) });
  };
  let last = 0;
  for await (const { line, record, size: length } of goodRows(job, layout, faults, alike, meter)) {
    last = line;
    // A file that will be refused is only read on for its other faults.
    if (faults.count > 0 && job.skipBad !== true) continue;
    if (record === null) sum.unchanged++;
    else {
      batch.push(record);
      unheard.watch(record);
    }
    size += length;
    if (batch.length >= BATCH || size > LONGEST_BATCH) await flush(line);
  }
  if (faults.count > 0 && job.skipBad !== true) {
    return { outcome: 'refused', faults: faults.first, faultCount: faults.count };
  }
  await flush(last);
  if (!isSameFile()) return refused(0, FILE_CHANGED);
  await showImport(job.db, run);
  job.onProgress?.({ stage: 'settling', lines: last, share: null });
  await settleImport(job.db, run);
  notes.push(...alike.notes(), ...unheard.notes());
  if (erased > 0) notes.push(leftErased(erased));
  return { outcome: 'done', ...sum, skipped: faults.first, skippedCount: faults.count, notes };
}

/** The rows that can be taken, each customer once; the others become faults. */
async function* goodRows(
  job: CustomerImport,
  layout: Layout,
  faults: FaultList,
  alike: LikeKeys,
  meter: Meter,
): AsyncGenerator<{ line: number; size: number; record: CustomerRecord | null }> {
  const seen = seenKeys();
  try {
    for await (const { row } of readRows(job.file, meter)) {
      if (row === null) continue;
      const { line, cells } = row;
      const read = recordOf(layout, cells);
      if (!read.ok) {
        faults.add(line, read.reasons.join(' '));
        continue;
      }
      const text = JSON.stringify(read.record);
      const hash = createHash('sha256').update(text).digest('base64url');
      const { twin, likeness } = seen.meet(read.record.key, { line, hash });
      if (twin !== null && twin.hash !== hash) {
        faults.add(
          line,
          `key ${JSON.stringify(read.record.key)} stands in line ${twin.line} too, with different content: every customer needs one row.`,
        );
        continue;
      }
      if (likeness) alike.add('customers', likeness, { key: read.record.key, line });
      yield { line, size: text.length, record: twin ? null : read.record };
    }
  } finally {
    seen.close();
  }
}
