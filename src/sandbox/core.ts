import type { Changes } from './changes.ts';
import type { Delivery } from './delivery.ts';
import type { InputState } from './elements.ts';
import type { Faults } from './faults.ts';
import type { Files } from './files.ts';
import type { Install } from './install.ts';
import type { Json } from './json.ts';
import type { AppProfile } from './manifest.ts';
import type { Recent } from './recent.ts';
import type { Replies } from './replies.ts';
import type { SocketHub } from './socket.ts';
import type { Triggers } from './triggers.ts';
import type { Modals } from './views.ts';
import type { Workspace } from './workspace.ts';

/** Names, ids and secrets of the built-in workspace and of the one app installed in it. */
export type Identity = {
  teamId: string;
  teamName: string;
  teamDomain: string;
  appId: string;
  botId: string;
  botUserId: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  /** The deprecated token that Slack still puts into payloads. */
  verificationToken: string;
};

/** Everything the parts of the server share. */
export type Core = {
  identity: Identity;
  /** What most people speak there; the page begins with one of them. */
  language: string;
  app: AppProfile;
  workspace: Workspace;
  modals: Modals;
  triggers: Triggers;
  replies: Replies;
  files: Files;
  install: Install;
  delivery: Delivery;
  faults: Faults;
  socket: SocketHub;
  changes: Changes;
  /** What people chose in messages, by person and message; a view keeps its own. */
  chosen: Recent<InputState>;
  /** Options that external selects have shown, by person and element. */
  offered: Recent<Json[]>;
  now: () => number;
  /** The address of this server, without a slash at the end. */
  url: () => string;
  connected: () => boolean;
};
