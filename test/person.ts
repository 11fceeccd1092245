import type { Act, ActResult, Conversation, Message, State, View } from '../src/sandbox/protocol.ts';

type Block = { type: string; block_id: string; elements?: Element[]; accessory?: Element; element?: Element };
type Element = {
  type: string;
  action_id: string;
  text?: { text: string };
  value?: string;
  options?: { text: { text: string }; value: string }[];
};
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
  const direct = async (): Promise<string> => {
    const { conversations } = await state();
    const found = conversations.find(({ withApp }: Conversation) => withApp);
    if (!found) throw new Error('there is no direct message with the app');
    return found.id;
  };
  const messages = async (channel?: string): Promise<Message[]> =>
    read<Message[]>(`messages?user=${user}&channel=${channel ?? (await direct())}`);
  const modal = async (): Promise<View> =>
    waitFor('a modal', async () => (await state()).modals.at(-1) ?? null);

  return {
    user,
    act,
    state,
    direct,
    messages,
    modal,
    say: async (text: string) => act({ act: 'say', channel: await direct(), text }),
    command: async (text: string, channel?: string) =>
      act({ act: 'command', channel: channel ?? (await direct()), command: '/persona', text }),
    /** Waits for a message whose text or blocks hold these words. */
    sees: (words: string | RegExp, channel?: string): Promise<Message> =>
      waitFor(
        `a message with ${String(words)}`,
        async () => (await messages(channel)).findLast((message) => holds(message, words)) ?? null,
      ),
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
    clickIn: async (view: View, label: string | RegExp): Promise<ActResult> => {
      const found = elementOf(view.blocks, (element) => element.type === 'button' && matches(element, label));
      if (!found) throw new Error(`the view has no button ${String(label)}`);
      return act({ act: 'block_action', view: view.id, ...found });
    },
    /** Fills inputs of the top modal by the label's words and submits it. */
    fill: async (values: Record<string, string>): Promise<ActResult> => {
      const view = await modal();
      return act({ act: 'submit', view: view.id, state: stateFor(view, values) });
    },
  };
}

/** Asks again every 25 ms until there is an answer; fails after 10 s, naming what was missing. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | null>,
  timeoutMs = 10_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs / 1_000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function holds(message: Message, words: string | RegExp): boolean {
  const all = `${message.text}\n${JSON.stringify(message.blocks ?? [])}`;
  return typeof words === 'string' ? all.includes(words) : words.test(all);
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

/** `{ 'Company size': '1-10' }` -> the state Slack would send: an option by its value or label, else a typed text. */
function stateFor(view: View, values: Record<string, string>) {
  const state: Record<string, Record<string, Record<string, unknown>>> = structuredClone(view.state) as never;
  for (const [words, value] of Object.entries(values)) {
    const block = (view.blocks as (Block & { label?: { text: string } })[]).find(
      ({ type, label, block_id }) => type === 'input' && (label?.text.includes(words) || block_id === words),
    );
    if (!block?.element) throw new Error(`the form has no input "${words}"`);
    const { type, action_id: actionId, options } = block.element;
    const option = options?.find((one) => one.value === value || one.text.text === value);
    if (options && !option) throw new Error(`"${words}" has no option ${value}`);
    state[block.block_id] = { [actionId]: option ? { type, selected_option: option } : { type, value } };
  }
  return state;
}
