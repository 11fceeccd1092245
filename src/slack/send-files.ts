import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Database } from '../database/open.ts';
import { shorten } from '../text/mrkdwn.ts';
import { rememberFile } from './outbox.ts';

/** Slack's words for an app that was installed without files:write. */
const NOT_ALLOWED = new Set(['missing_scope', 'not_allowed_token_type', 'file_uploads_disabled']);

/** A file to send: text, or a picture with its title and what it says in words. */
export type OutgoingFile =
  | { name: string; content: string }
  | { name: string; title: string; content: Buffer; alt: string };

/** As the Web API wants it. Slack takes 1,000 characters of words for a picture. */
export function uploadOf(file: OutgoingFile) {
  const { name } = file;
  if ('alt' in file)
    return { filename: name, title: file.title, file: file.content, alt_text: shorten(file.alt, 1_000) };
  return { filename: name, title: name, content: file.content };
}

/**
 * Sends files into a person's direct message. What was sent is remembered, so that an erasure takes it away.
 *
 * @returns `false` where this app may not send files
 */
export async function sendFiles(
  db: Database,
  { workspace, person, client, now }: { workspace: number; person: string; client: WebClient; now: string },
  files: OutgoingFile[],
  comment: string,
): Promise<boolean> {
  try {
    const { channel } = await client.conversations.open({ users: person });
    const [first, ...more] = files.map(uploadOf);
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
