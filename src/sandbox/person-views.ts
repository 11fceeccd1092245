import type { Core } from './core.ts';
import { findPlaced, type InputState, placedIn, stateKey, takeValue } from './elements.ts';
import { inputErrors } from './inputs.ts';
import { isJson, type Json, text } from './json.ts';
import { checkedView, pushModal, replaceView } from './methods/views.ts';
import { viewClosed, viewSubmission } from './payloads.ts';
import { offeredTo, viewOf } from './person-blocks.ts';
import type { ActResult, InputValue, SandboxUser } from './protocol.ts';
import { PersonRefusal, Refusal } from './refusal.ts';
import type { StoredView } from './views.ts';

const TROUBLE = 'We had some trouble connecting. Try again?';

/** Submits the topmost modal: checked by the client first, then by the app, whose answer decides what is shown next. */
export async function submitModal(
  core: Core,
  user: SandboxUser,
  id: string,
  given: Record<string, Record<string, InputValue>>,
): Promise<ActResult> {
  const view = viewOf(core, user, id);
  if (view?.type !== 'modal') throw new PersonRefusal('This window is no longer open.', 'view_not_found');
  if (!view.submit) throw new PersonRefusal('This window has nothing to submit.', 'no_submit');
  const filled = { ...view, state: filledState(core, user, view, given) };
  core.modals.replace(filled);
  const errors = inputErrors(filled.blocks, filled.state);
  if (Object.keys(errors).length > 0) {
    return { ok: false, error: Object.values(errors)[0] ?? '', code: 'invalid_input', errors };
  }
  const outcome = await core.delivery.now('interactive', viewSubmission(core, user, filled));
  if (!outcome.ok) {
    const slow = outcome.reason.endsWith('timeout');
    return { ok: false, error: TROUBLE, code: slow ? 'operation_timeout' : 'dispatch_failed' };
  }
  try {
    return respond(core, filled, outcome.payload);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, error: TROUBLE, code: error.code };
  }
}

/** Closes a modal; the app hears of it only where it asked to. */
export async function closeModal(core: Core, user: SandboxUser, id: string): Promise<ActResult> {
  const stack = core.modals.of(user.id);
  const view = stack.find((open) => open.id === id);
  if (!view) throw new PersonRefusal('This window is no longer open.', 'view_not_found');
  const cleared = view.clearOnClose ? [...stack] : stack.slice(stack.indexOf(view));
  core.modals.set(
    user.id,
    stack.filter((open) => !cleared.includes(open)),
  );
  core.changes.tell({ kind: 'modals' }, [user.id]);
  for (const closed of cleared.filter((open) => open.notifyOnClose).reverse()) {
    await core.delivery.now('interactive', viewClosed(core, user, closed, view.clearOnClose));
  }
  return { ok: true };
}

function filledState(
  core: Core,
  user: SandboxUser,
  view: StoredView,
  given: Record<string, Record<string, InputValue>>,
): InputState {
  const state: InputState = structuredClone(view.state);
  for (const { block, element } of placedIn(view.blocks)) {
    const blockId = text(block.block_id);
    const actionId = text(element.action_id);
    const value = given[blockId]?.[actionId];
    if (value === undefined || stateKey(element) === null) continue;
    const placed = { block, element };
    const taken = takeValue(element, value, offeredTo(core, user.id, view.id, placed));
    if (taken === null) {
      const sentence = 'This cannot be chosen here.';
      throw new PersonRefusal(sentence, 'invalid_option', { [blockId]: sentence });
    }
    state[blockId] = { ...state[blockId], [actionId]: taken };
  }
  for (const [blockId, actions] of Object.entries(given)) {
    for (const actionId of Object.keys(actions)) {
      if (findPlaced(view.blocks, blockId, actionId)) continue;
      throw new PersonRefusal(
        'This has changed; a field you filled in is no longer there.',
        'action_not_found',
      );
    }
  }
  return state;
}

function respond(core: Core, view: StoredView, answer: Json): ActResult {
  const stack = core.modals.of(view.user);
  switch (answer.response_action) {
    case undefined:
      showStack(
        core,
        view.user,
        stack.filter((open) => open.id !== view.id),
      );
      return { ok: true };
    case 'clear':
      showStack(core, view.user, []);
      return { ok: true };
    case 'errors':
      return refusedFields(view, answer.errors);
    case 'update':
      replaceView(core, core.modals.byId(view.id) ?? view, checkedView(core, answer.view, 'modal', view.id));
      return { ok: true };
    case 'push':
      pushModal(core, view.user, checkedView(core, answer.view, 'modal', null), true);
      return { ok: true };
    default:
      throw new Refusal('invalid_response_action');
  }
}

function showStack(core: Core, user: string, stack: readonly StoredView[]): void {
  core.modals.set(user, stack);
  core.changes.tell({ kind: 'modals' }, [user]);
}

/** Errors must name input blocks of the view; for anything else Slack shows its own trouble instead. */
function refusedFields(view: StoredView, errors: unknown): ActResult {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  const named = isJson(errors) ? Object.entries(errors) : [];
  const fits = named.every(([blockId, sentence]) => inputs.includes(blockId) && typeof sentence === 'string');
  if (named.length === 0 || !fits) throw new Refusal('invalid_errors');
  const sentences = Object.fromEntries(named.map(([blockId, sentence]) => [blockId, text(sentence)]));
  return {
    ok: false,
    error: Object.values(sentences)[0] ?? '',
    code: 'validation_errors',
    errors: sentences,
  };
}
