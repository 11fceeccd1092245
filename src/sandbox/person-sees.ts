import type { Core } from './core.ts';
import { dmOf } from './ids.ts';
import { messageOnPage } from './messages.ts';
import type { Conversation, Message, SandboxUser, State } from './protocol.ts';
import { PersonRefusal } from './refusal.ts';
import { viewOnPage } from './views.ts';
import type { Channel } from './workspace.ts';

/** What a person sees outside a conversation. */
export function stateFor(core: Core, userId: string): State {
  const me = core.workspace.users.get(userId);
  if (!me) throw new PersonRefusal('There is no such person in this workspace.', 'user_not_found');
  const home = core.workspace.homes.get(userId);
  const channels = [...core.workspace.channels.values()].filter(
    (one) => one.kind === 'channel' && one.members.includes(userId),
  );
  return {
    team: { id: core.identity.teamId, name: core.identity.teamName },
    me,
    users: [...core.workspace.users.values()],
    conversations: [...channels.map((one) => conversationFor(core, one, me)), dmFor(core, me)],
    app: {
      name: core.app.name,
      botUserId: core.identity.botUserId,
      connected: core.connected(),
      commands: core.app.commands.map(({ command, description, usageHint }) => ({
        command,
        description,
        usageHint,
      })),
      shortcuts: core.app.shortcuts,
    },
    home: home ? viewOnPage(home) : null,
    modals: core.modals.of(userId).map(viewOnPage),
  };
}

function conversationFor(core: Core, channel: Channel, me: SandboxUser): Conversation {
  return {
    id: channel.id,
    name: channel.kind === 'dm' ? core.app.name : channel.name,
    kind: channel.kind,
    withApp: channel.kind === 'dm',
    topic: channel.topic,
    unread: unread(core, channel.id, me.id),
    archived: channel.archived,
  };
}

/** The conversation with the app is listed before its first message, so that one can begin it. */
function dmFor(core: Core, me: SandboxUser): Conversation {
  const id = dmOf(me.id);
  return {
    id,
    name: core.app.name,
    kind: 'dm',
    withApp: true,
    topic: '',
    unread: unread(core, id, me.id),
    archived: false,
  };
}

function unread(core: Core, channel: string, user: string): number {
  const read = core.workspace.lastRead(user, channel);
  return core.workspace
    .messagesIn(channel)
    .filter((one) => one.ts > read && one.user !== user && (!one.onlyFor || one.onlyFor === user)).length;
}

/** The messages of a conversation that a person sees, oldest first. */
export function messagesFor(core: Core, userId: string, channelId: string): Message[] {
  const channel = core.workspace.channels.get(channelId);
  if (!channel) {
    if (channelId === dmOf(userId) && core.workspace.users.has(userId)) return [];
    throw new PersonRefusal('There is no such conversation.', 'channel_not_found');
  }
  if (!channel.members.includes(userId)) {
    throw new PersonRefusal('You are not in this conversation.', 'not_in_channel');
  }
  return core.workspace
    .messagesIn(channelId)
    .filter((one) => !one.onlyFor || one.onlyFor === userId)
    .map((one) => messageOnPage(core, one));
}
