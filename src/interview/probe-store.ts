import type { Database } from '../database/open.ts';
import { prepared } from '../database/prepared.ts';
import type { ProbeWording } from './state.ts';

type Place = { workspace: number; interview: string; question: string };

const wordingsIn = prepared((db, { workspace, interview }: Omit<Place, 'question'>) =>
  db
    .selectFrom('probe_wordings')
    .select(['question', 'follows', 'wording'])
    .where('workspace', '=', workspace)
    .where('interview', '=', interview),
);

export async function loadProbes(
  db: Database,
  workspace: number,
  interview: string,
): Promise<Record<string, ProbeWording>> {
  const { rows } = await wordingsIn(db, { workspace, interview });
  return Object.fromEntries(
    rows.map(({ question, follows, wording }) => [question, { of: follows, text: wording }]),
  );
}

export async function saveProbes(
  db: Database,
  workspace: number,
  before: { probes: Record<string, ProbeWording> },
  { id: interview, probes }: { id: string; probes: Record<string, ProbeWording> },
): Promise<void> {
  for (const [question, probe] of Object.entries(probes)) {
    if (probe === before.probes[question]) continue;
    const { of: follows, text: wording } = probe;
    await db
      .insertInto('probe_wordings')
      .values({ workspace, interview, question, follows, wording })
      .onConflict((conflict) =>
        conflict.columns(['workspace', 'interview', 'question']).doUpdateSet({ follows, wording }),
      )
      .execute();
  }
}

/** Every follow-up that waits for its wording. */
export function waitingProbes(db: Database): Promise<Place[]> {
  return db
    .selectFrom('probe_wordings')
    .select(['workspace', 'interview', 'question'])
    .where('wording', 'is', null)
    .execute();
}

/** For a follow-up that is not going to be asked any more. */
export async function dropProbe(db: Database, { workspace, interview, question }: Place): Promise<void> {
  await db
    .deleteFrom('probe_wordings')
    .where('workspace', '=', workspace)
    .where('interview', '=', interview)
    .where('question', '=', question)
    .execute();
}
