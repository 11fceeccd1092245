import { Worker } from 'node:worker_threads';
import { type Crossing, crossed } from '../failure.ts';
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
export type WritingReply = { file: Written | null } | { refused: string } | { failure: Crossing };
export type Written = { bytes: Uint8Array<ArrayBuffer>; rows: number | null; warnings: string[] };

/**
 * Writes an approved persona in a thread with a database connection of its own: a file of everybody that 100,000 customers'
 * worth of claims counts takes many seconds, and the bot answers meanwhile.
 *
 * @returns `null` where the persona is in use no more
 * @throws ExportRefused as fileFor does; Error when it fails or the thread dies
 */
export function writeInThread(
  source: Omit<Source, 'db'> & { databaseUrl: string },
  { id, version }: Pick<ApprovedPersona, 'id' | 'version'>,
  format: AnyFormat,
): Promise<Written | null> {
  const writing: Writing = { ...source, persona: id, version, format };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./writer-entry.ts', import.meta.url), { workerData: writing });
    worker.on('message', (reply: WritingReply) => {
      if ('file' in reply) resolve(reply.file);
      else reject('refused' in reply ? new ExportRefused(reply.refused) : crossed(reply.failure));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`The writing thread ended early (code ${code}).`)));
  });
}
