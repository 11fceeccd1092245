import type { Core } from './core.ts';
import { type InputState, type Placed, stateKey } from './elements.ts';
import { type Json, text } from './json.ts';
import { messageOutput } from './messages.ts';
import type { SandboxUser } from './protocol.ts';
import { type StoredView, viewOutput } from './views.ts';
import type { Channel, StoredMessage } from './workspace.ts';

/** Where a person acts: on a message or in a view. */
export type Surface =
  | { kind: 'message'; message: StoredMessage; channel: Channel; state: InputState }
  | { kind: 'view'; view: StoredView };

function head(core: Core, user: SandboxUser): Json {
  const { teamId, teamDomain, appId, verificationToken } = core.identity;
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: teamId },
    api_app_id: appId,
    token: verificationToken,
    team: { id: teamId, domain: teamDomain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function actionTs(core: Core): string {
  return (core.now() / 1_000).toFixed(6);
}

function surfaceKeys(core: Core, surface: Surface): Json {
  if (surface.kind === 'view') {
    return {
      container: { type: 'view', view_id: surface.view.id },
      view: viewOutput(surface.view, core.identity),
    };
  }
  const { message, channel } = surface;
  const ephemeral = message.onlyFor !== null;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
      channel_id: channel.id,
      is_ephemeral: ephemeral,
    },
    channel: { id: channel.id, name: channel.name },
    // Slack does not send the content of an ephemeral message back.
    ...(ephemeral ? {} : { message: messageOutput(core, message) }),
  };
}

/** A click, a choice or a typed value in a block. */
export function blockActions(
  core: Core,
  user: SandboxUser,
  surface: Surface,
  placed: Placed,
  value: Json,
): Json {
  const viewId = surface.kind === 'view' && surface.view.type === 'modal' ? surface.view.id : null;
  return {
    type: 'block_actions',
    ...head(core, user),
    ...surfaceKeys(core, surface),
    trigger_id: core.triggers.issue(user.id, viewId),
    ...(surface.kind === 'message'
      ? {
          state: { values: surface.state },
          response_url: core.replies.issue({
            channel: surface.channel.id,
            user: user.id,
            ts: surface.message.ts,
          }),
        }
      : {}),
    actions: [{ ...actionOf(placed, value), action_ts: actionTs(core) }],
  };
}

function actionOf({ block, element }: Placed, value: Json): Json {
  const common = { type: element.type, block_id: block.block_id, action_id: element.action_id };
  const shown = ['text', 'value', 'style', 'url', 'placeholder', 'confirm', 'icon'].filter(
    (key) => key in element,
  );
  const key = stateKey(element);
  const initial = Object.keys(element).filter((name) => key !== null && name.startsWith('initial_'));
  const kept = Object.fromEntries([...shown, ...initial].map((name) => [name, element[name]]));
  return { ...common, ...kept, ...value };
}

/** What somebody typed into an external select. */
export function blockSuggestion(
  core: Core,
  user: SandboxUser,
  surface: Surface,
  placed: Placed,
  query: string,
): Json {
  return {
    type: 'block_suggestion',
    ...head(core, user),
    ...surfaceKeys(core, surface),
    block_id: placed.block.block_id,
    action_id: placed.element.action_id,
    value: query,
  };
}

/** A slash command; over HTTP it is form-encoded, so that every value is a string. */
export function slashCommand(
  core: Core,
  user: SandboxUser,
  channel: Channel,
  command: string,
  words: string,
): Json {
  const { teamId, teamDomain, appId, verificationToken } = core.identity;
  return {
    token: verificationToken,
    team_id: teamId,
    team_domain: teamDomain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: user.id,
    user_name: user.name,
    command,
    text: words,
    api_app_id: appId,
    is_enterprise_install: 'false',
    response_url: core.replies.issue({ channel: channel.id, user: user.id, ts: null }),
    trigger_id: core.triggers.issue(user.id, null),
  };
}

/** A global shortcut, or a message shortcut when there is a message. */
export function shortcut(
  core: Core,
  user: SandboxUser,
  callbackId: string,
  on: { channel: Channel; message: StoredMessage } | null,
): Json {
  const common = {
    ...head(core, user),
    callback_id: callbackId,
    trigger_id: core.triggers.issue(user.id, null),
    action_ts: actionTs(core),
  };
  if (!on) return { type: 'shortcut', ...common };
  return {
    type: 'message_action',
    ...common,
    channel: { id: on.channel.id, name: on.channel.name },
    message_ts: on.message.ts,
    message: messageOutput(core, on.message),
    response_url: core.replies.issue({ channel: on.channel.id, user: user.id, ts: on.message.ts }),
  };
}

/** A modal that was submitted. */
export function viewSubmission(core: Core, user: SandboxUser, view: StoredView): Json {
  return {
    type: 'view_submission',
    ...head(core, user),
    trigger_id: core.triggers.issue(user.id, view.id),
    view: viewOutput(view, core.identity),
    response_urls: responseUrls(core, user, view),
  };
}

/** A modal that was closed without being submitted. */
export function viewClosed(core: Core, user: SandboxUser, view: StoredView, isCleared: boolean): Json {
  return {
    type: 'view_closed',
    ...head(core, user),
    view: viewOutput(view, core.identity),
    is_cleared: isCleared,
  };
}

function responseUrls(core: Core, user: SandboxUser, view: StoredView): Json[] {
  return view.blocks.flatMap((block) => {
    const element = block.element as Json | undefined;
    if (element?.response_url_enabled !== true) return [];
    const held = view.state[text(block.block_id)]?.[text(element.action_id)] ?? {};
    const channel = text(held.selected_conversation ?? held.selected_channel);
    if (channel === '') return [];
    const url = core.replies.issue({ channel, user: user.id, ts: null });
    return [
      {
        block_id: block.block_id,
        action_id: element.action_id,
        channel_id: channel,
        response_url: url,
      },
    ];
  });
}
