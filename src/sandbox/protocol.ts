/**
 * What the built-in workspace's web page (and a test acting as a person) may ask of the server.
 * This is the *person's* side: what somebody sitting in front of Slack can see and do.
 * The bot never uses it; the bot speaks Slack's Web API, Socket Mode or signed HTTP.
 *
 * Transport, all on loopback, JSON in and out:
 *   GET  /                         the page; its modules and styles under /page/
 *   GET  /sandbox/state?user=U     `State`: everything this person sees outside a conversation
 *   GET  /sandbox/messages?user=U&channel=C   `Message[]`, oldest first, ephemeral ones of this person included
 *   GET  /sandbox/changes?user=U   server-sent events; each `data:` is a `Change`, the page re-reads what changed
 *   POST /sandbox/act              `Act` -> `ActResult`
 * A refused act answers 400 with `{ ok: false, error }` where `error` is a sentence for a person.
 */

export type SandboxUser = {
  id: string;
  name: string;
  realName: string;
  title: string;
  /** Department shown under the name in the user switcher. */
  team: 'sales' | 'support' | 'marketing' | 'revenue operations';
  tz: string;
  locale: string;
  /** What they set for everybody to see; it ends by itself at `until` (seconds), 0 never. */
  status?: { emoji: string; text: string; until: number };
  /** Notifications are paused until then, in seconds. */
  pausedUntil?: number;
  /** A CSS colour for the drawn avatar. */
  color: string;
  deleted: boolean;
};

export type Conversation = {
  id: string;
  name: string;
  kind: 'channel' | 'dm';
  /** The app's own direct message with this person. */
  withApp: boolean;
  topic: string;
  unread: number;
  archived: boolean;
};

export type Message = {
  ts: string;
  channel: string;
  /** `null` when the app wrote it. */
  user: string | null;
  text: string;
  blocks: unknown[] | null;
  threadTs: string | null;
  edited: boolean;
  ephemeral: boolean;
  permalink: string;
  /** `picture`: where the page finds it, if it is one. */
  files: { name: string; title: string; size: number; alt: string; picture: string | null }[];
};

export type View = {
  id: string;
  type: 'modal' | 'home';
  callbackId: string;
  title: string;
  submit: string | null;
  close: string | null;
  blocks: unknown[];
  hash: string;
  /** What stands in each input now: block_id -> action_id -> Slack's own state value. */
  state: Record<string, Record<string, unknown>>;
};

export type State = {
  team: { id: string; name: string };
  me: SandboxUser;
  users: SandboxUser[];
  conversations: Conversation[];
  app: {
    name: string;
    botUserId: string;
    connected: boolean;
    commands: { command: string; description: string; usageHint: string }[];
    shortcuts: { name: string; type: 'message' | 'global'; callbackId: string }[];
  };
  home: View | null;
  /** This person's open modals, the top one last. */
  modals: View[];
};

export type Change =
  | { kind: 'messages'; channel: string }
  | { kind: 'modals' }
  | { kind: 'home' }
  | { kind: 'state' };

/** The state value of one input, as Slack sends it in `view.state.values` and in an action. */
export type InputValue = Record<string, unknown>;

export type Act =
  | { act: 'open_home'; user: string; tab: 'home' | 'messages' }
  | { act: 'say'; user: string; channel: string; text: string }
  | { act: 'upload'; user: string; channel: string; name: string; text?: string }
  | { act: 'edit'; user: string; channel: string; ts: string; text: string }
  | { act: 'delete'; user: string; channel: string; ts: string }
  | { act: 'read'; user: string; channel: string }
  /** `text` is what stands behind the command, `/persona student` -> command `/persona`, text `student`. */
  | { act: 'command'; user: string; channel: string; command: string; text: string }
  | { act: 'shortcut'; user: string; callbackId: string }
  | { act: 'message_shortcut'; user: string; callbackId: string; channel: string; ts: string }
  /** A click, a choice or a typed value in a block of a message (`channel` and `ts`) or of a view (`view`). */
  | {
      act: 'block_action';
      user: string;
      channel?: string;
      ts?: string;
      view?: string;
      blockId: string;
      actionId: string;
      value?: InputValue;
    }
  /** Options of an external select while somebody types. */
  | {
      act: 'suggest';
      user: string;
      channel?: string;
      ts?: string;
      view?: string;
      blockId: string;
      actionId: string;
      query: string;
    }
  | { act: 'submit'; user: string; view: string; state: Record<string, Record<string, InputValue>> }
  | { act: 'close'; user: string; view: string }
  /** Slack's own language setting of the person, such as `ru-RU`. */
  | { act: 'locale'; user: string; locale: string }
  /** Somebody travels: Slack follows the zone of their device. */
  | { act: 'zone'; user: string; tz: string }
  /** `until`: ISO 8601; empty for no end. Empty words take the status away. */
  | { act: 'status'; user: string; emoji: string; text: string; until: string }
  | { act: 'pause'; user: string; until: string };

export type ActResult =
  | { ok: true; ts?: string; options?: unknown[]; optionGroups?: unknown[] }
  /** Errors of a modal by block_id, or one sentence. `code` is Slack's own word for it where there is one. */
  | { ok: false; error: string; code?: string; errors?: Record<string, string> };
