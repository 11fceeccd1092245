import { answerOnce } from '../database/thread.ts';
import { stalePersonas } from '../personas/staleness-store.ts';
import { loadPersona } from '../personas/store.ts';
import type { Reading, ReadingAnswer } from './reader.ts';
import { weighVersion } from './weigh.ts';

await answerOnce(async (db, asked: Reading): Promise<ReadingAnswer> => {
  const { workspace } = asked;
  if (asked.what === 'stale') return stalePersonas(db, workspace, asked.now);
  const version = await loadPersona(db, workspace, asked.persona, asked.version);
  return version && weighVersion(db, workspace, version);
});
