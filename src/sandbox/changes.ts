import type { Change } from './protocol.ts';

type Listener = (change: Change) => void;

export type Changes = ReturnType<typeof createChanges>;

/** Tells the pages that somebody has open what to read again. */
export function createChanges() {
  const listeners = new Map<Listener, string>();
  return {
    /** `to` lists the people who see the change; `null` is everybody. */
    tell(change: Change, to: readonly string[] | null): void {
      for (const [listener, user] of listeners) if (to === null || to.includes(user)) listener(change);
    },
    listen(user: string, listener: Listener): () => void {
      listeners.set(listener, user);
      return () => void listeners.delete(listener);
    },
  };
}
