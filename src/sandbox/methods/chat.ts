import type { Core } from '../core.ts';
import { type Json, objects, text } from '../json.ts';
import { messageProblems } from '../limits.ts';
import { changeMessage, messageOutput, openDm, permalink, postMessage, removeMessage } from '../messages.ts';
import { Refusal, refusalWith } from '../refusal.ts';
import type { Channel, StoredMessage } from '../workspace.ts';
import { knownChannel, type Methods } from './method.ts';

/** Slack cuts a new message here; the sandbox refuses it, so that nobody loses the end of a text unnoticed. */
const POST_MAX = 40_000;
/** Editing is stricter than posting. */
const UPDATE_MAX = 4_000;

const CONTENT = ['text', 'blocks', 'metadata', 'parse', 'link_names'];

export const chat: Methods = {
  'chat.postMessage': {
    token: 'bot',
    scope: 'chat:write',
    required: ['channel'],
    optional: [...CONTENT, 'thread_ts', 'reply_broadcast', 'unfurl_links', 'unfurl_media', 'mrkdwn'],
    run: (core, args) => {
      const channel = writableChannel(core, text(args.channel));
      const content = contentOf(args, POST_MAX);
      const threadTs = threadOf(core, channel, args.thread_ts);
      const message = postMessage(core, { channel: channel.id, user: null, ...content, threadTs });
      return { channel: channel.id, ts: message.ts, message: messageOutput(core, message) };
    },
  },
  'chat.update': {
    token: 'bot',
    scope: 'chat:write',
    required: ['channel', 'ts'],
    optional: [...CONTENT, 'reply_broadcast'],
    run: (core, args) => {
      const channel = knownChannel(core, args.channel);
      const before = ownMessage(core, channel, args.ts, 'cant_update_message');
      if (channel.archived) throw new Refusal('is_archived');
      const content = contentOf(args, UPDATE_MAX);
      // Blocks that are left out stay; an empty array takes them away.
      const kept = args.blocks === undefined ? before.blocks : content.blocks;
      const message = changeMessage(
        core,
        before,
        { text: content.text, blocks: kept },
        core.identity.botUserId,
      );
      return {
        channel: channel.id,
        ts: message.ts,
        text: message.text,
        message: messageOutput(core, message),
      };
    },
  },
  'chat.delete': {
    token: 'bot',
    scope: 'chat:write',
    required: ['channel', 'ts'],
    optional: [],
    run: (core, args) => {
      const channel = knownChannel(core, args.channel);
      const message = ownMessage(core, channel, args.ts, 'cant_delete_message');
      removeMessage(core, message);
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.postEphemeral': {
    token: 'bot',
    scope: 'chat:write',
    required: ['channel', 'user'],
    optional: [...CONTENT, 'thread_ts'],
    run: (core, args) => {
      const channel = writableChannel(core, text(args.channel));
      const user = core.workspace.users.get(text(args.user));
      if (!user || user.deleted || !channel.members.includes(user.id)) {
        throw new Refusal('user_not_in_channel');
      }
      const content = contentOf(args, POST_MAX);
      const threadTs = threadOf(core, channel, args.thread_ts);
      const message = postMessage(core, {
        channel: channel.id,
        user: null,
        ...content,
        threadTs,
        onlyFor: user.id,
      });
      return { message_ts: message.ts };
    },
  },
  'chat.getPermalink': {
    token: 'bot',
    scope: null,
    required: ['channel', 'message_ts'],
    optional: [],
    run: (core, args) => {
      const channel = knownChannel(core, args.channel);
      const message = core.workspace.message(channel.id, text(args.message_ts));
      if (!message || message.onlyFor) throw new Refusal('message_not_found');
      return { channel: channel.id, permalink: permalink(core, message) };
    },
  },
};

/** The conversation a message goes to; a person's id stands for the app's direct message with them. */
export function writableChannel(core: Core, id: string): Channel {
  const user = core.workspace.users.get(id);
  if (user?.deleted) throw new Refusal('user_disabled');
  const channel = user ? openDm(core, user.id) : knownChannel(core, id);
  if (channel.archived) throw new Refusal('is_archived');
  if (channel.kind === 'dm') {
    if (core.workspace.users.get(channel.user ?? '')?.deleted) throw new Refusal('user_disabled');
    if (!core.app.messagesTab) throw new Refusal('messages_tab_disabled');
  } else if (
    !channel.members.includes(core.identity.botUserId) &&
    !core.app.scopes.includes('chat:write.public')
  ) {
    throw new Refusal('not_in_channel');
  }
  return channel;
}

function ownMessage(core: Core, channel: Channel, ts: unknown, otherwise: string): StoredMessage {
  const message = core.workspace.message(channel.id, text(ts));
  if (!message || message.onlyFor) throw new Refusal('message_not_found');
  if (message.user !== null) throw new Refusal(otherwise);
  return message;
}

function threadOf(core: Core, channel: Channel, ts: unknown): string | null {
  if (ts === undefined || ts === '') return null;
  const root = core.workspace.message(channel.id, text(ts));
  if (!root) throw new Refusal('thread_not_found');
  return root.threadTs ?? root.ts;
}

function contentOf(args: Json, max: number): { text: string; blocks: Json[] | null } {
  const said = text(args.text);
  if (said.length > max) throw new Refusal('msg_too_long');
  const problem = messageProblems(args.blocks);
  if (problem) throw refusalWith(problem.code, problem.messages);
  const blocks = objects(args.blocks);
  if (said === '' && blocks.length === 0) throw new Refusal('no_text');
  return { text: said, blocks: blocks.length > 0 ? blocks : null };
}
