import type { Core } from '../core.ts';
import { type Json, text } from '../json.ts';
import { openDm } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import type { Channel } from '../workspace.ts';
import { isSet, knownChannel, type Methods, pageOf } from './method.ts';

const PAGING = ['cursor', 'limit'];

export const conversations: Methods = {
  'conversations.open': {
    token: 'bot',
    scope: 'im:write',
    required: [],
    optional: ['users', 'channel', 'return_im', 'prevent_creation'],
    run: (core, args) => {
      const ids = text(args.users || args.channel).split(',');
      if (ids.length > 1) throw new Refusal('method_not_supported_for_channel_type');
      const known = core.workspace.channels.get(ids[0] ?? '');
      const user = core.workspace.users.get(known?.user ?? ids[0] ?? '');
      if (!user) throw new Refusal(args.users === undefined ? 'channel_not_found' : 'user_not_found');
      if (user.deleted) throw new Refusal('user_disabled');
      const alreadyOpen = core.workspace.channels.has(`D${user.id.slice(1)}`);
      const channel = openDm(core, user.id);
      const full = isSet(args.return_im) ? conversationOutput(core, channel) : { id: channel.id };
      return { no_op: alreadyOpen, already_open: alreadyOpen, channel: full };
    },
  },
  'conversations.info': {
    token: 'bot',
    scope: 'channels:read',
    required: ['channel'],
    optional: ['include_locale', 'include_num_members'],
    run: (core, args) => {
      const channel = knownChannel(core, args.channel);
      const members = isSet(args.include_num_members) ? { num_members: channel.members.length } : {};
      return { channel: { ...conversationOutput(core, channel), ...members } };
    },
  },
  'conversations.list': {
    token: 'bot',
    scope: 'channels:read',
    required: [],
    optional: [...PAGING, 'types', 'exclude_archived'],
    run: (core, args) => listed(core, args, [...core.workspace.channels.values()]),
  },
  'users.conversations': {
    token: 'bot',
    scope: 'channels:read',
    required: [],
    optional: [...PAGING, 'types', 'exclude_archived', 'user'],
    run: (core, args) => {
      const of = text(args.user, core.identity.botUserId);
      return listed(
        core,
        args,
        [...core.workspace.channels.values()].filter((channel) => channel.members.includes(of)),
      );
    },
  },
  'conversations.members': {
    token: 'bot',
    scope: 'channels:read',
    required: ['channel'],
    optional: PAGING,
    run: (core, args) => {
      const { page, next } = pageOf(knownChannel(core, args.channel).members, args, 100);
      return { members: page, response_metadata: { next_cursor: next } };
    },
  },
};

function listed(core: Core, args: Json, all: readonly Channel[]): Json {
  const types = text(args.types, 'public_channel').split(',');
  const chosen = all.filter(
    (channel) =>
      types.includes(channel.kind === 'dm' ? 'im' : 'public_channel') &&
      !(isSet(args.exclude_archived) && channel.archived),
  );
  const { page, next } = pageOf(chosen, args, 100);
  return {
    channels: page.map((channel) => ({
      ...conversationOutput(core, channel),
      num_members: channel.members.length,
    })),
    response_metadata: { next_cursor: next },
  };
}

/** A conversation as Slack shows it. */
function conversationOutput(core: Core, channel: Channel): Json {
  const common = { id: channel.id, created: 0, is_archived: channel.archived, is_org_shared: false };
  if (channel.kind === 'dm') {
    return {
      ...common,
      is_im: true,
      user: channel.user,
      is_user_deleted: core.workspace.users.get(channel.user ?? '')?.deleted ?? false,
      is_open: true,
    };
  }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_general: channel.name === 'general',
    is_member: channel.members.includes(core.identity.botUserId),
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
