import { checkpoint } from '../database/checkpoint.ts';
import { answerOnce } from '../database/thread.ts';
import { carryOut, type Erased } from './carry-out.ts';
import { tellOfFallen } from './fallen.ts';
import type { ErasureJob } from './worker.ts';

await answerOnce(async (db, { workspace, now, caution, config }: ErasureJob): Promise<Erased> => {
  const erased = await carryOut({ db, workspace, now, caution }, (trx, { fallen }) =>
    tellOfFallen(trx, workspace, fallen, config, now),
  );
  // What was overwritten in the file may still stand in the log beside it.
  await checkpoint(db);
  return erased;
});
