import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AllMiddlewareArgs,
  AnyMiddlewareArgs,
  App,
  BlockAction,
  Context,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackEventMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
} from '@slack/bolt';
import type { AppMentionEvent, MessageEvent, ModalView } from '@slack/types';
import { isPassing } from '../database/passing.ts';
import { nameOf, placeOf } from '../failure.ts';
import { textsIn } from '../text/catalogue.ts';
import { type Bot, begin, logFailure, type Origin } from './begin.ts';
import { directMessageOf } from './direct.ts';
import { guarded } from './guard.ts';
import { type Delivery, fail } from './inbox.ts';
import type { Registry } from './listen.ts';
import { meet } from './meet.ts';
import { profileOf, refreshProfile } from './people.ts';
import type { Turn, ViewAnswer } from './turn.ts';

type Extra = { workspace?: number | null; delivery?: Delivery; isOutsider?: boolean };
type Args<Kind> = Kind & AllMiddlewareArgs;

const UNINSTALL_AGAIN_MS = 2_000;

/**
 * Hands what Slack sends to what the features registered for it. It is one middleware instead of a listener of Bolt's for
 * each kind: Bolt would ask every one of them about every delivery (docs/decisions/steps.md).
 */
export function wire(app: App, bot: Bot, registry: Registry): void {
  app.use(async (args) => {
    if ('event' in args) await takeEvent(args, bot, registry);
    else if ('command' in args) await takeCommand(args, bot, registry);
    else if ('action' in args) await takeAction(args, bot, registry);
    else if (isSuggestion(args)) await takeOptions(args, bot, registry);
    else if ('view' in args) await takeView(args, bot, registry);
    else if ('shortcut' in args) await takeShortcut(args, bot, registry);
  });
  app.error(async (error) => {
    if (!isPassing(error)) logFailure(bot.log, 'Bolt could not handle a delivery', error, placeOf(error));
    throw error;
  });
}

async function takeCommand(
  { command, client, context, respond }: Args<SlackCommandMiddlewareArgs>,
  bot: Bot,
  registry: Registry,
): Promise<void> {
  const origin = originOf(context, command.user_id, client, {
    respond: bot.isReplyAddress(command.response_url) ? respond : null,
    triggerId: command.trigger_id,
    channel: command.channel_id,
  });
  await run(bot, origin, async (turn) => {
    const found = registry.find.command(command.text ?? '');
    if (found) await found.handler(turn, found.text);
  });
}

async function takeAction(
  { body, client, context, respond }: Args<SlackActionMiddlewareArgs>,
  bot: Bot,
  registry: Registry,
): Promise<void> {
  const action = body.type === 'block_actions' ? body.actions[0] : undefined;
  if (body.type !== 'block_actions' || !action) return;
  const origin = originOf(context, body.user.id, client, {
    respond: bot.isReplyAddress(body.response_url) ? respond : null,
    triggerId: body.trigger_id,
    channel: body.channel?.id ?? null,
    messageTs: body.message?.ts ?? null,
    view: body.view?.type === 'modal' ? 'modal' : body.view?.type === 'home' ? 'home' : null,
  });
  await run(bot, origin, async (turn) => {
    const handler = registry.find.action(action.action_id);
    if (handler) await handler(turn, action, body);
    else if (isPlainLink(action)) return;
    else await turn.reply({ text: textsIn(turn.language).slack.staleButton });
  });
}

type Suggestion = SlackOptionsMiddlewareArgs<'block_suggestion'>;

/** Options for a select in a block; those of attachments and dialogs are of Slack's past. */
function isSuggestion(args: AnyMiddlewareArgs): args is Suggestion {
  return 'options' in args && args.options.type === 'block_suggestion';
}

async function takeOptions(
  { body, ack, client, context }: Args<Suggestion>,
  bot: Bot,
  registry: Registry,
): Promise<void> {
  const origin = originOf(context, body.user.id, client, {});
  const handler = origin.isOutsider ? null : registry.find.options(body.action_id);
  const { turn } = await begin(bot, origin);
  const found = handler ? await handler(turn, body.value, body.action_id) : [];
  await ack({
    options: found.slice(0, 100).map(({ text, value }) => ({ text: { type: 'plain_text', text }, value })),
  });
}

/** A button with a `url` opens it in the browser and tells us too. */
function isPlainLink(action: BlockAction['actions'][number]): boolean {
  return action.type === 'button' && typeof (action as { url?: unknown }).url === 'string';
}

/**
 * A submitted modal is acknowledged once its change is committed, because the answer may keep it open with errors.
 * It is not tried again: the person sees at once that it failed and still has what they typed.
 */
async function takeView(
  { body, view, ack, client, context }: Args<SlackViewMiddlewareArgs>,
  bot: Bot,
  registry: Registry,
): Promise<void> {
  if (body.type === 'view_closed')
    return run(bot, originOf(context, body.user.id, client, {}), async () => {});
  const origin = originOf(context, body.user.id, client, { triggerId: body.trigger_id, view: 'modal' });
  if (origin.isOutsider) return ack();
  const { turn } = await begin(bot, origin);
  const failed = (error: unknown): ModalView => {
    logFailure(bot.log, 'a submitted form failed', error, placeOf(error));
    return failedView(turn);
  };
  let answer: ViewAnswer = null;
  try {
    answer = (await registry.find.view(view.callback_id)?.(turn, view)) ?? null;
  } catch (error) {
    return ack({ response_action: 'update', view: failed(error) });
  }
  await ack(responseOf(answer));
  if (answer !== null && 'afterwards' in answer && answer.afterwards) {
    await turn.updateModal(view.id, await answer.afterwards().catch(failed));
  }
}

function responseOf(answer: ViewAnswer) {
  if (answer === null) return undefined;
  if ('errors' in answer) return { response_action: 'errors' as const, errors: answer.errors };
  if ('update' in answer) return { response_action: 'update' as const, view: answer.update };
  return { response_action: 'clear' as const };
}

function failedView(turn: Turn): ModalView {
  const texts = textsIn(turn.language).slack;
  return {
    type: 'modal',
    title: { type: 'plain_text', text: texts.failedTitle },
    close: { type: 'plain_text', text: texts.close },
    blocks: [{ type: 'section', text: { type: 'plain_text', text: texts.failed } }],
  };
}

async function takeShortcut(
  { shortcut, client, context, respond }: Args<SlackShortcutMiddlewareArgs>,
  bot: Bot,
  registry: Registry,
): Promise<void> {
  const isMessage = shortcut.type === 'message_action';
  const origin = originOf(context, shortcut.user.id, client, {
    respond: isMessage && bot.isReplyAddress(shortcut.response_url) ? respond : null,
    triggerId: shortcut.trigger_id,
    channel: isMessage ? shortcut.channel.id : null,
    messageTs: isMessage ? shortcut.message_ts : null,
  });
  await run(bot, origin, async (turn) => {
    if (shortcut.type === 'message_action') {
      await registry.find.messageShortcut(shortcut.callback_id)?.(turn, shortcut);
    } else {
      await registry.find.globalShortcut(shortcut.callback_id)?.(turn, shortcut);
    }
  });
}

async function takeEvent(
  { event, client, context }: Args<SlackEventMiddlewareArgs>,
  bot: Bot,
  registry: Registry,
): Promise<void> {
  switch (event.type) {
    case 'message':
      return hear({ event, client, context }, bot, registry);
    case 'app_home_opened':
      return run(bot, originOf(context, event.user, client, {}), async (turn) => {
        for (const handler of registry.find.homeOpened()) await handler(turn, event.tab ?? 'home');
      });
    case 'app_mention':
      return mentioned({ event, client, context }, bot, registry);
    case 'user_change': {
      const { workspace } = context as Extra;
      if (workspace) await refreshProfile(bot.db, workspace, event.user.id, profileOf(event.user));
      return;
    }
    case 'app_uninstalled':
      return gone(context, bot);
    case 'tokens_revoked':
      if ((event.tokens.bot ?? []).length > 0) await gone(context, bot);
  }
}

type Heard<Event> = Pick<Args<SlackEventMiddlewareArgs>, 'client' | 'context'> & { event: Event };

async function hear(
  { event, client, context }: Heard<MessageEvent>,
  bot: Bot,
  registry: Registry,
): Promise<void> {
  const message = directMessageOf(event, context.botUserId);
  if (message === null) return;
  const origin = originOf(context, message.person, client, {
    channel: message.channel,
    messageTs: message.ts,
  });
  await run(bot, origin, async (turn) => {
    for (const handler of registry.find.directMessage()) await handler(turn, message);
  });
}

async function mentioned(
  { event, client, context }: Heard<AppMentionEvent>,
  bot: Bot,
  registry: Registry,
): Promise<void> {
  if (!event.user || event.bot_id) return;
  const origin = originOf(context, event.user, client, { channel: event.channel, messageTs: event.ts });
  await run(bot, origin, async (turn) => {
    const text = event.text.replace(/<@[^>]+>/g, '').trim();
    const found = registry.find.command(text);
    if (found) await found.handler(turn, found.text);
  });
}

async function gone(context: Context, bot: Bot): Promise<void> {
  const { workspace, delivery } = context as Extra;
  if (workspace && delivery) await uninstall(bot, workspace, delivery.key);
}

/** Slack may be out of reach just then: tried three times like everything else, then set aside. */
async function uninstall(bot: Bot, workspace: number, key: string): Promise<void> {
  for (;;) {
    try {
      return await bot.uninstalled(workspace);
    } catch (error) {
      if (isPassing(error)) throw error;
      logFailure(bot.log, 'an uninstallation could not be carried out', error, placeOf(error));
      if ((await fail(bot.db, workspace, key, nameOf(error))) === 'set aside') return;
      await sleep(UNINSTALL_AGAIN_MS);
    }
  }
}

/** Runs one listener as a guarded turn. What it answers is acknowledged already, so there is time to meet the person. */
function run(bot: Bot, origin: Origin, work: (turn: Turn) => Promise<void>): Promise<void> {
  if (origin.isOutsider) return guarded(bot, origin, async () => begin(bot, origin), turnAway);
  const beginTurn = async () => begin(bot, origin, await meet(bot, origin));
  return guarded(bot, origin, beginTurn, work);
}

/** Nothing is kept of them, not even their language. */
async function turnAway(turn: Turn): Promise<void> {
  await turn.reply({ text: textsIn(turn.language).slack.outsider });
}

function originOf(
  context: Context,
  person: string,
  client: Origin['client'],
  known: Partial<Pick<Origin, 'respond' | 'triggerId' | 'channel' | 'messageTs' | 'view'>>,
): Origin {
  const { workspace, delivery, isOutsider = false } = context as Extra;
  if (!workspace) throw new Error('a delivery reached a listener without a workspace');
  return {
    workspace,
    delivery: delivery ?? null,
    isOutsider,
    person,
    client,
    respond: null,
    triggerId: null,
    channel: null,
    messageTs: null,
    view: null,
    ...known,
  };
}
