import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../database/open.ts';
import { crossing } from '../failure.ts';
import { stalePersonas } from '../personas/staleness-store.ts';
import { loadPersona } from '../personas/store.ts';
import type { Reading, ReadingReply } from './reader.ts';
import { weighVersion } from './weigh.ts';

/** The thread's own program: open, read, answer, close. */
const reading = workerData as Reading;
const database = openDatabase(reading.databaseUrl);
try {
  reply({ answer: await answerTo(reading) });
} catch (error) {
  reply({ failure: crossing(error) });
} finally {
  await database.close();
}

async function answerTo(asked: Reading) {
  const { db } = database;
  const { workspace } = asked;
  if (asked.what === 'stale') return stalePersonas(db, workspace, asked.now);
  const version = await loadPersona(db, workspace, asked.persona, asked.version);
  return version && weighVersion(db, workspace, version);
}

function reply(message: ReadingReply): void {
  parentPort?.postMessage(message);
}
