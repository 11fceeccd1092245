/** What a person can do here, each as one verb over the store and the server. */
import { act, fetchMessages, fetchState, listen } from './api.js';
import { openConversation, readAddress, redraw, store, writeAddress } from './state.js';

let stopListening = () => {};
let reading = 0;

/** Opens the page for whoever the address bar names, or the first person. */
export async function start() {
  const { user, conversation, tab } = readAddress();
  await become(user, conversation, tab);
}

/** Acts as another person from now on, in the same conversation where both can see it. */
export async function become(user, conversation = store.conversation, tab = store.tab) {
  const wasDm = openConversation()?.withApp ?? false;
  stopListening();
  try {
    store.state = await fetchState(user).catch((error) => (user ? fetchState(null) : Promise.reject(error)));
  } catch (error) {
    store.fault = error.message;
    setTimeout(() => become(user, conversation, tab), 1500);
    redraw();
    return;
  }
  store.fault = null;
  store.user = store.state.me.id;
  store.messages.clear();
  forgetTyped();
  const all = store.state.conversations;
  const wanted = wasDm ? undefined : all.find((item) => item.id === conversation);
  const dm = all.find((item) => item.withApp) ?? all[0];
  follow(store.user);
  await go((wanted ?? dm).id, (wanted ?? dm).withApp ? tab : 'messages');
}

function forgetTyped() {
  for (const kept of [store.values, store.errors, store.drafts, store.busy]) kept.clear();
  store.editing = null;
  store.popup = null;
}

/** Goes to a conversation; `tab` matters in the app's own. */
export async function go(conversation, tab = 'messages') {
  store.conversation = conversation;
  store.tab = tab;
  store.drawerOpen = false;
  store.popup = null;
  store.editing = null;
  writeAddress();
  redraw();
  if (openConversation()?.withApp) act({ act: 'open_home', user: store.user, tab });
  await readMessages(conversation);
}

/** Follows the Back and Forward buttons. */
export async function goToAddress() {
  const { user, conversation, tab } = readAddress();
  if (user && user !== store.user) await become(user, conversation, tab);
  else if (conversation) await go(conversation, tab);
}

async function readMessages(channel) {
  const user = store.user;
  const messages = await fetchMessages(user, channel).catch((error) => {
    store.errors.set('composer', error.message);
    return null;
  });
  if (messages === null || user !== store.user) return redraw();
  store.messages.set(channel, messages);
  redraw();
  markRead(channel);
}

function markRead(channel) {
  const conversation = openConversation();
  const onScreen = conversation?.id === channel && store.tab === 'messages' && !document.hidden;
  if (onScreen && conversation.unread > 0) {
    conversation.unread = 0;
    act({ act: 'read', user: store.user, channel });
    redraw();
  }
}

async function readState() {
  const user = store.user;
  reading += 1;
  const turn = reading;
  const state = await fetchState(user).catch(() => null);
  if (state === null || user !== store.user || turn !== reading) return;
  store.state = state;
  dropClosedViews();
  redraw();
  if (store.conversation) markRead(store.conversation);
}

function dropClosedViews() {
  const open = new Set(store.state.modals.map((view) => `v:${view.id}`));
  if (store.state.home) open.add(`v:${store.state.home.id}`);
  for (const key of store.values.keys()) {
    const surface = key.split(' ')[0];
    if (surface.startsWith('v:') && !open.has(surface)) store.values.delete(key);
  }
  for (const key of store.errors.keys()) {
    const surface = key.split(' ')[0];
    if (surface.startsWith('v:') && !open.has(surface)) store.errors.delete(key);
  }
}

function follow(user) {
  stopListening = listen(user, {
    onOpen: () => {
      const wasAway = !store.online;
      store.online = true;
      if (wasAway) refresh();
      redraw();
    },
    onLost: () => {
      store.online = false;
      redraw();
    },
    onChange: (change) => {
      if (change.kind !== 'messages') return readState();
      if (change.channel === store.conversation) readMessages(change.channel);
      return readState();
    },
  });
}

function refresh() {
  readState();
  if (store.conversation) readMessages(store.conversation);
}

/** Catches up when the person looks at the page again. */
export function lookAgain() {
  if (!document.hidden && store.conversation) markRead(store.conversation);
}

/**
 * Does one act under a busy key: a second call under the same key while the first is under way is ignored
 * and gives `null`. A refusal's sentence is kept under `errorKey` for whoever shows it; `first` is done before.
 */
export async function run(key, request, errorKey = key, first = undefined) {
  if (store.busy.has(key)) return null;
  store.busy.add(key);
  store.errors.delete(errorKey);
  redraw();
  await first?.();
  const result = await act({ user: store.user, ...request });
  store.busy.delete(key);
  if (!result.ok && !result.errors) store.errors.set(errorKey, result.error);
  redraw();
  return result;
}

/** Sends what somebody typed: a message, or a slash command. Gives back whether it went. */
export async function send({ user, channel, text }) {
  const command = /^\/(\S+)\s*([\s\S]*)$/.exec(text);
  const request = command
    ? { act: 'command', user, channel, command: `/${command[1]}`, text: command[2].trim() }
    : { act: 'say', user, channel, text };
  const result = await run('composer', request);
  return result?.ok ?? false;
}

/** Asks for a yes or no in a dialog; `ask` has Slack's fields title, text, confirm, deny, style. */
export function confirm(ask) {
  return new Promise((resolve) => {
    const done = (answer) => {
      store.confirming = null;
      redraw();
      resolve(answer);
    };
    store.confirming = { ...ask, done };
    redraw();
  });
}
