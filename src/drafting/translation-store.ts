import type { Database } from '../database/open.ts';
import type { Language } from '../text/language.ts';

/** Where a quote stands: its words never change under the same place of the same revision. */
export type Span = { answer: number; revision: number; start: number; end: number };

export const spanKey = ({ answer, revision, start, end }: Span): string =>
  `${answer}.${revision}:${start}-${end}`;

/** Quotes by {@link spanKey} that a model has translated, or could not: `null`. */
export async function keptTranslations(
  db: Database,
  workspace: number,
  language: Language,
): Promise<Map<string, string | null>> {
  const rows = await db
    .selectFrom('quote_translations')
    .select(['answer', 'revision', 'start_unit as start', 'end_unit as end', 'text'])
    .where('workspace', '=', workspace)
    .where('language', '=', language)
    .execute();
  return new Map(rows.map((row) => [spanKey(row), row.text]));
}

/** The answer may have been withdrawn while the model worked: then there is nothing to keep. */
export async function saveTranslation(
  db: Database,
  workspace: number,
  { span, language, text, at }: { span: Span; language: Language; text: string | null; at: string },
): Promise<void> {
  const { answer, revision, start, end } = span;
  await db
    .insertInto('quote_translations')
    .columns(['workspace', 'answer', 'revision', 'start_unit', 'end_unit', 'language', 'text', 'at'])
    .expression((eb) =>
      eb
        .selectFrom('answer_revisions as said')
        .select((inner) => [
          'said.workspace',
          'said.answer',
          'said.revision',
          inner.val(start).as('start_unit'),
          inner.val(end).as('end_unit'),
          inner.val(language).as('language'),
          inner.val(text).as('text'),
          inner.val(at).as('at'),
        ])
        .where('said.workspace', '=', workspace)
        .where('said.answer', '=', answer)
        .where('said.revision', '=', revision)
        .where('said.value', 'is not', null),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
