import { newId, newSecret } from './ids.ts';

/** A response URL lives half an hour and takes five answers. */
const LIFETIME_MS = 1_800_000;
const USES = 5;

export type ReplyTarget = {
  channel: string;
  user: string;
  /** The message that was acted on, if there was one. */
  ts: string | null;
};

type Reply = ReplyTarget & { until: number; uses: number };

export type Replies = ReturnType<typeof createReplies>;

/** The response URLs that are still good. */
export function createReplies(options: { now: () => number; url: () => string; teamId: string }) {
  const open = new Map<string, Reply>();
  return {
    issue(target: ReplyTarget): string {
      for (const [path, reply] of open) {
        if (reply.until > options.now()) break;
        open.delete(path);
      }
      const path = `/response/${options.teamId}/${newId('R')}/${newSecret(12)}`;
      open.set(path, { ...target, until: options.now() + LIFETIME_MS, uses: 0 });
      return options.url() + path;
    },
    /** Uses up one of the five answers; `null` when none is left or the time is over. */
    spend(path: string): ReplyTarget | null {
      const reply = open.get(path);
      if (!reply || reply.until < options.now() || reply.uses >= USES) return null;
      reply.uses += 1;
      return reply;
    },
  };
}
