import type { Core } from '../core.ts';
import { type Json, text } from '../json.ts';
import type { SandboxUser } from '../protocol.ts';
import { Refusal } from '../refusal.ts';
import { isSet, type Methods, pageOf } from './method.ts';

export const users: Methods = {
  'users.info': {
    token: 'bot',
    scope: 'users:read',
    required: ['user'],
    optional: ['include_locale'],
    run: (core, args) => {
      const id = text(args.user);
      if (id === core.identity.botUserId) return { user: botOutput(core) };
      const user = core.workspace.users.get(id);
      if (!user) throw new Refusal('user_not_found');
      return { user: userOutput(core, user, isSet(args.include_locale)) };
    },
  },
  'users.list': {
    token: 'bot',
    scope: 'users:read',
    required: [],
    optional: ['cursor', 'limit', 'include_locale'],
    run: (core, args) => {
      const locale = isSet(args.include_locale);
      const all = [
        ...[...core.workspace.users.values()].map((user) => userOutput(core, user, locale)),
        botOutput(core),
      ];
      const { page, next } = pageOf(all, args, 1_000);
      return {
        members: page,
        cache_ts: Math.floor(core.now() / 1_000),
        response_metadata: { next_cursor: next },
      };
    },
  },
  'bots.info': {
    token: 'bot',
    scope: 'users:read',
    required: [],
    optional: ['bot'],
    run: (core, args) => {
      const { botId, appId, botUserId } = core.identity;
      if (args.bot !== undefined && args.bot !== botId) throw new Refusal('bot_not_found');
      return {
        bot: {
          id: botId,
          deleted: false,
          name: core.app.name,
          updated: 0,
          app_id: appId,
          user_id: botUserId,
          icons: {},
        },
      };
    },
  },
  'dnd.info': {
    token: 'bot',
    scope: 'dnd:read',
    required: [],
    optional: ['user'],
    run: (core, args) => {
      const user = core.workspace.users.get(text(args.user));
      if (args.user !== undefined && !user) throw new Refusal('user_not_found');
      const paused = user?.pausedUntil ?? 0;
      const left = paused - Math.floor(core.now() / 1_000);
      const schedule = { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };
      if (left <= 0) return { ...schedule, snooze_enabled: false };
      return { ...schedule, snooze_enabled: true, snooze_endtime: paused, snooze_remaining: left };
    },
  },
};

/** A user as `users.info` and the event `user_change` show one. */
export function userOutput(core: Core, user: SandboxUser, locale: boolean): Json {
  const [first = '', ...rest] = user.realName.split(' ');
  const base = {
    id: user.id,
    team_id: core.identity.teamId,
    name: user.name,
    deleted: user.deleted,
    profile: {
      ...profileOf(user.realName, user.title, first, rest.join(' '), core.identity.teamId),
      ...statusOf(core, user),
    },
    is_bot: false,
    is_app_user: false,
    updated: 0,
  };
  if (user.deleted) return base;
  return {
    ...base,
    color: user.color.slice(1),
    real_name: user.realName,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offsetSeconds(user.tz, core.now()),
    ...(locale ? { locale: user.locale } : {}),
    is_admin: user.id === 'U0GRACE',
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_email_confirmed: true,
    who_can_share_contact_card: 'EVERYONE',
  };
}

/** Slack takes a status away by itself when its time is over. */
function statusOf(core: Core, { status }: SandboxUser): Json {
  if (!status || (status.until > 0 && status.until * 1_000 <= core.now())) {
    return { status_text: '', status_emoji: '', status_expiration: 0 };
  }
  return { status_text: status.text, status_emoji: status.emoji, status_expiration: status.until };
}

function botOutput(core: Core): Json {
  return {
    id: core.identity.botUserId,
    team_id: core.identity.teamId,
    name: core.app.name.toLowerCase(),
    deleted: false,
    real_name: core.app.name,
    tz: 'America/Los_Angeles',
    tz_label: 'Pacific Standard Time',
    tz_offset: offsetSeconds('America/Los_Angeles', core.now()),
    profile: {
      ...profileOf(core.app.name, '', core.app.name, '', core.identity.teamId),
      api_app_id: core.identity.appId,
      bot_id: core.identity.botId,
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: true,
    is_app_user: false,
    updated: 0,
  };
}

function profileOf(realName: string, title: string, first: string, last: string, team: string): Json {
  return {
    title,
    phone: '',
    real_name: realName,
    real_name_normalized: realName,
    display_name: '',
    display_name_normalized: '',
    first_name: first,
    last_name: last,
    status_text: '',
    status_emoji: '',
    team,
  };
}

/** Seconds east of Greenwich in a time zone at a moment. */
function offsetSeconds(timeZone: string, at: number): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '');
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 3_600 + Number(match[3]) * 60);
}
