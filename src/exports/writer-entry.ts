import type { Database } from '../database/open.ts';
import { answerOnce } from '../database/thread.ts';
import { approvedPersonas } from '../personas/store.ts';
import { ExportRefused, fileFor } from './run.ts';
import type { Writing, WritingAnswer, Written } from './writer.ts';

await answerOnce(
  async (db, writing: Writing): Promise<WritingAnswer> => {
    try {
      return { file: await written(db, writing) };
    } catch (error) {
      if (!(error instanceof ExportRefused)) throw error;
      return { refused: error.message };
    }
  },
  (answer) => ('file' in answer && answer.file ? [answer.file.bytes.buffer] : []),
);

async function written(
  db: Database,
  { persona: id, version, format, ...rest }: Writing,
): Promise<Written | null> {
  const source = { ...rest, db };
  const personas = await approvedPersonas(db, source.workspace);
  const persona = personas.find((one) => one.id === id && one.version === version);
  if (!persona) return null;
  const { text, rows, warnings } = await fileFor(source, persona, personas, format);
  return { bytes: new TextEncoder().encode(text), rows, warnings };
}
