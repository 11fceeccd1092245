import type { BlockAction, ViewOutput } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import pino from 'pino';
import { afterEach, expect } from 'vitest';
import { postWaiting } from '../../src/review/post.ts';
import { registerReview } from '../../src/review/slack.ts';
import { createRegistry } from '../../src/slack/listen.ts';
import type { SlackMessage } from '../../src/slack/message.ts';
import type { Turn, ViewAnswer } from '../../src/slack/turn.ts';
import { messageFaults, viewFaults } from '../limits.ts';
import { config, draftedWorkspace, NOW, type World } from '../personas/world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

/** A bot with the review feature only, spoken to through its listeners; what it says is checked against the limits. */
export async function desk(given: Promise<World>, settings = config) {
  const world = await given;
  open.push(world);
  const registry = createRegistry();
  const background: Promise<void>[] = [];
  registerReview(registry, {
    databaseUrl: world.url,
    stop: new AbortController().signal,
    clock: () => new Date(NOW),
    flush: async () => {},
    background: (work) => {
      background.push(work());
    },
  });
  const heard = { replies: [] as string[], modals: [] as ModalView[] };
  const turn = (person: string): Turn => ({
    workspace: world.workspace,
    person,
    language: 'en',
    now: NOW,
    config: settings,
    db: world.db,
    log: pino({ level: 'silent' }),
    channel: 'C0REVIEW',
    messageTs: null,
    commit: (work) => world.db.transaction().execute(work),
    reply: async (message) => {
      expect(messageFaults(message)).toEqual([]);
      heard.replies.push(JSON.stringify(message));
    },
    sendFiles: async () => false,
    openModal: async (view) => {
      expect(viewFaults(view)).toEqual([]);
      heard.modals.push(view);
      return `V${heard.modals.length}`;
    },
    updateModal: async (id, view) => {
      expect(viewFaults(view)).toEqual([]);
      heard.modals[Number(id.slice(1)) - 1] = view;
    },
    permalinkOf: async () => null,
    publishHome: async () => {},
  });
  const click = async (person: string, actionId: string) => {
    const handler = registry.find.action(actionId);
    const action = { type: 'button', action_id: actionId } as BlockAction['actions'][number];
    await handler?.(turn(person), action, {} as BlockAction);
  };
  /** A button that carries a value, where it is told in a view that stands open. */
  const pressAs = async (person: string, actionId: string, value: string, view?: string) => {
    const action = { type: 'button', action_id: actionId, value } as BlockAction['actions'][number];
    const body = (view === undefined ? {} : { view: { id: view } }) as BlockAction;
    await registry.find.action(actionId)?.(turn(person), action, body);
  };
  /** An entry of an overflow menu. */
  const choose = async (person: string, actionId: string, value: string) => {
    const option = { text: { type: 'plain_text', text: value }, value };
    const action = { type: 'overflow', action_id: actionId, selected_option: option };
    await registry.find.action(actionId)?.(
      turn(person),
      action as BlockAction['actions'][number],
      {} as BlockAction,
    );
  };
  const find = async (person: string, actionId: string, query: string) =>
    (await registry.find.options(actionId)?.(turn(person), query, actionId)) ?? [];
  /** Words fill an input; one value in a list chooses an option, several choose several. */
  const submit = async (
    person: string,
    modal: ModalView,
    filled: Record<string, string | string[]>,
  ): Promise<ViewAnswer> => {
    const state = (given: string | string[]) => {
      if (typeof given === 'string') return { type: 'plain_text_input', value: given };
      const options = given.map((value) => ({ value }));
      return { selected_option: options[0], selected_options: options };
    };
    const values = Object.fromEntries(
      Object.entries(filled).map(([block, given]) => [block, { value: state(given) }]),
    );
    const view = { ...modal, state: { values } } as unknown as ViewOutput;
    const handler = registry.find.view(modal.callback_id ?? '');
    const answer = handler ? await handler(turn(person), view) : null;
    if (answer !== null && 'update' in answer) expect(viewFaults(answer.update)).toEqual([]);
    await Promise.all(background);
    return answer;
  };
  const command = async (person: string, text: string) => {
    const found = registry.find.command(text);
    await found?.handler(turn(person), found.text);
    await Promise.all(background);
  };
  const slot = async (name: string): Promise<SlackMessage | null> => {
    const row = await world.db
      .selectFrom('outbox')
      .select('wanted')
      .where('slot', '=', name)
      .executeTakeFirst();
    return row?.wanted ? (JSON.parse(row.wanted) as SlackMessage) : null;
  };
  return { ...world, heard, click, pressAs, choose, find, submit, command, slot };
}

export async function drafted() {
  const bot = await desk(draftedWorkspace());
  await postWaiting(bot.db, { workspace: bot.workspace, config, now: NOW });
  return bot;
}
