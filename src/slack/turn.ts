import type { BlockAction, MessageShortcut, SlackShortcut, ViewOutput } from '@slack/bolt';
import type { HomeView, ModalView } from '@slack/types';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import type { Log } from '../log.ts';
import type { Language } from '../text/language.ts';
import type { SlackMessage } from './message.ts';
import type { OutgoingFile } from './send-files.ts';

/**
 * One thing one person did, from its storage to its end. A listener is always the same five lines:
 * translate, load, advance, save, post; the last three happen inside `commit`.
 */
export type Turn = {
  workspace: number;
  person: string;
  /** The person's own choice, else their language in Slack, else LANGUAGE. */
  language: Language;
  /** The instant it was taken up, ISO 8601 in UTC. */
  now: string;
  config: Config;
  db: Database;
  log: Log;
  /** Where it happened; `null` for views and events without a channel. */
  channel: string | null;
  messageTs: string | null;
  /**
   * Runs the change in one transaction that also marks this turn done; what it puts into the outbox is posted
   * afterwards. Call it at most once. A turn that never commits (a look-up) is marked done when the listener ends.
   */
  commit<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /**
   * An answer only this person sees, where they are (response_url, else ephemeral, else their DM). One that is too long
   * for Slack goes on in the next message.
   */
  reply(message: SlackMessage): Promise<void>;
  /**
   * Opens a modal, or puts one on top when the turn came from a modal. Tells the person when the trigger has expired.
   *
   * @returns the id to update it by; `null` where it was not opened
   */
  openModal(view: ModalView): Promise<string | null>;
  updateModal(viewId: string, view: ModalView): Promise<void>;
  publishHome(view: HomeView): Promise<void>;
  /**
   * Sends files into the person's direct message.
   *
   * @returns `false` where this app may not send files (files:write is missing)
   */
  sendFiles(files: OutgoingFile[], comment: string): Promise<boolean>;
  /** Slack's address of a message; `null` where Slack gives none. */
  permalinkOf(channel: string, messageTs: string): Promise<string | null>;
};

/**
 * What a submitted modal is answered with: `null` closes it, `errors` are shown under the inputs by block_id. What takes
 * longer than Slack waits is done `afterwards`, once `update` is on screen; its view takes that one's place.
 */
export type ViewAnswer =
  | null
  | { errors: Record<string, string> }
  | { update: ModalView; afterwards?: () => Promise<ModalView> }
  | { clear: true };

export type Handlers = {
  action(turn: Turn, action: BlockAction['actions'][number], body: BlockAction): Promise<void>;
  view(turn: Turn, view: ViewOutput): Promise<ViewAnswer>;
  messageShortcut(turn: Turn, shortcut: MessageShortcut): Promise<void>;
  globalShortcut(turn: Turn, shortcut: SlackShortcut): Promise<void>;
  /** `text` is what stands behind the sub-command, trimmed. */
  command(turn: Turn, text: string): Promise<void>;
  /** A direct message to the bot: new, edited (`previousText` known) or deleted (`text` null). */
  directMessage(
    turn: Turn,
    message: { ts: string; text: string | null; edited: boolean; deleted: boolean; files: number },
  ): Promise<void>;
  /** Somebody opened the app: its Home tab, or their direct message with it. */
  homeOpened(turn: Turn, tab: 'home' | 'messages'): Promise<void>;
  /** Options while somebody types; answers nothing but reads. At most 100 come back. */
  options(turn: Turn, query: string, actionId: string): Promise<{ text: string; value: string }[]>;
};

/** Where a feature's slack.ts registers what it listens to; src/app.ts calls each feature once at start. */
export type Listen = {
  /** `id` of an action: everything before the first `:` of its action_id, so that data can follow. */
  action(id: string, handler: Handlers['action']): void;
  /** `id` of a view: its callback_id; data goes into private_metadata. */
  view(id: string, handler: Handlers['view']): void;
  options(id: string, handler: Handlers['options']): void;
  messageShortcut(callbackId: string, handler: Handlers['messageShortcut']): void;
  globalShortcut(callbackId: string, handler: Handlers['globalShortcut']): void;
  /** `/persona WORD ...`; the word `*` gets every text that no other word claims, whole. */
  command(word: string, handler: Handlers['command']): void;
  /** Every word that has been claimed, for whoever typed one wrong. */
  words(): string[];
  directMessage(handler: Handlers['directMessage']): void;
  homeOpened(handler: Handlers['homeOpened']): void;
};
