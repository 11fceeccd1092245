import type { Core } from './core.ts';
import { findPlaced, initialValue, type Placed, stateKey, stateOf, takeValue } from './elements.ts';
import { heldError } from './inputs.ts';
import { type Json, objects, text } from './json.ts';
import { optionProblems } from './limits.ts';
import { blockActions, blockSuggestion, type Surface } from './payloads.ts';
import { failed } from './person-commands.ts';
import type { Act, ActResult, SandboxUser } from './protocol.ts';
import { PersonRefusal } from './refusal.ts';
import type { StoredView } from './views.ts';

type Target = { channel?: string; ts?: string; view?: string; blockId: string; actionId: string };

/** The options that an external select has offered to this person. */
export function offeredTo(core: Core, user: string, place: string, placed: Placed): Json[] {
  return core.offered.get(offerKey(user, place, placed)) ?? [];
}

function offerKey(user: string, place: string, { block, element }: Placed): string {
  return [user, place, text(block.block_id), text(element.action_id)].join(' ');
}

/** A click, a choice or a typed value. It must be on screen now, and the client checks what was typed. */
export async function clickBlock(
  core: Core,
  user: SandboxUser,
  act: Extract<Act, { act: 'block_action' }>,
): Promise<ActResult> {
  const { surface, placed, place } = onScreen(core, user, act);
  const value = takeValue(placed.element, act.value ?? {}, offeredTo(core, user.id, place, placed));
  if (value === null) {
    throw new PersonRefusal('This cannot be chosen here.', 'invalid_option');
  }
  const wrong = heldError(placed.element, value[stateKey(placed.element) ?? '']);
  if (wrong) throw new PersonRefusal(wrong, 'invalid_value', { [act.blockId]: wrong });
  const now = withValue(core, user, surface, placed, value);
  if (placed.block.type === 'input' && placed.block.dispatch_action !== true) return { ok: true };
  const outcome = await core.delivery.now('interactive', blockActions(core, user, now, placed, value));
  return outcome.ok ? { ok: true } : failed(outcome, 'This');
}

/** Options of an external select, asked from the app. */
export async function suggestOptions(
  core: Core,
  user: SandboxUser,
  act: Extract<Act, { act: 'suggest' }>,
): Promise<ActResult> {
  const { surface, placed, place } = onScreen(core, user, act);
  if (!text(placed.element.type).endsWith('external_select')) {
    throw new PersonRefusal('This field does not look anything up.', 'invalid_element');
  }
  const least = typeof placed.element.min_query_length === 'number' ? placed.element.min_query_length : 3;
  if (act.query.length < least) return { ok: true, options: [] };
  const payload = blockSuggestion(core, user, surface, placed, act.query);
  const outcome = await core.delivery.now('interactive', payload);
  if (!outcome.ok) return failed(outcome, 'Looking this up');
  const problem = optionProblems(outcome.payload);
  if (problem) {
    return { ok: false, code: 'invalid_options', error: `No options: ${problem.messages.join(' ')}` };
  }
  const groups = objects(outcome.payload.option_groups);
  const options = objects(outcome.payload.options);
  const all = [...options, ...groups.flatMap((group) => objects(group.options))];
  core.offered.set(offerKey(user.id, place, placed), [
    ...offeredTo(core, user.id, place, placed).slice(-400),
    ...all,
  ]);
  return groups.length > 0 ? { ok: true, optionGroups: groups } : { ok: true, options };
}

function onScreen(
  core: Core,
  user: SandboxUser,
  target: Target,
): { surface: Surface; placed: Placed; place: string } {
  const surface = surfaceOf(core, user, target);
  const blocks = surface.kind === 'view' ? surface.view.blocks : (surface.message.blocks ?? []);
  const placed = findPlaced(blocks, target.blockId, target.actionId);
  if (!placed) {
    throw new PersonRefusal('This has changed; what you clicked is no longer there.', 'action_not_found');
  }
  return { surface, placed, place: target.view ?? `${target.channel}/${target.ts}` };
}

function surfaceOf(core: Core, user: SandboxUser, target: Target): Surface {
  if (target.view !== undefined) {
    const view = viewOf(core, user, target.view);
    if (!view) throw new PersonRefusal('This window is no longer open.', 'view_not_found');
    return { kind: 'view', view };
  }
  const channel = core.workspace.channels.get(target.channel ?? '');
  const message = channel && core.workspace.message(channel.id, target.ts ?? '');
  const hidden = message?.onlyFor && message.onlyFor !== user.id;
  if (!message || hidden || !channel.members.includes(user.id)) {
    throw new PersonRefusal('This message is no longer there.', 'message_not_found');
  }
  const before = core.chosen.get(`${user.id} ${channel.id}/${message.ts}`);
  return { kind: 'message', channel, message, state: stateOf(message.blocks ?? [], before) };
}

/** The view if this person has it on screen: their Home tab, or the topmost of their modals. */
export function viewOf(core: Core, user: SandboxUser, id: string): StoredView | null {
  const home = core.workspace.homes.get(user.id);
  if (home?.id === id) return home;
  const top = core.modals.of(user.id).at(-1);
  return top?.id === id ? top : null;
}

function withValue(core: Core, user: SandboxUser, surface: Surface, placed: Placed, value: Json): Surface {
  if (stateKey(placed.element) === null) return surface;
  const blockId = text(placed.block.block_id);
  const actionId = text(placed.element.action_id);
  const before = surface.kind === 'view' ? surface.view.state : surface.state;
  const held = Object.keys(value).length > 0 ? value : initialValue(placed.element);
  const state = { ...before, [blockId]: { ...before[blockId], [actionId]: held } };
  if (surface.kind === 'message') {
    core.chosen.set(`${user.id} ${surface.channel.id}/${surface.message.ts}`, state);
    return { ...surface, state };
  }
  const view = { ...surface.view, state };
  if (view.type === 'modal') core.modals.replace(view);
  else core.workspace.commit({ t: 'home', user: user.id, view });
  return { kind: 'view', view };
}
