import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { type DoNotDisturb, factsOf, type User } from './away.ts';
import type { LookUp } from './run.ts';

/** Reads a person's zone and status from Slack, and do-not-disturb where the app may see it (scope dnd:read). */
export function lookUpIn(client: WebClient): LookUp {
  return async (person, now) => {
    const user = await userOf(client, person);
    return factsOf(user, user && (await doNotDisturbOf(client, person)), now);
  };
}

async function userOf(client: WebClient, user: string): Promise<User | null> {
  try {
    const answer = await client.users.info({ user, include_locale: true });
    return (answer.user as User | undefined) ?? null;
  } catch (error) {
    if (isCode(error, ['user_not_found', 'users_not_found', 'user_not_visible'])) return null;
    throw error;
  }
}

/** An app installed without the scope goes by the status alone. */
async function doNotDisturbOf(client: WebClient, user: string): Promise<DoNotDisturb | null> {
  try {
    return (await client.dnd.info({ user })) as DoNotDisturb;
  } catch (error) {
    if (isCode(error, ['missing_scope', 'user_not_found'])) return null;
    throw error;
  }
}

function isCode(error: unknown, codes: string[]): boolean {
  return error instanceof WebAPIPlatformError && codes.includes(String(error.data.error));
}
