import type { Message, State } from '../../src/sandbox/protocol.ts';
import { type Person, person } from '../person.ts';

/** Somebody who reads the screen again only where it changed: many of them fit into one process. */
export type Watching = Person & { leave(): void };

export function watching(url: string, user: string): Watching {
  const plain = person(url, user);
  const leaving = new AbortController();
  let messages: Promise<Message[]> | null = null;
  let state: Promise<State> | null = null;
  const forget = (): void => {
    messages = null;
    state = null;
  };
  const follow = async (): Promise<void> => {
    const { body } = await fetch(`${url}/sandbox/changes?user=${user}`, { signal: leaving.signal });
    if (body) for await (const _ of body) forget();
  };
  follow().catch(() => {});
  return {
    ...plain,
    messages: () => {
      messages ??= plain.messages();
      return messages;
    },
    state: () => {
      state ??= plain.state();
      return state;
    },
    leave: () => leaving.abort(),
  };
}
