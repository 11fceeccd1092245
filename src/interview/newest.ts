import type { Database } from '../database/open.ts';

/**
 * Every answer as it reads now: the newest revision of each, whatever its state. To be selected from or joined, as in
 * `db.selectFrom(newestAnswers(db).as('said'))`; narrow it to a workspace there.
 */
export function newestAnswers(db: Database) {
  return db
    .selectFrom('answers')
    .innerJoin('answer_revisions as newest', (join) =>
      join
        .onRef('newest.workspace', '=', 'answers.workspace')
        .onRef('newest.answer', '=', 'answers.id')
        .onRef('newest.revision', '=', 'answers.latest_revision'),
    )
    .select(['answers.workspace', 'answers.id', 'answers.interview', 'answers.question'])
    .select(['newest.state', 'newest.value', 'newest.visibility', 'newest.wording']);
}
