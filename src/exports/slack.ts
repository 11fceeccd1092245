import type { ModalView } from '@slack/types';
import { type ApprovedPersona, approvedPersonas } from '../personas/store.ts';
import type { Script } from '../scripts/script.ts';
import type { Listen, Turn } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn } from '../text/mrkdwn.ts';
import { exported, exportForm, FORMAT } from './blocks.ts';
import { fileName } from './file-name.ts';
import { type AnyFormat, allFormats, ExportRefused, formatsFor } from './run.ts';
import { isInUse, recordExport } from './store.ts';
import { writeInThread } from './writer.ts';

export type ExportDeps = { scripts: readonly Script[]; databaseUrl: string };

/** The export button on a card, for reviewers: the file goes to their own direct message. */
export function registerExports(listen: Listen, deps: ExportDeps): void {
  listen.action('exports_open', async (turn, { action_id }) => {
    const texts = textsIn(turn.language);
    if (!mayExport(turn)) return turn.reply({ text: texts.exports.onlyReviewers });
    const personas = await approvedPersonas(turn.db, turn.workspace);
    const persona = personas.find(({ id }) => id === action_id.split(':')[1]);
    if (!persona) return turn.reply({ text: texts.lookup.gone });
    await turn.openModal(exportForm(persona, formatsFor(persona, personas), texts.exports));
  });
  listen.view('exports_file', async (turn, view) => {
    const texts = textsIn(turn.language);
    if (!mayExport(turn)) return { update: exported([texts.exports.onlyReviewers], texts.exports) };
    const chosen = view.state.values[FORMAT]?.[FORMAT]?.selected_option?.value;
    const format = allFormats.find((each) => each === chosen);
    const personas = await approvedPersonas(turn.db, turn.workspace);
    const persona = personas.find(({ id }) => id === view.private_metadata);
    if (!persona || !format) return { update: exported([texts.lookup.gone], texts.exports) };
    const told = (lines: readonly string[]) => exported(lines, texts.exports);
    const file = async (): Promise<ModalView> => {
      try {
        return told(await sendAs(turn, deps, persona, format));
      } catch (error) {
        if (!(error instanceof ExportRefused)) throw error;
        return told([error.message]);
      }
    };
    // Slack waits three seconds for an answer, and for a file of many customers longer.
    return { update: told([texts.exports.making]), afterwards: file };
  });
}

/** Writes the file and sends it. @returns what to tell whoever asked for it */
async function sendAs(
  turn: Turn,
  deps: ExportDeps,
  persona: ApprovedPersona,
  format: AnyFormat,
): Promise<string[]> {
  const texts = textsIn(turn.language).exports;
  const { db, workspace, language, now, person: by } = turn;
  const file = await writeInThread({ ...deps, workspace, language, now }, persona, format);
  if (!file) return [textsIn(language).lookup.gone];
  const { bytes, rows, warnings } = file;
  const { id, version, body } = persona;
  const entry = { persona: id, version, format, by, rows, at: now };
  // Remembered before it is sent: a file that may have left is one that left. Not by the turn's own commit, which would
  // end the delivery: a process killed before the file is sent makes it again at its next start.
  const stands = await db.transaction().execute(async (trx) => {
    if (!(await isInUse(trx, workspace, persona))) return false;
    await recordExport(trx, workspace, entry);
    return true;
  });
  if (!stands) return [textsIn(language).lookup.gone];
  const comment = texts.comment(escapeMrkdwn(body.name), version, texts.formats[format]);
  const sent = await turn.sendFiles(
    [{ name: fileName(persona, format), content: Buffer.from(bytes.buffer) }],
    comment,
  );
  return sent ? [texts.sent(rows), ...warnings] : [texts.noScope];
}

function mayExport({ config, person }: Turn): boolean {
  return config.reviewers.includes(person) || config.admins.includes(person);
}
