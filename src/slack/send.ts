import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Row } from '../database/tables.ts';
import { nameOf } from '../failure.ts';
import type { SlackMessage, Wanted } from './message.ts';
import { FILE_SLOT } from './outbox.ts';

/** A message of the outbox whose screen differs from what is wanted. */
export type Waiting = Row<'outbox'>;
/** What became of one try; `never`: trying again would not help. */
export type Sent =
  | { outcome: 'standing'; channel: string; ts: string }
  | { outcome: 'removed' }
  | { outcome: 'later'; afterMs: number; reason: string; limited?: boolean }
  | { outcome: 'never'; reason: string };

/** The first wait after a failure; each further one is twice as long. Milliseconds. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;
/** Slack asks for seconds or minutes; what asks for more is asked again after an hour. */
const LONGEST_PAUSE_S = 3_600;
/** After this many refusals a message is given up, so that the ones behind it arrive. */
const REFUSALS = 8;

/** Slack's words for "this will not work however often it is tried". */
const HOPELESS = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'user_not_found',
  'user_disabled',
  'users_not_found',
  'cannot_dm_bot',
  'account_inactive',
  'restricted_action',
  'messages_tab_disabled',
  'missing_scope',
  'msg_too_long',
]);
/** Slack's words for trouble that passes, or that an administrator mends: the messages wait for it. */
const PASSING = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
]);
/** The message is gone or may not be changed any more: what it should say is posted anew. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** What cannot be taken away needs not be. */
const ALREADY_GONE = new Set(['message_not_found', 'cant_delete_message', 'file_not_found', 'file_deleted']);

/** Brings one message on screen: posted, changed or taken away. Never throws: a failure is an outcome. */
export async function send(client: WebClient, row: Waiting): Promise<Sent> {
  const wanted = JSON.parse(row.wanted ?? 'null') as Wanted;
  try {
    if ('remove' in wanted) return await remove(client, row);
    return await stand(client, row, wanted);
  } catch (error) {
    if (isCode(error, GONE))
      return post(client, row, wanted as SlackMessage).catch((again) => judged(again, row));
    if (isCode(error, new Set(['invalid_blocks', 'msg_blocks_too_long'])) && !('remove' in wanted)) {
      return stand(client, row, { text: wanted.text }).catch((again) => judged(again, row));
    }
    return judged(error, row);
  }
}

async function stand(client: WebClient, row: Waiting, message: SlackMessage): Promise<Sent> {
  if (row.channel === null || row.message_ts === null) return post(client, row, message);
  const { channel, message_ts: ts } = row;
  await client.chat.update({ channel, ts, text: message.text, blocks: message.blocks ?? [] });
  return { outcome: 'standing', channel, ts };
}

async function post(client: WebClient, row: Waiting, message: SlackMessage): Promise<Sent> {
  const { channel, ts } = await client.chat.postMessage({
    channel: row.channel ?? row.address,
    text: message.text,
    unfurl_links: false,
    ...(message.blocks ? { blocks: message.blocks } : {}),
  });
  if (!channel || !ts) return { outcome: 'later', afterMs: FIRST_WAIT_MS, reason: 'Slack named no message' };
  return { outcome: 'standing', channel, ts };
}

async function remove(client: WebClient, row: Waiting): Promise<Sent> {
  if (row.channel === null || row.message_ts === null) return { outcome: 'removed' };
  try {
    if (row.slot.startsWith(FILE_SLOT)) await client.files.delete({ file: row.slot.slice(FILE_SLOT.length) });
    else await client.chat.delete({ channel: row.channel, ts: row.message_ts });
  } catch (error) {
    if (!isCode(error, ALREADY_GONE)) throw error;
  }
  return { outcome: 'removed' };
}

function judged(error: unknown, row: Waiting): Sent {
  const reason = nameOf(error);
  if (error instanceof WebAPIRateLimitedError) {
    const pauseS = Math.min(error.retryAfter, LONGEST_PAUSE_S);
    return { outcome: 'later', afterMs: pauseS * 1_000, reason, limited: true };
  }
  if (isCode(error, HOPELESS) || (error instanceof WebAPIHTTPError && error.statusCode === 413)) {
    return { outcome: 'never', reason };
  }
  if (error instanceof WebAPIPlatformError && !isCode(error, PASSING) && row.attempts + 1 >= REFUSALS) {
    return { outcome: 'never', reason };
  }
  return { outcome: 'later', afterMs: Math.min(FIRST_WAIT_MS * 2 ** row.attempts, LONGEST_WAIT_MS), reason };
}

function isCode(error: unknown, codes: Set<string>): boolean {
  return error instanceof WebAPIPlatformError && codes.has(String(error.data.error));
}
