import { isJson, type Json } from './json.ts';
import type { Act } from './protocol.ts';

/** The strings that each act must bring besides `act` and `user`. */
const STRINGS: Record<Act['act'], readonly string[]> = {
  open_home: ['tab'],
  say: ['channel', 'text'],
  upload: ['channel', 'name'],
  edit: ['channel', 'ts', 'text'],
  delete: ['channel', 'ts'],
  read: ['channel'],
  command: ['channel', 'command', 'text'],
  shortcut: ['callbackId'],
  message_shortcut: ['callbackId', 'channel', 'ts'],
  block_action: ['blockId', 'actionId'],
  suggest: ['blockId', 'actionId', 'query'],
  submit: ['view'],
  close: ['view'],
  locale: ['locale'],
  zone: ['tz'],
  status: ['emoji', 'text', 'until'],
  pause: ['until'],
};

const ALWAYS = ['act', 'user'];
/** Strings that an act may leave out. */
const OPTIONAL = ['text', 'channel', 'ts', 'view'];

/** The act in a request, `null` when it is none: an unknown one, or one with a part missing or of the wrong kind. */
export function readAct(body: unknown): Act | null {
  if (!isJson(body) || typeof body.act !== 'string' || !Object.hasOwn(STRINGS, body.act)) return null;
  const needed = [...ALWAYS, ...STRINGS[body.act as Act['act']]];
  const strings =
    needed.every((key) => typeof body[key] === 'string') &&
    OPTIONAL.every((key) => body[key] === undefined || typeof body[key] === 'string');
  if (!strings) return null;
  if (body.act === 'open_home' && body.tab !== 'home' && body.tab !== 'messages') return null;
  if (body.act === 'block_action' && body.value != null && !isJson(body.value)) return null;
  if (body.act === 'submit' && !isState(body.state)) return null;
  return body as Act;
}

function isState(state: unknown): state is Record<string, Json> {
  return (
    isJson(state) &&
    Object.values(state).every((actions) => isJson(actions) && Object.values(actions).every(isJson))
  );
}
