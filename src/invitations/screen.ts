import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import type { Script } from '../scripts/script.ts';
import type { SlackMessage } from '../slack/message.ts';
import { put, takeAway } from '../slack/outbox.ts';
import { languageOf } from '../slack/people.ts';
import { textsIn } from '../text/catalogue.ts';
import {
  closedMessage,
  consentMessage,
  invitationMessage,
  mutedMessage,
  type Shown,
  snoozedMessage,
  wordsMessage,
} from './blocks.ts';
import { availabilityOf, timeZoneOf } from './person-store.ts';
import { nameOfTopic } from './reason-store.ts';
import { changeInvitation, type Invitation } from './store.ts';

export type Stage = {
  db: Database;
  config: Pick<Config, 'language' | 'timeZone' | 'answerVisibility'>;
  scripts: readonly Script[];
  now: string;
};

/**
 * Puts the one message of an invitation as it stands now. A reminder changes that message and posts no other one:
 * Slack makes no sound for it, it is there for whoever looks (docs/decisions/invitations.md).
 */
export async function show(stage: Stage, invitation: Invitation): Promise<void> {
  const { db, now } = stage;
  const { workspace, person } = invitation;
  await put(db, workspace, slotOf(invitation), person, await messageOf(stage, invitation), now);
}

/** Posts it anew at the bottom of the conversation, with the sound that a snooze was chosen for. */
export async function showAnew(stage: Stage, invitation: Invitation): Promise<void> {
  const { db, now } = stage;
  await takeAway(db, invitation.workspace, slotOf(invitation), now);
  await show(stage, await changeInvitation(db, invitation, { shown: invitation.shown + 1 }));
}

function slotOf({ id, shown }: Invitation): string {
  return `invitation:${id}:${shown}`;
}

async function messageOf(stage: Stage, invitation: Invitation): Promise<SlackMessage> {
  const { db, config, scripts, now } = stage;
  const { workspace, person, state } = invitation;
  const language = await languageOf(db, { workspace, person }, config.language);
  const texts = textsIn(language).invitations;
  const { muted_until, consent } = await availabilityOf(db, workspace, person);
  const script = scripts.find(({ id }) => id === invitation.script);
  if (state === 'started') return wordsMessage(texts.started);
  if (!script) return wordsMessage(texts.noScript);
  const shown: Shown = {
    id: invitation.id,
    script,
    language,
    timeZone: (await timeZoneOf(db, workspace, person)) ?? config.timeZone,
    visibility: config.answerVisibility,
    about: await aboutOf(db, invitation),
    closesAt: invitation.closes_at,
    week: invitation.week,
    reminders: invitation.reminders,
    mostReminders: await mostReminders(db, invitation),
  };
  if (state === 'consent') return consentMessage(shown);
  if (consent === 'never') return wordsMessage(texts.consent.neverNoted);
  if (consent === 'unknown') return wordsMessage(texts.consent.laterNoted);
  if (state === 'declined') {
    return muted_until !== null && muted_until > now
      ? mutedMessage(muted_until, shown)
      : wordsMessage(texts.declined);
  }
  if (state === 'closed') return closedMessage(shown);
  const { snoozed_until } = invitation;
  return snoozed_until === null ? invitationMessage(shown) : snoozedMessage(shown, snoozed_until);
}

async function aboutOf(db: Database, { workspace, reason, subject }: Invitation): Promise<Shown['about']> {
  if (reason === null || subject === null) return null;
  return { reason, name: await nameOfTopic(db, workspace, { reason, subject }) };
}

async function mostReminders(db: Database, { workspace, campaign }: Invitation): Promise<number> {
  const row = await db
    .selectFrom('campaigns')
    .select('reminders')
    .where('workspace', '=', workspace)
    .where('id', '=', campaign)
    .executeTakeFirst();
  return row?.reminders ?? 0;
}
