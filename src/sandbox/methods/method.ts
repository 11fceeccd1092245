import type { Core } from '../core.ts';
import { type Json, text } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { Channel } from '../workspace.ts';

/** One Web API method: who may call it, with what, and what it does. */
export type Method = {
  token: 'bot' | 'app' | 'none';
  /** The scope it needs, `null` for none. */
  scope: string | null;
  required: readonly string[];
  optional: readonly string[];
  /** Returns the answer without `ok`; throws a `Refusal` for `ok: false`. */
  run(core: Core, args: Json): Json;
};

export type Methods = Record<string, Method>;

/** The channel of this id, if the app may know of it. */
export function knownChannel(core: Core, id: unknown): Channel {
  const channel = core.workspace.channels.get(text(id));
  if (!channel) throw new Refusal('channel_not_found');
  return channel;
}

/** True for a boolean argument that is set, also when it came form-encoded. */
export function isSet(value: unknown): boolean {
  return value === true || value === 'true' || value === '1' || value === 1;
}

/** One page of a list, with the cursor of the next page as Slack gives it. */
export function pageOf<T>(all: readonly T[], args: Json, standard: number): { page: T[]; next: string } {
  const limit = args.limit === undefined ? standard : Number(args.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new Refusal('invalid_limit');
  const cursor = text(args.cursor);
  const from = cursor === '' ? 0 : Number(/^at:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1]);
  if (!Number.isInteger(from) || from > all.length) throw new Refusal('invalid_cursor');
  const until = from + limit;
  return {
    page: all.slice(from, until),
    next: until < all.length ? Buffer.from(`at:${until}`).toString('base64') : '',
  };
}
