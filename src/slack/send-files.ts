import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Database } from '../database/open.ts';
import { shorten } from '../text/mrkdwn.ts';
import { forgetFile, rememberFile } from './outbox.ts';
import { webFetch } from './web-fetch.ts';

/** Slack's words for an app that was installed without files:write. */
const NOT_ALLOWED = new Set(['missing_scope', 'not_allowed_token_type', 'file_uploads_disabled']);

/** Its words for a file that was never shown, or is gone. */
const NOT_THERE = new Set(['file_not_found', 'file_deleted']);

/** A file to send: text, also as bytes of UTF-8, or a picture with its title and what it says in words. */
export type OutgoingFile =
  | { name: string; content: string | Buffer }
  | { name: string; title: string; content: Buffer; alt: string };

/** As the Web API wants it. Slack takes 1,000 characters of words for a picture. */
export function uploadOf(file: OutgoingFile) {
  const { name } = file;
  if ('alt' in file)
    return { filename: name, title: file.title, file: file.content, alt_text: shorten(file.alt, 1_000) };
  const { content } = file;
  const named = { filename: name, title: name };
  return typeof content === 'string' ? { ...named, content } : { ...named, file: content };
}

export type Sending = {
  workspace: number;
  person: string;
  client: WebClient;
  /** What led to it; worked on once more after a kill, it sends each file once all the same. */
  delivery: { key: string } | null;
  now: string;
};

/**
 * Sends files into a person's direct message. Each is remembered by its id before it is shown, so that an erasure takes it
 * away, and so does the same delivery before it sends the files again.
 *
 * @returns `false` where this app may not send files
 */
export async function sendFiles(
  db: Database,
  sending: Sending,
  files: OutgoingFile[],
  comment: string,
): Promise<boolean> {
  const { person, client } = sending;
  try {
    const { channel } = await client.conversations.open({ users: person });
    if (!channel?.id || files.length === 0) return false;
    await takeEarlier(db, sending);
    const uploaded = await Promise.all(files.map((file) => upload(client, file)));
    await remember(db, sending, uploaded);
    const [first, ...more] = uploaded;
    await client.files.completeUploadExternal({
      channel_id: channel.id,
      initial_comment: comment,
      files: [first!, ...more],
    });
    return true;
  } catch (error) {
    if (error instanceof WebAPIPlatformError && NOT_ALLOWED.has(String(error.data.error))) return false;
    throw error;
  }
}

/** How long a file of so many bytes may take, in milliseconds: a slow line brings a megabyte in ten seconds. */
export function uploadMs(bytes: number): number {
  return 15_000 + Math.ceil(bytes / 100);
}

type Uploaded = { id: string; title: string };

/** Nobody sees it yet. */
async function upload(client: WebClient, file: OutgoingFile): Promise<Uploaded> {
  const { filename, title, ...rest } = uploadOf(file);
  const body = 'content' in rest ? rest.content : rest.file;
  const place = await client.files.getUploadURLExternal({
    filename,
    length: Buffer.byteLength(body),
    ...('alt_text' in rest ? { alt_text: rest.alt_text } : {}),
  });
  const { upload_url: url, file_id: id } = place;
  if (!url || !id) throw new Error('Slack named no place for a file');
  const sent = await webFetch(url, {
    method: 'POST',
    signal: AbortSignal.timeout(uploadMs(Buffer.byteLength(body))),
    // Not copied: an export may be as long as the data.
    body:
      typeof body === 'string'
        ? body
        : new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.byteLength),
  });
  if (!sent.ok) throw new Error(`Slack took no file (${sent.status})`);
  return { id, title };
}

async function remember(
  db: Database,
  { workspace, person, delivery, now }: Sending,
  uploaded: readonly Uploaded[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { id } of uploaded) {
      await rememberFile(trx, workspace, person, id, now);
      if (delivery)
        await trx.insertInto('files_sent').values({ workspace, delivery: delivery.key, file: id }).execute();
    }
  });
}

/** What this delivery may have shown before its process was killed. */
async function takeEarlier(db: Database, { workspace, client, delivery }: Sending): Promise<void> {
  if (!delivery) return;
  const earlier = await db
    .selectFrom('files_sent')
    .select('file')
    .where('workspace', '=', workspace)
    .where('delivery', '=', delivery.key)
    .execute();
  for (const { file } of earlier) {
    await client.files.delete({ file }).catch((error: unknown) => {
      const said = error instanceof WebAPIPlatformError ? String(error.data.error) : '';
      if (!NOT_THERE.has(said)) throw error;
    });
    await db.transaction().execute(async (trx) => {
      const own = { workspace, delivery: delivery.key, file };
      await trx
        .deleteFrom('files_sent')
        .where((eb) => eb.and(own))
        .execute();
      await forgetFile(trx, workspace, file);
    });
  }
}
