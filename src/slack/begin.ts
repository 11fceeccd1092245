import type { ModalView } from '@slack/types';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { configOf } from '../database/settings.ts';
import { nameOf } from '../failure.ts';
import type { Log } from '../log.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import type { OnCheckpoint } from './checkpoint.ts';
import { type Delivery, finish } from './inbox.ts';
import type { SlackMessage } from './message.ts';
import { inModal, pagesOf } from './paged.ts';
import { languageFor, type Met, metBefore } from './people.ts';
import { sendFiles } from './send-files.ts';
import type { Turn } from './turn.ts';
import type { Uninstaller } from './uninstall.ts';

/** What the bot is made of, shared by every turn. */
export type Bot = {
  /** The defaults of every workspace's settings. */
  config: Config;
  db: Database;
  log: Log;
  clock(): Date;
  onCheckpoint: OnCheckpoint;
  /** Says that the outbox holds something. */
  wake(): void;
  /** Hears of every change that somebody made. */
  onCommit(workspace: number, person: string): void;
  /** Whether an address that a payload names is one of Slack's. */
  isReplyAddress(url: unknown): boolean;
  uninstalled: Uninstaller;
};

/** Where a turn came from, as far as an answer needs to know it. */
export type Origin = {
  workspace: number;
  delivery: Delivery | null;
  person: string;
  client: WebClient;
  respond:
    | ((message: { text: string; response_type: 'ephemeral' } & SlackMessage) => Promise<unknown>)
    | null;
  triggerId: string | null;
  channel: string | null;
  messageTs: string | null;
  /** Somebody of another workspace, who learns nothing of this one. */
  isOutsider: boolean;
  /** The view it happened in, where a message in the conversation behind it would not be seen. */
  view: 'modal' | 'home' | null;
};

/** A turn, and whether its change was committed. */
export type BegunTurn = { turn: Turn; committed(): boolean };

/** Makes the turn that a listener gets. `met`: what is known of the person, where that was read already. */
export async function begin(bot: Bot, origin: Origin, met?: Met): Promise<BegunTurn> {
  const { db, log, clock } = bot;
  const config = await configOf(db, origin.workspace, bot.config);
  const language = languageFor(met ?? (await metBefore(db, origin)), config.language);
  const now = clock().toISOString();
  let committed = false;
  const reply = async (message: SlackMessage) => {
    const pages = pagesOf(message);
    const left = origin.view === null ? pages : await replyInModal(origin, pages, language);
    for (const page of left) await replyTo(origin, page);
  };
  const turn: Turn = {
    workspace: origin.workspace,
    person: origin.person,
    language,
    now,
    config,
    db,
    log,
    channel: origin.channel,
    messageTs: origin.messageTs,
    reply,
    commit: async (work) => {
      if (committed) throw new Error('a turn commits once');
      const result = await db.transaction().execute(async (trx) => {
        const done = await work(trx);
        if (origin.delivery) await finish(trx, origin.workspace, origin.delivery.key, now);
        bot.onCheckpoint('before commit');
        return done;
      });
      committed = true;
      if (origin.delivery) origin.delivery.isDone = true;
      bot.onCheckpoint('after commit');
      bot.wake();
      bot.onCommit(origin.workspace, origin.person);
      return result;
    },
    openModal: async (view) => {
      const { triggerId, client } = origin;
      const expired = textsIn(language).slack.triggerExpired;
      try {
        if (triggerId !== null) {
          const asked = { trigger_id: triggerId, view };
          const { views } = client;
          const shown = await (origin.view === 'modal' ? views.push(asked) : views.open(asked));
          return shown.view?.id ?? null;
        }
      } catch (error) {
        // Before Slack could be asked again the trigger would have expired: only the person can.
        if (!isExpiredTrigger(error) && !isOutOfReach(error)) throw error;
      }
      await reply({ text: expired });
      return null;
    },
    updateModal: async (viewId, view) => {
      try {
        await origin.client.views.update({ view_id: viewId, view });
      } catch (error) {
        // Whoever closed it meanwhile needs it no more.
        if (!(error instanceof WebAPIPlatformError) || error.data.error !== 'not_found') throw error;
      }
    },
    publishHome: async (view) => {
      await origin.client.views.publish({ user_id: origin.person, view });
    },
    sendFiles: (files, comment) => sendFiles(db, { ...origin, now }, files, comment),
    permalinkOf: async (channel, messageTs) => {
      try {
        const { permalink } = await origin.client.chat.getPermalink({ channel, message_ts: messageTs });
        return permalink ?? null;
      } catch (error) {
        // The bot is not in that channel: the interview does without the link.
        if (error instanceof WebAPIPlatformError) return null;
        throw error;
      }
    },
  };
  return { turn, committed: () => committed };
}

/** Where the person looks: by response_url where there is one, ephemeral in the channel, else in their direct message. */
async function replyTo(origin: Origin, message: SlackMessage): Promise<void> {
  const { client, person, respond, channel } = origin;
  if (respond) {
    try {
      await respond({ ...message, response_type: 'ephemeral' });
      return;
    } catch {
      // The address is good for 30 minutes and five uses; after that the direct message is left.
    }
  } else if (channel !== null && !channel.startsWith('D')) {
    try {
      await client.chat.postEphemeral({ channel, user: person, ...message });
      return;
    } catch (error) {
      // The bot has left that channel, or the person has.
      if (!(error instanceof WebAPIPlatformError)) throw error;
    }
  }
  await client.chat.postMessage({ channel: person, ...message });
}

/**
 * Over a modal or the Home tab, where a message would not be seen. What one modal cannot hold goes on in the direct
 * message, and it says so.
 *
 * @returns what is left to say: all of it where Slack takes no other modal, because the trigger is gone or three of them
 * are open already
 */
async function replyInModal(
  { client, triggerId, view }: Origin,
  pages: SlackMessage[],
  language: Language,
): Promise<SlackMessage[]> {
  if (triggerId === null) return pages;
  const texts = textsIn(language).slack;
  const { blocks, left } = inModal(pages, texts.goesOn);
  const modal: ModalView = {
    type: 'modal',
    title: { type: 'plain_text', text: texts.replyTitle },
    close: { type: 'plain_text', text: texts.close },
    blocks,
  };
  try {
    if (view === 'modal') await client.views.push({ trigger_id: triggerId, view: modal });
    else await client.views.open({ trigger_id: triggerId, view: modal });
    return left;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return pages;
    throw error;
  }
}

function isOutOfReach(error: unknown): boolean {
  const kinds = [WebAPIRequestError, WebAPIHTTPError, WebAPIRateLimitedError];
  return kinds.some((kind) => error instanceof kind);
}

function isExpiredTrigger(error: unknown): boolean {
  if (!(error instanceof WebAPIPlatformError)) return false;
  const { messages = [] } = error.data.response_metadata ?? {};
  if (messages.some((one) => one.includes('trigger_id'))) return true;
  return ['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id', 'trigger_expired'].includes(
    String(error.data.error),
  );
}

/** Logs a failure with enough to find it: the error's name and place, never what somebody wrote. */
export function logFailure(log: Log, what: string, error: unknown, place: string[]): void {
  log.error({ failure: nameOf(error), at: place }, what);
}
