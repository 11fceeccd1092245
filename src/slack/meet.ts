import { WebAPIPlatformError } from '@slack/web-api';
import { nameOf } from '../failure.ts';
import { atMost } from './at-most.ts';
import type { Bot, Origin } from './begin.ts';
import { type Met, metBefore, profileOf, rememberProfile } from './people.ts';

/** How long a turn waits for Slack's word on somebody met for the first time, in milliseconds. */
const PATIENCE_MS = 1_000;

/**
 * Asks Slack about somebody met for the first time, before they are answered. Slack is waited for a moment only; what
 * comes later is kept for the next turn, and a failure is logged and asked again then.
 *
 * @returns what is known of them after that
 */
export async function meet({ db, log }: Bot, origin: Origin): Promise<Met> {
  const { workspace, person, client } = origin;
  const met = await metBefore(db, origin);
  if (met && met.locale !== null) return met;
  const asking = client.users
    .info({ user: person, include_locale: true })
    .then(
      ({ user }) => profileOf(user),
      (error: unknown) => {
        log.warn({ failure: nameOf(error) }, 'Slack did not tell the language and time zone of a person');
        // Refused for good, for example without the scope users:read: asking again would only cost time.
        return error instanceof WebAPIPlatformError ? profileOf(null) : null;
      },
    )
    .then((profile) => profile && rememberProfile(db, workspace, person, profile))
    .catch((error: unknown) => log.warn({ failure: nameOf(error) }, 'a profile could not be kept'));
  await atMost(PATIENCE_MS, asking);
  return metBefore(db, origin);
}
