import type { Database } from '../database/open.ts';

/** What is about to go. */
export type Doomed = { interviews?: string[]; customers?: string[]; answers?: number[] };

/** A draft loads its answers after the instant that its calls bear, and lasts for hours at most. */
const DRAFT_MS = 86_400_000;

/**
 * The instant from which a model may have read what is about to go. A customer's record and an imported answer bear no
 * time of ours: they may have been there always. `null`: nothing was said.
 */
export async function readableSince(
  db: Database,
  workspace: number,
  { interviews = [], customers = [], answers = [] }: Doomed,
): Promise<string | null> {
  if (customers.length > 0) return '';
  const said = db
    .selectFrom('answer_revisions as revision')
    .innerJoin('answer_rows as answer', (join) =>
      join.onRef('answer.workspace', '=', 'revision.workspace').onRef('answer.id', '=', 'revision.answer'),
    )
    .innerJoin('interview_rows as interview', (join) =>
      join
        .onRef('interview.workspace', '=', 'answer.workspace')
        .onRef('interview.id', '=', 'answer.interview'),
    )
    .select(['interview.source', 'revision.at'])
    .where('answer.workspace', '=', workspace);
  let first: string | null = null;
  for (const query of [
    ...interviews.map((interview) => said.where('answer.interview', '=', interview)),
    ...answers.map((answer) => said.where('answer.id', '=', answer)),
  ]) {
    for (const { source, at } of await query.execute()) {
      if (source !== 'slack') return '';
      if (first === null || at < first) first = at;
    }
  }
  return first && new Date(Date.parse(first) - DRAFT_MS).toISOString();
}

/**
 * What a model wrote since an instant. A row does not tell which answers a reply rests on, but a reply that was given
 * before the first of them was rests on none.
 */
export async function eraseReplies(db: Database, workspace: number, since: string): Promise<void> {
  await db
    .updateTable('model_calls')
    .set({ reply: null })
    .where('workspace', '=', workspace)
    .where('at', '>=', since)
    .where('reply', 'is not', null)
    .execute();
}
