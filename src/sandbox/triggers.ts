import { newSecret } from './ids.ts';

/** Spent and expired ones are remembered so long, to say which of the two they are. */
const REMEMBERED_MS = 600_000;

type Trigger = { user: string; view: string | null; until: number; spent: boolean };

export type Spent =
  | { ok: true; user: string; view: string | null }
  | { ok: false; error: 'expired_trigger_id' | 'exchanged_trigger_id' | 'invalid_trigger_id' };

export type Triggers = ReturnType<typeof createTriggers>;

/** Issues trigger ids and lets each be used once, within its lifetime in milliseconds. */
export function createTriggers(now: () => number, lifetimeMs: number) {
  const known = new Map<string, Trigger>();

  function forgetOld(): void {
    for (const [id, trigger] of known) {
      if (trigger.until + REMEMBERED_MS > now()) return;
      known.delete(id);
    }
  }

  return {
    /** `view` is the modal in which the person acted, `null` outside a modal. */
    issue(user: string, view: string | null): string {
      forgetOld();
      const id = `${Math.floor(now())}.${known.size + 1}.${newSecret()}`;
      known.set(id, { user, view, until: now() + lifetimeMs, spent: false });
      return id;
    },
    spend(id: string): Spent {
      const trigger = known.get(id);
      if (!trigger) return { ok: false, error: 'invalid_trigger_id' };
      if (trigger.spent) return { ok: false, error: 'exchanged_trigger_id' };
      if (now() > trigger.until) return { ok: false, error: 'expired_trigger_id' };
      trigger.spent = true;
      return { ok: true, user: trigger.user, view: trigger.view };
    },
  };
}
