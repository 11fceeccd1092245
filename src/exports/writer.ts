import { inThread } from '../database/thread.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import { type AnyFormat, ExportRefused, type Source } from './run.ts';

/** What crosses over to the thread. */
export type Writing = Omit<Source, 'db'> & {
  databaseUrl: string;
  persona: string;
  version: number;
  format: AnyFormat;
};
/** `null`: the version is not in use any more. */
export type WritingAnswer = { file: Written | null } | { refused: string };
export type Written = { bytes: Uint8Array<ArrayBuffer>; rows: number | null; warnings: string[] };

/**
 * Writes an approved persona in a thread: a file of everybody that 100,000 customers' worth of claims counts takes many
 * seconds.
 *
 * @returns `null` where the persona is in use no more
 * @throws ExportRefused as fileFor does; Error as inThread does
 */
export async function writeInThread(
  source: Omit<Source, 'db'> & { databaseUrl: string },
  { id, version }: Pick<ApprovedPersona, 'id' | 'version'>,
  format: AnyFormat,
): Promise<Written | null> {
  const writing: Writing = { ...source, persona: id, version, format };
  const answer = await inThread<WritingAnswer>(new URL('./writer-entry.ts', import.meta.url), writing);
  if ('refused' in answer) throw new ExportRefused(answer.refused);
  return answer.file;
}
