import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../database/open.ts';
import { crossing } from '../failure.ts';
import { approvedPersonas } from '../personas/store.ts';
import { ExportRefused, fileFor } from './run.ts';
import type { Writing, WritingReply, Written } from './writer.ts';

/** The thread's own program: open, write, hand over, close. */
const writing = workerData as Writing;
const database = openDatabase(writing.databaseUrl);
try {
  const file = await written(writing);
  // Handed over, not copied: it may be as long as the data.
  reply({ file }, file ? [file.bytes.buffer] : []);
} catch (error) {
  reply(error instanceof ExportRefused ? { refused: error.message } : { failure: crossing(error) });
} finally {
  await database.close();
}

async function written({ persona: id, version, format, ...rest }: Writing): Promise<Written | null> {
  const source = { ...rest, db: database.db };
  const personas = await approvedPersonas(source.db, source.workspace);
  const persona = personas.find((one) => one.id === id && one.version === version);
  if (!persona) return null;
  const { text, rows, warnings } = await fileFor(source, persona, personas, format);
  return { bytes: new TextEncoder().encode(text), rows, warnings };
}

function reply(message: WritingReply, handedOver: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, handedOver);
}
