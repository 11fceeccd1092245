import { WebAPIPlatformError, type WebClient } from '@slack/web-api';

/** Slack's words for an app that was installed without files:write. */
const NOT_ALLOWED = new Set(['missing_scope', 'not_allowed_token_type', 'file_uploads_disabled']);

/**
 * Sends text files into a person's direct message.
 *
 * @returns `false` where this app may not send files
 */
export async function sendFiles(
  client: WebClient,
  person: string,
  files: { name: string; content: string }[],
  comment: string,
): Promise<boolean> {
  try {
    const { channel } = await client.conversations.open({ users: person });
    const [first, ...more] = files.map(({ name, content }) => ({ filename: name, title: name, content }));
    if (!channel?.id || !first) return false;
    const file_uploads: [typeof first, ...(typeof first)[]] = [first, ...more];
    await client.filesUploadV2({ channel_id: channel.id, initial_comment: comment, file_uploads });
    return true;
  } catch (error) {
    if (error instanceof WebAPIPlatformError && NOT_ALLOWED.has(String(error.data.error))) return false;
    throw error;
  }
}
