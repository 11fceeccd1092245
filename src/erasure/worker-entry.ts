import { parentPort, workerData } from 'node:worker_threads';
import { checkpoint } from '../database/checkpoint.ts';
import { openDatabase } from '../database/open.ts';
import { crossing } from '../failure.ts';
import { carryOut } from './carry-out.ts';
import { tellOfFallen } from './fallen.ts';
import type { ErasureJob, ErasureReply } from './worker.ts';

/** The thread's own program: open, carry out, tell, close. */
const { databaseUrl, workspace, now, caution, config } = workerData as ErasureJob;
const database = openDatabase(databaseUrl);
try {
  const erased = await carryOut({ db: database.db, workspace, now, caution }, (trx, { fallen }) =>
    tellOfFallen(trx, workspace, fallen, config, now),
  );
  // What was overwritten in the file may still stand in the log beside it.
  await checkpoint(database.db);
  reply({ erased });
} catch (error) {
  reply({ failure: crossing(error) });
} finally {
  await database.close();
}

function reply(message: ErasureReply): void {
  parentPort?.postMessage(message);
}
