import { unescapeMrkdwn } from '../text/mrkdwn.ts';

/** A message that a person wrote, changed or took back in the bot's direct message. */
export type DirectMessage = {
  person: string;
  channel: string;
  ts: string;
  /** As typed; `null` where the message was deleted. */
  text: string | null;
  edited: boolean;
  deleted: boolean;
  files: number;
};

type Raw = {
  channel?: string;
  channel_type?: string;
  subtype?: string;
  user?: string;
  bot_id?: string;
  ts?: string;
  text?: string;
  files?: unknown[];
  deleted_ts?: string;
  message?: Raw;
  previous_message?: Raw;
};

/**
 * Reads a `message` event. `null` for everything that is ignored on purpose: other channels, bots (this one too),
 * joins and topics, and a "change" that left the words as they were, such as an unfurled link or our own update.
 */
export function directMessageOf(event: unknown, botUserId: string | undefined): DirectMessage | null {
  const raw = event as Raw;
  if (raw.channel_type !== 'im' || !raw.channel) return null;
  if (raw.subtype === 'message_changed') return changed(raw, raw.channel, botUserId);
  if (raw.subtype === 'message_deleted') return deleted(raw, raw.channel, botUserId);
  if (raw.subtype !== undefined && raw.subtype !== 'file_share' && raw.subtype !== 'me_message') return null;
  if (!byPerson(raw, botUserId) || !raw.ts) return null;
  return { ...base(raw, raw.channel, raw.ts), edited: false };
}

function changed(raw: Raw, channel: string, botUserId: string | undefined): DirectMessage | null {
  const { message, previous_message: previous } = raw;
  if (!message?.ts || !byPerson(message, botUserId) || message.text === previous?.text) return null;
  return { ...base(message, channel, message.ts), edited: true };
}

function deleted(raw: Raw, channel: string, botUserId: string | undefined): DirectMessage | null {
  const { previous_message: previous, deleted_ts: ts } = raw;
  if (!ts || !previous || !byPerson(previous, botUserId)) return null;
  return { person: previous.user ?? '', channel, ts, text: null, edited: false, deleted: true, files: 0 };
}

function byPerson(message: Raw, botUserId: string | undefined): boolean {
  return message.bot_id === undefined && message.user !== undefined && message.user !== botUserId;
}

function base(message: Raw, channel: string, ts: string) {
  return {
    person: message.user ?? '',
    channel,
    ts,
    text: unescapeMrkdwn(message.text ?? ''),
    deleted: false,
    files: message.files?.length ?? 0,
  };
}
