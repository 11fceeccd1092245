/** Everything the page knows, in one object, and the address bar that remembers who and where. */

import { languageOf, WORDS } from './words.js';

export const store = {
  /** The acting person, the open conversation and, in the app's conversation, the tab. */
  user: null,
  conversation: null,
  tab: 'messages',
  /** The server's `State`, and messages by conversation. */
  state: null,
  messages: new Map(),
  online: true,
  fault: null,
  drawerOpen: false,
  /** The one open menu or list: `{ key, x, y, width, up }`. */
  popup: null,
  /** Keys of acts under way; their buttons wait. */
  busy: new Set(),
  /** What stands in inputs: key of the surface, block and action -> Slack's state value. */
  values: new Map(),
  /** What went wrong, by where it is shown. */
  errors: new Map(),
  /** Typed but unsent text by conversation, and the message being edited. */
  drafts: new Map(),
  editing: null,
  /** The `ts` that a permalink led to. */
  pointedAt: null,
  confirming: null,
};

let draw = () => {};
let pending = false;

/** Names the function that draws the page. */
export function onRedraw(fn) {
  draw = fn;
}

/** Draws the page soon, once for all changes made until then. Nothing moves under a pressed pointer: the click would be lost. */
export function redraw() {
  if (pending || isPressed) {
    isHeld ||= isPressed;
    return;
  }
  pending = true;
  queueMicrotask(() => {
    pending = false;
    draw();
  });
}

let isPressed = false;
let isHeld = false;
let presses = 0;

function press() {
  isPressed = true;
  presses += 1;
}

/** The click itself comes after the release, and finds the page as it was pressed. */
function release() {
  const ended = presses;
  setTimeout(() => {
    if (ended !== presses) return;
    isPressed = false;
    if (isHeld) redraw();
    isHeld = false;
  });
}

addEventListener('pointerdown', press, true);
for (const end of ['pointerup', 'pointercancel', 'dragend']) addEventListener(end, release, true);
addEventListener('pointermove', ({ buttons }) => isPressed && buttons === 0 && release(), true);

/** The conversation on screen. */
export function openConversation() {
  return store.state?.conversations.find((item) => item.id === store.conversation) ?? null;
}

/** A person of the workspace by id. */
export function person(id) {
  return store.state?.users.find((user) => user.id === id) ?? null;
}

/** How a mention of this id reads: a person's name, the app's, or the id. */
export function nameOf(id) {
  if (id === store.state?.app.botUserId) return store.state.app.name;
  return person(id)?.realName ?? id;
}

/** A channel's name by id. */
export function channelName(id) {
  return store.state?.conversations.find((item) => item.id === id)?.name ?? id;
}

/** What the page says, in the acting person's language; before anybody is known, in the browser's. */
export function words() {
  return WORDS[languageOf(store.state?.me.locale ?? navigator.language)];
}

/** The acting person's language and time zone. */
export function place() {
  const { locale = 'en-US', tz = 'UTC' } = store.state?.me ?? {};
  return { locale: locale.replace('_', '-'), tz };
}

/** Reads who and where from the address bar; a message's permalink leads to its conversation. */
export function readAddress() {
  const query = new URLSearchParams(location.search);
  const [, channel = null, ts = null] = /^\/archives\/(\w+)(?:\/p(\d+))?/.exec(location.pathname) ?? [];
  store.pointedAt = ts && `${ts.slice(0, -6)}.${ts.slice(-6)}`;
  return {
    user: query.get('as'),
    conversation: query.get('in') ?? channel,
    tab: query.get('tab') === 'home' ? 'home' : 'messages',
  };
}

/** Writes who and where into the address bar; a new place becomes a step for the Back button. */
export function writeAddress() {
  const query = new URLSearchParams({ as: store.user, in: store.conversation });
  if (store.tab === 'home') query.set('tab', 'home');
  const search = `?${query}`;
  if (search === location.search && location.pathname === '/') return;
  history[location.search === '' ? 'replaceState' : 'pushState'](null, '', `/${search}`);
}
