import type { Core } from './core.ts';
import { raise } from './events.ts';
import { dmOf, newId } from './ids.ts';
import { changeMessage, openDm, postMessage, removeMessage } from './messages.ts';
import { userOutput } from './methods/users.ts';
import { clickBlock, suggestOptions } from './person-blocks.ts';
import { runCommand, runShortcut } from './person-commands.ts';
import { closeModal, submitModal } from './person-views.ts';
import type { Act, ActResult, SandboxUser } from './protocol.ts';
import { PersonRefusal } from './refusal.ts';
import { typedText } from './text.ts';
import { viewOutput } from './views.ts';
import type { Channel, StoredMessage } from './workspace.ts';

/** Longer messages Slack's client refuses to send. */
const MESSAGE_MAX = 40_000;

type Acts = { [K in Act['act']]: (core: Core, act: Extract<Act, { act: K }>) => Promise<ActResult> };

const ACTS: Acts = {
  open_home: async (core, act) => openHome(core, activeUser(core, act.user), act.tab),
  say: async (core, act) => {
    const user = activeUser(core, act.user);
    const channel = writable(core, user, act.channel);
    if (act.text.trim() === '') throw new PersonRefusal('There is nothing to send.', 'no_text');
    return { ok: true, ts: say(core, user, channel, act.text).ts };
  },
  upload: async (core, act) => {
    const user = activeUser(core, act.user);
    const channel = writable(core, user, act.channel);
    const file = { id: newId('F'), name: act.name, size: act.text?.length ?? 1_024 };
    const message = postMessage(core, {
      channel: channel.id,
      user: user.id,
      text: typedText(act.text ?? '', mentions(core)),
      files: [file],
    });
    return { ok: true, ts: message.ts };
  },
  edit: async (core, act) => {
    const user = activeUser(core, act.user);
    const message = ownMessage(core, user, act.channel, act.ts);
    tooLong(act.text);
    if (act.text.trim() === '') throw new PersonRefusal('There is nothing to save.', 'no_text');
    const edited = typedText(act.text, mentions(core));
    if (edited !== message.text) changeMessage(core, message, { text: edited, blocks: null }, user.id);
    return { ok: true, ts: message.ts };
  },
  delete: async (core, act) => {
    const user = activeUser(core, act.user);
    removeMessage(core, ownMessage(core, user, act.channel, act.ts));
    return { ok: true };
  },
  read: async (core, act) => {
    const user = activeUser(core, act.user);
    const channel = visible(core, user, act.channel);
    const last = core.workspace.messagesIn(channel.id).at(-1);
    if (last && last.ts !== core.workspace.lastRead(user.id, channel.id)) {
      core.workspace.commit({ t: 'read', user: user.id, channel: channel.id, ts: last.ts });
      core.changes.tell({ kind: 'state' }, [user.id]);
    }
    return { ok: true };
  },
  command: async (core, act) => {
    const user = activeUser(core, act.user);
    return runCommand(core, user, visible(core, user, act.channel), act.command, act.text);
  },
  shortcut: async (core, act) => runShortcut(core, activeUser(core, act.user), act.callbackId, null),
  message_shortcut: async (core, act) => {
    const user = activeUser(core, act.user);
    const channel = visible(core, user, act.channel);
    const message = core.workspace.message(channel.id, act.ts);
    if (!message || message.onlyFor) {
      throw new PersonRefusal('This message is no longer there.', 'message_not_found');
    }
    return runShortcut(core, user, act.callbackId, { channel, message });
  },
  block_action: async (core, act) => clickBlock(core, activeUser(core, act.user), act),
  suggest: async (core, act) => suggestOptions(core, activeUser(core, act.user), act),
  submit: async (core, act) => submitModal(core, activeUser(core, act.user), act.view, act.state),
  close: async (core, act) => closeModal(core, activeUser(core, act.user), act.view),
  locale: async (core, act) => changeUser(core, act.user, { locale: act.locale }),
  zone: async (core, act) => changeUser(core, act.user, { tz: act.tz }),
  status: async (core, { user, emoji, text, until }) =>
    changeUser(core, user, { status: { emoji, text, until: secondsOf(until) } }),
  pause: async (core, { user, until }) => changeUser(core, user, { pausedUntil: secondsOf(until) }),
};

/** Does what a person asked for, or says in one sentence why Slack would not let them. */
export async function perform<K extends Act['act']>(
  core: Core,
  act: Extract<Act, { act: K }>,
): Promise<ActResult> {
  const handler: Acts[K] | undefined = Object.hasOwn(ACTS, act.act) ? ACTS[act.act as K] : undefined;
  if (!handler) throw new PersonRefusal(`There is no act "${act.act}".`, 'unknown_act');
  return handler(core, act);
}

/** What somebody changes about themselves: the app is told of all of it but paused notifications. */
function changeUser(core: Core, id: string, change: Partial<SandboxUser>): ActResult {
  const user = { ...activeUser(core, id), ...change };
  core.workspace.users.set(user.id, user);
  if ('pausedUntil' in change) return { ok: true };
  raise(core, 'user_change', {
    type: 'user_change',
    user: userOutput(core, user, true),
    event_ts: core.workspace.nextTs(),
  });
  return { ok: true };
}

/** 0 for none. */
function secondsOf(instant: string): number {
  return instant === '' ? 0 : Math.floor(Date.parse(instant) / 1_000);
}

function openHome(core: Core, user: SandboxUser, tab: 'home' | 'messages'): ActResult {
  const channel = openDm(core, user.id);
  const home = core.workspace.homes.get(user.id);
  raise(core, 'app_home_opened', {
    type: 'app_home_opened',
    user: user.id,
    channel: channel.id,
    tab,
    ...(tab === 'home' && home ? { view: viewOutput(home, core.identity) } : {}),
    event_ts: core.workspace.nextTs(),
  });
  return { ok: true };
}

function say(core: Core, user: SandboxUser, channel: Channel, typed: string): StoredMessage {
  tooLong(typed);
  const message = postMessage(core, {
    channel: channel.id,
    user: user.id,
    text: typedText(typed, mentions(core)),
  });
  const mentioned = message.text.includes(`<@${core.identity.botUserId}>`);
  if (mentioned && channel.kind === 'channel' && channel.members.includes(core.identity.botUserId)) {
    raise(core, 'app_mention', {
      type: 'app_mention',
      user: user.id,
      text: message.text,
      ts: message.ts,
      team: core.identity.teamId,
      channel: channel.id,
      event_ts: message.ts,
    });
  }
  return message;
}

function tooLong(typed: string): void {
  if (typed.length > MESSAGE_MAX) {
    throw new PersonRefusal(`A message can have at most ${MESSAGE_MAX} characters.`, 'msg_too_long');
  }
}

function mentions(core: Core): Map<string, string> {
  return new Map([
    [core.app.name, core.identity.botUserId],
    ...[...core.workspace.users.values()].map((user): [string, string] => [user.realName, user.id]),
  ]);
}

function activeUser(core: Core, id: string): SandboxUser {
  const user = core.workspace.users.get(id);
  if (!user) throw new PersonRefusal('There is no such person in this workspace.', 'user_not_found');
  if (user.deleted) throw new PersonRefusal('This account has been deactivated.', 'account_inactive');
  return user;
}

function visible(core: Core, user: SandboxUser, id: string): Channel {
  const channel = id === dmOf(user.id) ? openDm(core, user.id) : core.workspace.channels.get(id);
  if (!channel?.members.includes(user.id)) {
    throw new PersonRefusal('This conversation does not exist, or you are not in it.', 'channel_not_found');
  }
  return channel;
}

function writable(core: Core, user: SandboxUser, id: string): Channel {
  const channel = visible(core, user, id);
  if (channel.archived) throw new PersonRefusal('This channel has been archived.', 'is_archived');
  if (channel.kind === 'dm' && (!core.app.messagesTab || core.app.messagesReadOnly)) {
    throw new PersonRefusal('Sending messages to this app has been turned off.', 'messages_tab_disabled');
  }
  return channel;
}

function ownMessage(core: Core, user: SandboxUser, channelId: string, ts: string): StoredMessage {
  const channel = visible(core, user, channelId);
  const message = core.workspace.message(channel.id, ts);
  if (!message) throw new PersonRefusal('This message is no longer there.', 'message_not_found');
  if (message.user !== user.id) {
    throw new PersonRefusal('You can only change your own messages.', 'cant_update_message');
  }
  return message;
}
