/** The page's only way to the server: four requests, described in `protocol.ts`. */
import { words } from './state.js';

/** A person's view of the workspace; without a person, the view of whoever the workspace begins with. */
export async function fetchState(user) {
  return readJson(`/sandbox/state?user=${encodeURIComponent(user ?? '')}`);
}

/** The messages of one conversation, oldest first. */
export async function fetchMessages(user, channel) {
  const query = new URLSearchParams({ user, channel });
  return readJson(`/sandbox/messages?${query}`);
}

async function readJson(url) {
  const response = await fetch(url, { headers: { accept: 'application/json' } });
  const body = await response.json().catch(() => null);
  if (!response.ok || body === null) throw new Error(body?.error ?? words().answeredOnly(response.status));
  return body;
}

/** Does something as a person. Never throws: a lost connection is a refusal with a sentence. */
export async function act(request) {
  try {
    const response = await fetch('/sandbox/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    const body = await response.json().catch(() => null);
    return body ?? { ok: false, error: words().answeredOnly(response.status) };
  } catch {
    return { ok: false, error: words().unreachable };
  }
}

const RETRY_MS = 1500;

/**
 * Follows the server's changes and comes back by itself after a break.
 * `onOpen` runs at every (re)connection, since changes in between were missed. Returns a function that stops.
 */
export function listen(user, { onChange, onOpen, onLost }) {
  let source = null;
  let timer = 0;
  const connect = () => {
    source = new EventSource(`/sandbox/changes?user=${encodeURIComponent(user)}`);
    source.onopen = onOpen;
    source.onmessage = (event) => onChange(JSON.parse(event.data));
    source.onerror = () => {
      onLost();
      source.close();
      clearTimeout(timer);
      timer = setTimeout(connect, RETRY_MS);
    };
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
