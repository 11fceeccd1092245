import { duringImport, type ImportRun, showImport } from '../database/import-runs.ts';
import { settleImport } from '../database/import-settle.ts';
import type { Database } from '../database/open.ts';
import { seenKeys } from '../database/seen.ts';
import type { Visibility } from '../database/tables.ts';
import type { Script } from '../scripts/script.ts';
import { pinScript } from '../scripts/store.ts';
import { NotText } from '../text/encoding.ts';
import { type Meter, readLines, type TextFile, watchFile } from '../text/lines.ts';
import { checkLine, type ImportedInterview, notOneALine } from './interview-line.ts';
import { type ImportSource, type Staged, stageLines } from './interview-store.ts';
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

export type InterviewImport = {
  db: Database;
  workspace: number;
  /** What the lines may refer to; of several versions the newest counts. */
  scripts: readonly Script[];
  file: TextFile;
  /** Takes the good lines and reports the others, instead of refusing the file. */
  skipBad?: boolean;
  source?: ImportSource;
  /** What is promised to the people who gave these answers. */
  visibility: Visibility;
  now: string;
  /** What is free on the disk; by default asked of the system. */
  freeBytes?: () => number;
  onProgress?: (progress: ImportProgress) => void;
};

/** Lines that are held until they are written, and their characters: a line may be long. */
const BATCH = 100;
const LONGEST_BATCH = 1_000_000;
/** Ignored fields told of by name. */
const NAMED = 20;

/**
 * Imports past interviews, one a line of JSON. The file is read twice: first every line is checked, and only a file
 * that will be taken is written. Lines are known again by (source, id): the same line changes nothing, a changed
 * one gives its answers new revisions. Writing takes short transactions, and everything becomes visible at once.
 */
export async function importInterviews(job: InterviewImport): Promise<ImportOutcome> {
  const { db, workspace, now, freeBytes } = job;
  const scripts = newestOf(job.scripts);
  try {
    const isSameFile = watchFile(job.file);
    const outcome = await duringImport(db, { workspace, kind: 'interviews', now, freeBytes }, async (run) => {
      const checked = await check(job, scripts);
      return 'outcome' in checked ? checked : store(job, scripts, checked.notes, run, isSameFile);
    });
    return outcome ?? refused(0, ANOTHER_IMPORT);
  } catch (error) {
    return unreadable(error);
  }
}

async function check(
  job: InterviewImport,
  scripts: ReadonlyMap<string, Script>,
): Promise<{ notes: string[] } | ImportOutcome> {
  const faults = faultList();
  const notes = new Set<string>();
  const alike = likeKeys();
  const meter: Meter = { bytes: 0, total: null };
  let lines = 0;
  for await (const { line } of goodLines(job, scripts, faults, notes, alike, meter)) {
    lines = line;
    if (line % 1_000 === 0) job.onProgress?.({ stage: 'checking', lines: line, share: shareOf(meter) });
  }
  if (faults.count > 0 && job.skipBad !== true) {
    return { outcome: 'refused', faults: faults.first, faultCount: faults.count };
  }
  if (lines === 0 && faults.count === 0) return refused(0, 'The file holds no interviews: export it again.');
  return { notes: [...notes, ...alike.notes()] };
}

function newestOf(scripts: readonly Script[]): Map<string, Script> {
  const newest = new Map<string, Script>();
  for (const script of scripts) {
    if ((newest.get(script.id)?.version ?? 0) <= script.version) newest.set(script.id, script);
  }
  return newest;
}

/** The lines that can be taken, each interview once; the others become faults. */
async function* goodLines(
  job: InterviewImport,
  scripts: ReadonlyMap<string, Script>,
  faults: FaultList,
  notes: Set<string>,
  alike: LikeKeys,
  meter: Meter,
): AsyncGenerator<{ line: number; size: number; interview: ImportedInterview | null }> {
  const seen = seenKeys();
  let begun = false;
  try {
    for await (const { line, text } of readLines(job.file, meter)) {
      if (text.trim() === '') continue;
      const why = begun ? null : notOneALine(text);
      if (why !== null) throw new NotText(line, why);
      begun = true;
      const checked = checkLine(text, scripts, job.now);
      if (!checked.ok) {
        faults.add(line, checked.reasons.join(' '));
        continue;
      }
      const { interview, ignored } = checked;
      for (const field of ignored)
        note(notes, `The field ${JSON.stringify(field.slice(0, 80))} was ignored.`);
      const { twin, likeness } = seen.meet(interview.id, { line, hash: interview.hash });
      if (twin !== null && twin.hash !== interview.hash) {
        faults.add(
          line,
          `id ${JSON.stringify(interview.id)} stands in line ${twin.line} too, with different content: every interview needs an id of its own.`,
        );
        continue;
      }
      if (likeness) alike.add('interviews', likeness, { key: interview.id, line });
      yield { line, size: text.length, interview: twin ? null : interview };
    }
  } finally {
    seen.close();
  }
}

function note(notes: Set<string>, sentence: string): void {
  if (notes.size < NAMED) notes.add(sentence);
  else if (!notes.has(sentence)) notes.add('Other fields were ignored too.');
}

async function store(
  job: InterviewImport,
  scripts: ReadonlyMap<string, Script>,
  notes: string[],
  run: ImportRun,
  isSameFile: () => boolean,
): Promise<ImportOutcome> {
  const done = await stageAll(job, scripts, run);
  if (!isSameFile() || (done.faults.count > 0 && job.skipBad !== true)) return refused(0, FILE_CHANGED);
  await showImport(job.db, run);
  job.onProgress?.({ stage: 'settling', lines: done.lines, share: null });
  await settleImport(job.db, run);
  const { added, updated, unchanged, withdrawn, erased } = done.sum;
  if (withdrawn > 0) notes.push(stayWithdrawn(withdrawn));
  if (erased > 0) notes.push(leftErased(erased));
  const skipped = { skipped: done.faults.first, skippedCount: done.faults.count };
  return { outcome: 'done', added, updated, unchanged, ...skipped, notes };
}

function stayWithdrawn(count: number): string {
  return count === 1
    ? 'One changed interview was withdrawn by its reporter and stays so.'
    : `${count} changed interviews were withdrawn by their reporters and stay so.`;
}

async function stageAll(job: InterviewImport, scripts: ReadonlyMap<string, Script>, run: ImportRun) {
  const { db, workspace, source = 'import', visibility } = job;
  const faults = faultList();
  const sum: Staged = { added: 0, updated: 0, unchanged: 0, withdrawn: 0, erased: 0 };
  const meter: Meter = { bytes: 0, total: null };
  let batch: ImportedInterview[] = [];
  let size = 0;
  const flush = async (line: number) => {
    if (batch.length === 0) return;
    for (const script of new Set(batch.map((one) => one.script)))
      await pinScript(db, workspace, script, run.now);
    const staged = await stageLines({ db, run, source, visibility }, batch);
    for (const key of Object.keys(sum) as (keyof Staged)[]) sum[key] += staged[key];
    batch = [];
    size = 0;
    job.onProgress?.({ stage: 'storing', lines: line, share: shareOf(meter) });
  };
  let lines = 0;
  for await (const { line, size: length, interview } of goodLines(
    job,
    scripts,
    faults,
    new Set(),
    likeKeys(),
    meter,
  )) {
    lines = line;
    if (interview === null) sum.unchanged++;
    else batch.push(interview);
    size += length;
    if (batch.length >= BATCH || size > LONGEST_BATCH) await flush(line);
  }
  await flush(lines);
  return { sum, faults, lines };
}
