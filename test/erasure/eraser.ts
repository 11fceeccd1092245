/** Carries out erasures in a process of its own that kills itself at a named transaction: started by killed.test.ts. */
import { openDatabase } from '../../src/database/open.ts';
import { carryOut } from '../../src/erasure/carry-out.ts';

export type EraserOrder = {
  url: string;
  workspace: number;
  now: string;
  caution: string;
  diesAt: number | null;
};

const { url, workspace, now, caution, diesAt } = JSON.parse(process.argv[2] ?? '{}') as EraserOrder;
const { db, close } = openDatabase(url);
const transaction = db.transaction.bind(db);
let visits = 0;
db.transaction = () => {
  const builder = transaction();
  const execute = builder.execute.bind(builder);
  builder.execute = async (work) => {
    const done = await execute(work);
    visits += 1;
    if (visits === diesAt) process.kill(process.pid, 'SIGKILL');
    return done;
  };
  return builder;
};
await carryOut({ db, workspace, now, caution });
await close();
