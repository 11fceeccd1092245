import type { Core } from './core.ts';
import { raise } from './events.ts';
import { dmOf } from './ids.ts';
import type { Json } from './json.ts';
import type { Message } from './protocol.ts';
import { completed, richText } from './text.ts';
import type { Channel, StoredFile, StoredMessage } from './workspace.ts';

export type NewMessage = {
  channel: string;
  /** `null` when the app writes. */
  user: string | null;
  text: string;
  blocks?: readonly Json[] | null;
  threadTs?: string | null;
  files?: StoredFile[];
  onlyFor?: string | null;
};

/** The conversation between the app and a person; Slack makes it when it is first needed. */
export function openDm(core: Core, user: string): Channel {
  const id = dmOf(user);
  if (!core.workspace.channels.has(id)) {
    core.workspace.commit({ t: 'dm', user });
    core.changes.tell({ kind: 'state' }, [user]);
  }
  return core.workspace.channels.get(id) as Channel;
}

/** Stores a message, shows it and tells the app of it. */
export function postMessage(core: Core, input: NewMessage): StoredMessage {
  const message: StoredMessage = {
    ts: core.workspace.nextTs(),
    channel: input.channel,
    user: input.user,
    text: input.text,
    blocks: input.blocks ? (completed(input.blocks) as Json[]) : null,
    threadTs: input.threadTs ?? null,
    edited: null,
    files: input.files ?? [],
    onlyFor: input.onlyFor ?? null,
  };
  core.workspace.commit({ t: 'message', message });
  if (message.user) {
    core.workspace.commit({ t: 'read', user: message.user, channel: message.channel, ts: message.ts });
  }
  show(core, message);
  if (!message.onlyFor) {
    raiseMessage(core, message.channel, { ...messageOutput(core, message), event_ts: message.ts });
  }
  return message;
}

/** Replaces the content of a message; `by` is who edits it. */
export function changeMessage(
  core: Core,
  before: StoredMessage,
  content: { text: string; blocks: readonly Json[] | null },
  by: string,
): StoredMessage {
  const eventTs = core.workspace.nextTs();
  const message: StoredMessage = {
    ...before,
    text: content.text,
    blocks: content.blocks ? (completed(content.blocks) as Json[]) : null,
    edited: { user: by, ts: eventTs },
  };
  core.workspace.commit({ t: 'changed', message });
  show(core, message);
  if (!message.onlyFor) {
    raiseMessage(core, message.channel, {
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      message: { ...messageOutput(core, message), source_team: core.identity.teamId },
      previous_message: messageOutput(core, before),
      ts: eventTs,
      event_ts: eventTs,
    });
  }
  return message;
}

/** Takes a file out of every message that shows it. */
export function removeFile(core: Core, id: string): void {
  for (const channel of core.workspace.channels.values()) {
    for (const message of core.workspace.messagesIn(channel.id)) {
      if (!message.files.some((file) => file.id === id)) continue;
      const files = message.files.filter((file) => file.id !== id);
      core.workspace.commit({ t: 'changed', message: { ...message, files } });
      show(core, message);
    }
  }
}

/** Takes a message away. */
export function removeMessage(core: Core, message: StoredMessage): void {
  const eventTs = core.workspace.nextTs();
  core.workspace.commit({ t: 'deleted', channel: message.channel, ts: message.ts });
  show(core, message);
  if (message.onlyFor) return;
  raiseMessage(core, message.channel, {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    deleted_ts: message.ts,
    previous_message: messageOutput(core, message),
    ts: eventTs,
    event_ts: eventTs,
  });
}

function show(core: Core, message: StoredMessage): void {
  const channel = core.workspace.channels.get(message.channel);
  const to = message.onlyFor ? [message.onlyFor] : (channel?.members ?? []);
  core.changes.tell({ kind: 'messages', channel: message.channel }, to);
  core.changes.tell({ kind: 'state' }, to);
}

function raiseMessage(core: Core, channelId: string, event: Json): void {
  const channel = core.workspace.channels.get(channelId);
  if (!channel?.members.includes(core.identity.botUserId)) return;
  const dm = channel.kind === 'dm';
  raise(core, dm ? 'message.im' : 'message.channels', {
    ...event,
    channel: channelId,
    channel_type: dm ? 'im' : 'channel',
  });
}

/** A message as Slack's Web API and payloads show it. */
export function messageOutput(core: Core, message: StoredMessage): Json {
  return {
    ...authorOf(core, message),
    type: 'message',
    ...(message.files.length > 0 ? filesOf(core, message) : {}),
    ts: message.ts,
    text: message.text,
    team: core.identity.teamId,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...blocksOf(message),
    ...(message.edited ? { edited: message.edited } : {}),
  };
}

function authorOf(core: Core, message: StoredMessage): Json {
  const { appId, botId, botUserId, teamId } = core.identity;
  if (message.user) return { user: message.user, client_msg_id: `sandbox-${message.channel}-${message.ts}` };
  return {
    user: botUserId,
    bot_id: botId,
    app_id: appId,
    bot_profile: {
      id: botId,
      app_id: appId,
      user_id: botUserId,
      name: core.app.name,
      icons: {},
      deleted: false,
      updated: 0,
      team_id: teamId,
    },
  };
}

function blocksOf(message: StoredMessage): Json {
  if (message.blocks) return { blocks: message.blocks };
  return message.user && message.text !== '' ? { blocks: richText(message.text) } : {};
}

function filesOf(core: Core, message: StoredMessage): Json {
  return {
    ...(message.user ? { subtype: 'file_share', upload: false, display_as_bot: false } : {}),
    files: message.files.map((file) => ({
      id: file.id,
      created: Math.floor(Number(message.ts)),
      name: file.name,
      title: file.title ?? file.name,
      mimetype: 'application/octet-stream',
      filetype: file.name.split('.').at(-1) ?? 'binary',
      size: file.size,
      user: message.user ?? core.identity.botUserId,
      mode: 'hosted',
      url_private: `${core.url()}/files/${file.id}`,
      permalink: `${core.url()}/files/${file.id}`,
    })),
  };
}

/** The address of a message; in the built-in workspace it leads to the page. */
export function permalink(core: Core, message: { channel: string; ts: string }): string {
  return `${core.url()}/archives/${message.channel}/p${message.ts.replace('.', '')}`;
}

/** A message as the page draws it. */
export function messageOnPage(core: Core, message: StoredMessage): Message {
  return {
    ts: message.ts,
    channel: message.channel,
    user: message.user,
    text: message.text,
    blocks: message.blocks,
    threadTs: message.threadTs,
    edited: message.edited !== null,
    ephemeral: message.onlyFor !== null,
    permalink: permalink(core, message),
    files: message.files.map(({ id, name, title = name, size, alt = '' }) => ({
      ...{ name, title, size, alt },
      picture: name.endsWith('.png') ? `/files/${id}` : null,
    })),
  };
}
