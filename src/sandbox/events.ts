import type { Core } from './core.ts';
import { newId } from './ids.ts';
import type { Json } from './json.ts';

/** Sends an event to the app, if its manifest subscribes to `subscription`. */
export function raise(core: Core, subscription: string, event: Json): void {
  if (!core.app.botEvents.includes(subscription)) return;
  const { teamId, appId, botUserId, verificationToken } = core.identity;
  core.delivery.event({
    token: verificationToken,
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(core.now() / 1_000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: teamId,
        user_id: botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${newId('E')}`,
  });
}
