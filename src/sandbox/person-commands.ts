import { answer } from './answer.ts';
import type { Core } from './core.ts';
import { type Json, text } from './json.ts';
import { shortcut, slashCommand } from './payloads.ts';
import type { ActResult, SandboxUser } from './protocol.ts';
import { PersonRefusal, Refusal } from './refusal.ts';
import { typedText } from './text.ts';
import type { Outcome } from './transport.ts';
import type { Channel, StoredMessage } from './workspace.ts';

/** Runs a slash command; what the app answers in its acknowledgement is shown to the person alone. */
export async function runCommand(
  core: Core,
  user: SandboxUser,
  channel: Channel,
  name: string,
  words: string,
): Promise<ActResult> {
  const command = core.app.commands.find((one) => one.command === name);
  if (!command) throw new PersonRefusal(`${name} is not a valid command.`, 'unknown_command');
  const people = new Map([...core.workspace.users.values()].map((one) => [one.realName, one.id]));
  const sent = command.escapes ? typedText(words, people) : words;
  const payload = slashCommand(core, user, channel, name, sent.trim());
  const outcome = await core.delivery.now('slash_commands', payload);
  if (!outcome.ok) return failed(outcome, name);
  if (text(outcome.payload.text) === '' && outcome.payload.blocks === undefined) return { ok: true };
  return answered(core, { channel: channel.id, user: user.id, ts: null }, outcome.payload, name);
}

/** Runs a shortcut from the menu of the app, or of a message. */
export async function runShortcut(
  core: Core,
  user: SandboxUser,
  callbackId: string,
  on: { channel: Channel; message: StoredMessage } | null,
): Promise<ActResult> {
  const known = core.app.shortcuts.find(
    (one) => one.callbackId === callbackId && one.type === (on ? 'message' : 'global'),
  );
  if (!known) throw new PersonRefusal('There is no such shortcut.', 'unknown_shortcut');
  const outcome = await core.delivery.now('interactive', shortcut(core, user, callbackId, on));
  return outcome.ok ? { ok: true } : failed(outcome, `"${known.name}"`);
}

/** What Slack tells a person when the app did not answer. */
export function failed(outcome: Exclude<Outcome, { ok: true }>, what: string): ActResult {
  const slow = outcome.reason === 'timeout' || outcome.reason === 'http_timeout';
  const code = slow ? 'operation_timeout' : 'dispatch_failed';
  return { ok: false, code, error: `${what} failed with the error "${code}"` };
}

function answered(
  core: Core,
  target: { channel: string; user: string; ts: null },
  body: Json,
  what: string,
): ActResult {
  try {
    answer(core, target, body);
    return { ok: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, code: error.code, error: `${what} failed with the error "${error.code}"` };
  }
}
