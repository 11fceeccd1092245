/** Where blocks stand (a message, a modal, the Home tab), what is typed in them, and how a click travels from there. */
import { confirm, run } from './actions.js';
import { act } from './api.js';
import { redraw, store } from './state.js';
import { bareValue, initialValue, inputsOf, stateValue } from './values.js';

/** The surface of a message. */
export function messageSurface({ channel, ts }) {
  return { key: `m:${channel}:${ts}`, kind: 'message', address: { channel, ts }, saved: {} };
}

/** The surface of a modal or of the Home tab. */
export function viewSurface(view) {
  return { key: `v:${view.id}`, kind: view.type, address: { view: view.id }, saved: view.state ?? {} };
}

const keyOf = (surface, blockId, actionId) => `${surface.key} ${blockId} ${actionId}`;

/** An id for the document, unique to one element of one surface. */
export function fieldId(surface, blockId, actionId) {
  return keyOf(surface, blockId, actionId).replace(/[^\w-]+/g, '-');
}

/** The state value of an element: as typed, else as the server knows it, else as it starts. */
function readValue(surface, blockId, element) {
  const typed = store.values.get(keyOf(surface, blockId, element.action_id));
  const known = typed ?? surface.saved[blockId]?.[element.action_id];
  return known?.type === element.type ? known : initialValue(element);
}

/** The bare value of an element: text, id, option, or a list of them. */
export function readBare(surface, blockId, element) {
  return bareValue(element, readValue(surface, blockId, element));
}

/** Keeps what was typed or chosen, and clears the complaint about it; `acts` as in `element`. */
export function writeBare(surface, blockId, element, bare, acts) {
  const value = stateValue(element, bare);
  const key = keyOf(surface, blockId, element.action_id);
  store.values.set(key, value);
  if (surface.kind !== 'message' && !acts) {
    const request = { act: 'block_action', ...surface.address, blockId, actionId: element.action_id, value };
    unsaid.set(key, { ...request, user: store.user });
  }
  if (store.errors.delete(errorKey(surface, blockId))) redraw();
  return value;
}

/** Typed values of views that the server has not heard of yet, by key. */
const unsaid = new Map();

/**
 * Tells the server what stands in the other inputs of a view, as Slack sends them along with every click there.
 * Whether they are right is asked only when the view is submitted.
 */
async function sayTyped(surface) {
  const typed = [...unsaid].filter(([key]) => key.startsWith(`${surface.key} `));
  for (const [key] of typed) unsaid.delete(key);
  await Promise.all(typed.map(([, request]) => act(request)));
}

/** Whether this element's act is under way. */
export function isBusy(surface, blockId, element, part = '') {
  return store.busy.has(keyOf(surface, blockId, element.action_id) + part);
}

/** Where a sentence about a block, or about the whole surface, is kept. */
export function errorKey(surface, blockId) {
  return blockId === undefined ? surface.key : `${surface.key} ${blockId}`;
}

/** Sends a click or a choice to the app, after the confirmation that the element asks for. */
export async function dispatch(surface, blockId, element, value, part = '') {
  if (element.confirm && !(await confirm(element.confirm))) return;
  const key = keyOf(surface, blockId, element.action_id) + part;
  const request = { act: 'block_action', ...surface.address, blockId, actionId: element.action_id, value };
  const first = surface.kind === 'message' ? undefined : () => sayTyped(surface);
  const result = await run(key, request, errorKey(surface), first);
  if (result?.errors) showFaults(surface, result.errors);
}

/** Keeps a choice and, where the element acts at once, sends it. */
export function choose(surface, blockId, element, bare, { acts }) {
  const value = writeBare(surface, blockId, element, bare, acts);
  redraw();
  if (acts) dispatch(surface, blockId, element, value);
}

/** Options of an external select for a query: `{ options }`, `{ groups }` or `{ error }`. */
export async function suggest(surface, blockId, element, query) {
  const request = { act: 'suggest', ...surface.address, blockId, actionId: element.action_id, query };
  const result = await act({ ...request, user: store.user });
  if (!result.ok) return { error: result.error };
  return { options: result.options ?? [], groups: result.optionGroups };
}

/** Everything that stands in a view, as `view_submission` wants it. */
export function collectState(surface, blocks) {
  const state = {};
  for (const { blockId, actionId, element } of inputsOf(blocks)) {
    state[blockId] = { ...state[blockId], [actionId]: readValue(surface, blockId, element) };
  }
  return state;
}

/** Shows sentences beneath their inputs. */
export function showFaults(surface, faults) {
  for (const [blockId, fault] of Object.entries(faults)) store.errors.set(errorKey(surface, blockId), fault);
  redraw();
}
