import type { Core } from './core.ts';
import { type Json, objects, text } from './json.ts';
import { messageProblems } from './limits.ts';
import { changeMessage, postMessage, removeMessage } from './messages.ts';
import { Refusal, refusalWith } from './refusal.ts';
import type { ReplyTarget } from './replies.ts';

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
