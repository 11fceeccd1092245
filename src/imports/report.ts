import { DiskNearlyFull } from '../database/import-runs.ts';
import { NotText } from '../text/encoding.ts';
import type { Meter } from '../text/lines.ts';

/** What is wrong with one line of a file, in a sentence. */
export type LineFault = { line: number; reason: string };

/** How an import ended. Refused means that nothing at all was changed. */
export type ImportOutcome =
  | {
      outcome: 'done';
      added: number;
      updated: number;
      unchanged: number;
      /** The lines left out, with `skipBad` only. */
      skipped: LineFault[];
      /** How many were left out; `skipped` holds the first of them. */
      skippedCount: number;
      /** What was read otherwise than one might think: ignored columns, for example. */
      notes: string[];
    }
  | {
      outcome: 'refused';
      faults: LineFault[];
      /** How many there are; `faults` holds the first of them. Line 0 is the file as a whole. */
      faultCount: number;
    };

/** How far an import is, for a progress line. `share`: of the file in this stage, 0 to 1; `null` where nobody knows. */
export type ImportProgress = {
  stage: 'checking' | 'storing' | 'settling';
  lines: number;
  share: number | null;
};

export function shareOf({ bytes, total }: Meter): number | null {
  return total === null || total === 0 ? null : Math.min(1, bytes / total);
}

const SHOWN = 50;
/** Characters of one reason: a line may have thousands of faults. */
const LONGEST_REASON = 2_000;

/** Gathers faults: all are counted, the first fifty are kept. */
export function faultList() {
  const first: LineFault[] = [];
  let count = 0;
  return {
    first,
    get count() {
      return count;
    },
    add(line: number, reason: string): void {
      count++;
      if (first.length >= SHOWN) return;
      const cut = reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)} …` : reason;
      first.push({ line, reason: cut });
    },
  };
}
export type FaultList = ReturnType<typeof faultList>;

/** Gathers keys that differ only in capitals: they are taken as they stand, and the first pair is told. */
export function likeKeys() {
  let first: string | null = null;
  let count = 0;
  return {
    add(what: string, before: { key: string; line: number }, now: { key: string; line: number }): void {
      const [one, other] = [before, now].map(({ key, line }) => `${JSON.stringify(key)} (line ${line})`);
      count++;
      first ??= `${one} and ${other} differ only in capitals and are taken for two ${what}`;
    },
    notes(): string[] {
      return first === null
        ? []
        : [count === 1 ? `${first}.` : `${first}; ${count - 1} more ${count === 2 ? 'is' : 'are'} alike.`];
    },
  };
}
export type LikeKeys = ReturnType<typeof likeKeys>;

export function refused(line: number, reason: string): ImportOutcome {
  return { outcome: 'refused', faults: [{ line, reason }], faultCount: 1 };
}

export const ANOTHER_IMPORT =
  'Another import is at work in this database: wait until it has finished, then try again.';

const NEARLY_FULL =
  'The disk is nearly full, and what is left of it the bot needs: free some space (a file takes up to six times its size), then import it again.';

export const FILE_CHANGED =
  'The file changed while it was being read: wait until it is written, then import it again.';

export function leftErased(count: number): string {
  return count === 1
    ? 'One line was left out: whom it is about was erased while the import ran.'
    : `${count} lines were left out: whom they are about was erased while the import ran.`;
}

/** The sentence for a file that cannot be read at all; any other failure is thrown on. */
export function unreadable(error: unknown): ImportOutcome {
  if (error instanceof NotText) return refused(error.line, error.message);
  if (error instanceof DiskNearlyFull) return refused(0, NEARLY_FULL);
  if (error instanceof Error && 'code' in error && 'syscall' in error) {
    const why =
      error.code === 'ENOENT'
        ? 'there is no such file'
        : error.code === 'EACCES' || error.code === 'EPERM'
          ? 'whoever runs this command may not read it'
          : error.message;
    const name = 'path' in error ? String(error.path) : 'The file';
    return refused(0, `${name} cannot be read: ${why}.`);
  }
  throw error;
}

/** An outcome as lines for a person: what happened first, then one line for each fault. */
export function importSentences(outcome: ImportOutcome): string[] {
  const place = ({ line, reason }: LineFault) => (line === 0 ? reason : `Line ${line}: ${reason}`);
  if (outcome.outcome === 'refused') {
    const hidden = outcome.faultCount - outcome.faults.length;
    return [
      `Nothing was imported: ${outcome.faultCount === 1 ? 'one fault' : `${outcome.faultCount} faults`}.`,
      ...outcome.faults.map(place),
      ...(hidden > 0 ? [`… and ${hidden} more.`] : []),
    ];
  }
  const { added, updated, unchanged, skipped, skippedCount, notes } = outcome;
  const left = skippedCount === 0 ? '' : ` ${skippedCount} left out.`;
  const hidden = skippedCount - skipped.length;
  return [
    `${added} added, ${updated} updated, ${unchanged} unchanged.${left}`,
    ...notes,
    ...skipped.map(place),
    ...(hidden > 0 ? [`… and ${hidden} more left out.`] : []),
  ];
}
