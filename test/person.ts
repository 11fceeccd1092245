import type { Act, ActResult, Conversation, Message, State, View } from '../src/sandbox/protocol.ts';

type Block = { type: string; block_id: string; elements?: Element[]; accessory?: Element; element?: Element };
type Element = {
  type: string;
  action_id: string;
  text?: { text: string };
  value?: string;
  options?: Option[];
};
type Option = { text: { text: string }; value: string };
type WithoutUser<T> = T extends unknown ? Omit<T, 'user'> : never;

/** Somebody at the built-in workspace: sees what is on screen and does what a person can do, over the page's own API. */
export type Person = ReturnType<typeof person>;

export function person(url: string, user: string) {
  const read = async <T>(path: string): Promise<T> =>
    (await fetch(`${url}/sandbox/${path}`)).json() as Promise<T>;
  const act = async (what: WithoutUser<Act>): Promise<ActResult> => {
    const answer = await fetch(`${url}/sandbox/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, ...what }),
    });
    return (await answer.json()) as ActResult;
  };
  const state = () => read<State>(`state?user=${user}`);
  let known: string | null = null;
  const direct = async (): Promise<string> => {
    known ??= (await state()).conversations.find(({ withApp }: Conversation) => withApp)?.id ?? null;
    if (known === null) throw new Error('there is no direct message with the app');
    return known;
  };
  const messages = async (channel?: string): Promise<Message[]> =>
    read<Message[]>(`messages?user=${user}&channel=${channel ?? (await direct())}`);
  /** The top modal, once it holds these words: without them it might be the one that stood there before. */
  const modal = async (words: string | RegExp): Promise<View> =>
    waitFor(`a modal with ${String(words)}`, async () => {
      const top = (await state()).modals.at(-1) ?? null;
      return top !== null && inside(top.blocks, words) ? top : null;
    });
  const told = (words: string | RegExp, channel: string | undefined, after: string): Promise<Message> =>
    waitFor(`a message with ${String(words)}`, async () => {
      const others = (await messages(channel)).filter((one) => one.user !== user && one.ts > after);
      return others.findLast((message) => holds(message, words)) ?? null;
    });

  return {
    user,
    act,
    state,
    direct,
    messages,
    modal,
    say: async (text: string) => act({ act: 'say', channel: await direct(), text }),
    /** Changes a message that this person wrote to the app. */
    edit: async (ts: string, text: string) => act({ act: 'edit', channel: await direct(), ts, text }),
    /** Deletes a message that this person wrote to the app. */
    remove: async (ts: string) => act({ act: 'delete', channel: await direct(), ts }),
    upload: async (name: string, text: string) => act({ act: 'upload', channel: await direct(), name, text }),
    /** Opens the app's Home tab and waits until it holds these words. */
    home: async (words: string | RegExp): Promise<View> => {
      await act({ act: 'open_home', tab: 'home' });
      return waitFor(`a Home tab with ${String(words)}`, async () => {
        const { home } = await state();
        return home && inside(home.blocks, words) ? home : null;
      });
    },
    command: async (text: string, channel?: string) =>
      act({ act: 'command', channel: channel ?? (await direct()), command: '/persona', text }),
    /** Waits for a message of somebody else whose text or blocks hold these words. */
    sees: (words: string | RegExp, channel?: string): Promise<Message> => told(words, channel, ''),
    /** The same, below this message: above it, or in it, the words may stand already. */
    seesBelow: ({ ts, channel }: Message, words: string | RegExp): Promise<Message> =>
      told(words, channel, ts),
    /** Clicks the newest button with this label, in a message of the channel or in the top modal or Home. */
    click: async (label: string | RegExp, channel?: string): Promise<ActResult> => {
      const where = channel ?? (await direct());
      return waitFor(`a button ${String(label)}`, async () => {
        for (const message of (await messages(where)).toReversed()) {
          const found = elementOf(
            message.blocks,
            (element) => element.type === 'button' && matches(element, label),
          );
          if (found) return act({ act: 'block_action', channel: where, ts: message.ts, ...found });
        }
        return null;
      });
    },
    /** Clicks a button of this very message, which may be an old one. */
    clickAt: async ({ channel, ts, blocks }: Message, label: string | RegExp): Promise<ActResult> => {
      const found = elementOf(blocks, (element) => element.type === 'button' && matches(element, label));
      if (!found) throw new Error(`the message has no button ${String(label)}`);
      return act({ act: 'block_action', channel, ts, ...found });
    },
    /** Clicks the button with this action in this very message. */
    clickAction: async ({ channel, ts, blocks }: Message, action: RegExp): Promise<ActResult> => {
      const found = elementOf(blocks, ({ action_id: id }) => action.test(id));
      if (!found) throw new Error(`the message has no button ${action.source}`);
      return act({ act: 'block_action', channel, ts, ...found });
    },
    /** Clicks the button with this action in this view; a select gets the option with this value. */
    useIn: async (view: View, action: RegExp, option?: string): Promise<ActResult> => {
      const found = elementOf(view.blocks, ({ action_id: id }) => action.test(id));
      if (!found) throw new Error(`the view has nothing called ${action.source}`);
      const chosen = option === undefined ? null : optionOf(view.blocks, option);
      return act({
        act: 'block_action',
        view: view.id,
        ...found,
        ...(chosen ? { value: chosen.value } : {}),
      });
    },
    clickIn: async (view: View, label: string | RegExp): Promise<ActResult> => {
      const found = elementOf(view.blocks, (element) => element.type === 'button' && matches(element, label));
      if (!found) throw new Error(`the view has no button ${String(label)}`);
      return act({ act: 'block_action', view: view.id, ...found });
    },
    /** Chooses an option, by value or label, in the newest message that offers it. */
    choose: async (option: string, channel?: string): Promise<ActResult> => {
      const where = channel ?? (await direct());
      return waitFor(`an option ${option}`, async () => {
        for (const message of (await messages(where)).toReversed()) {
          const found = optionOf(message.blocks, option);
          if (found) return act({ act: 'block_action', channel: where, ts: message.ts, ...found });
        }
        return null;
      });
    },
    /** Chooses an option of this very message, which may be an old one. */
    chooseAt: async ({ channel, ts, blocks }: Message, option: string): Promise<ActResult> => {
      const found = optionOf(blocks, option);
      if (!found) throw new Error(`the message has no option ${option}`);
      return act({ act: 'block_action', channel, ts, ...found });
    },
    /** Fills inputs of the top modal by the label's words and submits it, once it has them all. */
    fill: async (values: Record<string, string>): Promise<ActResult> => {
      const view = await waitFor(`a form that asks for ${Object.keys(values).join(', ')}`, async () => {
        const top = (await state()).modals.at(-1) ?? null;
        return top !== null && Object.keys(values).every((words) => inputOf(top, words)) ? top : null;
      });
      return act({ act: 'submit', view: view.id, state: stateFor(view, values) });
    },
    /** Types into the newest select that looks options up, and chooses the one with these words. */
    find: async (query: string, words: string): Promise<ActResult> => {
      const channel = await direct();
      return waitFor(`an option ${words}`, async () => {
        for (const { ts, blocks } of (await messages(channel)).toReversed()) {
          const place = elementOf(blocks, ({ type }) => type === 'external_select');
          if (!place) continue;
          const target = { channel, ts, ...place };
          const found = await act({ act: 'suggest', ...target, query });
          const option = ((found.ok && found.options) as Option[]).find(({ text }) => text.text === words);
          if (!option) return null;
          const value = { type: 'external_select', selected_option: option };
          return act({ act: 'block_action', ...target, value });
        }
        return null;
      });
    },
  };
}

/** Asks again, every 25 ms, until there is an answer; fails after a minute, naming what was missing. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | null>,
  timeoutMs = 60_000,
  everyMs = 25,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs / 1_000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

function holds({ text, blocks }: Message, words: string | RegExp): boolean {
  return inside([text, ...(blocks ?? [])], words);
}

/** Whether the words stand anywhere in these blocks; a pattern is tried on each text alone. */
export function inside(value: unknown, words: string | RegExp): boolean {
  if (typeof value === 'string') return typeof words === 'string' ? value.includes(words) : words.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((part) => inside(part, words));
}

function matches(element: Element, label: string | RegExp): boolean {
  const text = element.text?.text ?? '';
  return typeof label === 'string' ? text === label : label.test(text);
}

/** The first element that fits, as an act names it. */
function elementOf(blocks: unknown, fits: (element: Element) => boolean) {
  for (const block of (blocks ?? []) as Block[]) {
    for (const element of [...(block.elements ?? []), block.accessory, block.element]) {
      if (element && fits(element)) return { blockId: block.block_id, actionId: element.action_id };
    }
  }
  return null;
}

/** The select or overflow menu that offers this option, as an act names it. */
function optionOf(blocks: unknown, option: string) {
  for (const block of (blocks ?? []) as Block[]) {
    for (const element of [...(block.elements ?? []), block.accessory]) {
      const chosen = element?.options?.find(({ value, text }) => value === option || text.text === option);
      if (element && chosen) {
        const value = { type: element.type, selected_option: chosen };
        return { blockId: block.block_id, actionId: element.action_id, value };
      }
    }
  }
  return null;
}

/** The input whose label holds these words, or with this block id. */
function inputOf({ blocks }: View, words: string) {
  return (blocks as (Block & { label?: { text: string } })[]).find(
    ({ type, label, block_id }) => type === 'input' && (label?.text.includes(words) || block_id === words),
  );
}

/** `{ 'Company size': '1-10' }` -> the state Slack would send: an option by its value or label, else a typed text. */
function stateFor(view: View, values: Record<string, string>) {
  const state: Record<string, Record<string, Record<string, unknown>>> = structuredClone(view.state) as never;
  for (const [words, value] of Object.entries(values)) {
    const block = inputOf(view, words);
    if (!block?.element) throw new Error(`the form has no input "${words}"`);
    const { type, action_id: actionId, options } = block.element;
    const option = options?.find((one) => one.value === value || one.text.text === value);
    if (options && !option) throw new Error(`"${words}" has no option ${value}`);
    state[block.block_id] = { [actionId]: option ? { type, selected_option: option } : { type, value } };
  }
  return state;
}
