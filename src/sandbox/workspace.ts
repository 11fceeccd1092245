import { dmOf, formatTs, microsOf } from './ids.ts';
import type { Journal } from './journal.ts';
import type { Json } from './json.ts';
import { SAMPLE_CHANNELS, SAMPLE_MESSAGES, SAMPLE_PEOPLE } from './people.ts';
import type { SandboxUser } from './protocol.ts';
import type { StoredView } from './views.ts';

/** `title`: as the app called it; `alt`: what a picture says in words, where the app said so. */
export type StoredFile = { id: string; name: string; title?: string; size: number; alt?: string };

export type StoredMessage = {
  ts: string;
  channel: string;
  /** The person who wrote it; `null` is the app. */
  user: string | null;
  text: string;
  blocks: Json[] | null;
  threadTs: string | null;
  edited: { user: string; ts: string } | null;
  files: StoredFile[];
  /** Set on an ephemeral message: the one person who sees it. */
  onlyFor: string | null;
};

export type Channel = {
  id: string;
  name: string;
  kind: 'channel' | 'dm';
  /** The person on the other side of a direct message. */
  user: string | null;
  topic: string;
  archived: boolean;
  members: string[];
};

/** An event that the app has not acknowledged yet. */
export type PendingEvent = { body: Json; attempt: number; since: number };

/** One change of the workspace: what is applied in memory and written to the journal. */
export type Entry =
  | { t: 'message'; message: StoredMessage }
  | { t: 'changed'; message: StoredMessage }
  | { t: 'deleted'; channel: string; ts: string }
  | { t: 'dm'; user: string }
  | { t: 'home'; user: string; view: StoredView }
  | { t: 'read'; user: string; channel: string; ts: string }
  | { t: 'raised'; id: string; pending: PendingEvent }
  | { t: 'settled'; id: string }
  | { t: 'clock'; micros: number };

/** Messages kept per conversation; older ones are forgotten, as in Slack's free plan. */
const MESSAGES_KEPT = 2_000;
/** A journal with this many more lines than it needs is rewritten at start. */
const SLACK_LINES = 2_000;

export type Workspace = ReturnType<typeof createWorkspace>;

/** Channels, messages, Home views and unacknowledged events, rebuilt from the journal and written to it. */
export function createWorkspace(options: {
  now: () => number;
  journal: Journal;
  botUserId: string;
  people: readonly SandboxUser[];
}) {
  const users = new Map(options.people.map((user): [string, SandboxUser] => [user.id, user]));
  const channels = new Map<string, Channel>(sampleChannels(options.botUserId, options.people));
  const messages = new Map<string, StoredMessage[]>();
  const homes = new Map<string, StoredView>();
  const reads = new Map<string, string>();
  const pending = new Map<string, PendingEvent>();
  let lastMicros = 0;

  const appliers: { [K in Entry['t']]: (entry: Extract<Entry, { t: K }>) => void } = {
    message: ({ message }) => {
      const list = listOf(message.channel);
      list.push(message);
      if (list.length > MESSAGES_KEPT) list.splice(0, list.length - MESSAGES_KEPT);
      lastMicros = Math.max(lastMicros, microsOf(message.ts));
    },
    changed: ({ message }) => {
      const list = listOf(message.channel);
      const index = list.findIndex((one) => one.ts === message.ts);
      if (index >= 0) list[index] = message;
    },
    deleted: ({ channel, ts }) => {
      messages.set(
        channel,
        listOf(channel).filter((one) => one.ts !== ts),
      );
    },
    dm: ({ user }) => void channels.set(dmOf(user), directMessage(user, options.botUserId)),
    home: ({ user, view }) => void homes.set(user, view),
    read: ({ user, channel, ts }) => void reads.set(`${user} ${channel}`, ts),
    raised: (entry) => void pending.set(entry.id, entry.pending),
    settled: ({ id }) => void pending.delete(id),
    clock: ({ micros }) => {
      lastMicros = Math.max(lastMicros, micros);
    },
  };

  function listOf(channel: string): StoredMessage[] {
    const known = messages.get(channel);
    if (known) return known;
    const fresh: StoredMessage[] = [];
    messages.set(channel, fresh);
    return fresh;
  }

  function apply<K extends Entry['t']>(entry: Extract<Entry, { t: K }>): void {
    appliers[entry.t as K](entry);
  }

  /** Writes a change down, then makes it. Ephemeral messages live in memory only, as in Slack. */
  function commit(entry: Entry): void {
    const ephemeral = 'message' in entry && entry.message.onlyFor !== null;
    if (!ephemeral) options.journal.append(entry);
    apply(entry);
  }

  function snapshot(): Entry[] {
    return [
      { t: 'clock', micros: lastMicros },
      ...[...channels.values()].flatMap((one): Entry[] => (one.user ? [{ t: 'dm', user: one.user }] : [])),
      ...[...messages.values()].flat().map((message): Entry => ({ t: 'message', message })),
      ...[...homes].map(([user, view]): Entry => ({ t: 'home', user, view })),
      ...[...reads].map(([key, ts]): Entry => {
        const [user = '', channel = ''] = key.split(' ');
        return { t: 'read', user, channel, ts };
      }),
      ...[...pending].map(([id, event]): Entry => ({ t: 'raised', id, pending: event })),
    ];
  }

  /** A timestamp that no message has had: later than every earlier one, also after a restart. */
  function nextTs(): string {
    lastMicros = Math.max(lastMicros + 100, Math.floor(options.now()) * 1_000);
    return formatTs(lastMicros);
  }

  const replayed = options.journal.read();
  for (const entry of replayed) if (isEntry(entry)) apply(entry);
  if (replayed.length === 0) for (const entry of sampleEntries(options.now())) commit(entry);
  const compact = snapshot();
  if (replayed.length > compact.length + SLACK_LINES) options.journal.rewrite(compact);

  return {
    users,
    channels,
    homes,
    pending,
    commit,
    nextTs,
    /** Messages of a conversation, oldest first. */
    messagesIn: (channel: string): readonly StoredMessage[] => messages.get(channel) ?? [],
    message: (channel: string, ts: string): StoredMessage | undefined =>
      messages.get(channel)?.find((one) => one.ts === ts),
    lastRead: (user: string, channel: string): string => reads.get(`${user} ${channel}`) ?? '',
  };
}

const KINDS: readonly string[] = [
  'message',
  'changed',
  'deleted',
  'dm',
  'home',
  'read',
  'raised',
  'settled',
  'clock',
] satisfies Entry['t'][];

/** The journal is our own file: a line of a known kind is taken as written. */
function isEntry(line: object): line is Entry {
  return 't' in line && typeof line.t === 'string' && KINDS.includes(line.t);
}

function directMessage(user: string, botUserId: string): Channel {
  return {
    id: dmOf(user),
    name: 'directmessage',
    kind: 'dm',
    user,
    topic: '',
    archived: false,
    members: [user, botUserId],
  };
}

function sampleChannels(botUserId: string, people: readonly SandboxUser[]): [string, Channel][] {
  const everybody = people.filter((user) => !user.deleted).map((user) => user.id);
  return SAMPLE_CHANNELS.map((sample) => [
    sample.id,
    {
      id: sample.id,
      name: sample.name,
      kind: 'channel',
      user: null,
      topic: sample.topic,
      archived: false,
      members: sample.withBot ? [...everybody, botUserId] : everybody,
    },
  ]);
}

function sampleEntries(now: number): Entry[] {
  const written = SAMPLE_MESSAGES.map(
    (sample, index): StoredMessage => ({
      ts: formatTs((Math.floor(now) - sample.minutesAgo * 60_000) * 1_000 + index),
      channel: sample.channel,
      user: sample.user,
      text: sample.text,
      blocks: null,
      threadTs: null,
      edited: null,
      files: [],
      onlyFor: null,
    }),
  );
  return [
    ...written.map((message): Entry => ({ t: 'message', message })),
    ...written.flatMap((message): Entry[] =>
      SAMPLE_PEOPLE.map((user) => ({ t: 'read', user: user.id, channel: message.channel, ts: message.ts })),
    ),
  ];
}
