import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Database } from '../database/open.ts';
import { rememberFile } from './outbox.ts';

/** Slack's words for an app that was installed without files:write. */
const NOT_ALLOWED = new Set(['missing_scope', 'not_allowed_token_type', 'file_uploads_disabled']);

/**
 * Sends text files into a person's direct message. What was sent is remembered, so that an erasure takes it away.
 *
 * @returns `false` where this app may not send files
 */
export async function sendFiles(
  db: Database,
  { workspace, person, client, now }: { workspace: number; person: string; client: WebClient; now: string },
  files: { name: string; content: string }[],
  comment: string,
): Promise<boolean> {
  try {
    const { channel } = await client.conversations.open({ users: person });
    const [first, ...more] = files.map(({ name, content }) => ({ filename: name, title: name, content }));
    if (!channel?.id || !first) return false;
    const file_uploads: [typeof first, ...(typeof first)[]] = [first, ...more];
    const sent = await client.filesUploadV2({
      channel_id: channel.id,
      initial_comment: comment,
      file_uploads,
    });
    const ids = sent.files.flatMap(({ files: done = [] }) => done.flatMap(({ id }) => id ?? []));
    await db.transaction().execute(async (trx) => {
      for (const id of ids) await rememberFile(trx, workspace, person, id, now);
    });
    return true;
  } catch (error) {
    if (error instanceof WebAPIPlatformError && NOT_ALLOWED.has(String(error.data.error))) return false;
    throw error;
  }
}
