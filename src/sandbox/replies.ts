import type { Core } from './core.ts';
import { newId, newSecret } from './ids.ts';
import { type Json, objects, text } from './json.ts';
import { messageProblems } from './limits.ts';
import { changeMessage, postMessage, removeMessage } from './messages.ts';
import { Refusal, refusalWith } from './refusal.ts';

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

/** Carries out what the app posts to a response URL, or answers a command with in its acknowledgement. */
export function answer(core: Core, target: ReplyTarget, body: Json): void {
  const original = target.ts ? core.workspace.message(target.channel, target.ts) : undefined;
  if (body.delete_original === true) {
    if (!original) throw new Refusal('message_not_found');
    removeMessage(core, original);
    return;
  }
  const content = contentOf(body);
  if (body.replace_original === true) {
    if (!original) throw new Refusal('message_not_found');
    changeMessage(core, original, content, core.identity.botUserId);
    return;
  }
  postMessage(core, {
    channel: target.channel,
    user: null,
    ...content,
    threadTs: text(body.thread_ts) || null,
    onlyFor: body.response_type === 'in_channel' ? null : target.user,
  });
}

/** The text and blocks of an answer, checked against Slack's limits. */
function contentOf(body: Json): { text: string; blocks: Json[] | null } {
  const blocks = body.blocks === undefined ? null : objects(body.blocks);
  const problem = messageProblems(body.blocks);
  if (problem) throw refusalWith(problem.code, problem.messages);
  if (!blocks?.length && text(body.text) === '') throw new Refusal('no_text');
  return { text: text(body.text), blocks };
}
