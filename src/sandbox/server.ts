import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerAuthorize, uninstall } from './authorize.ts';
import { createChanges } from './changes.ts';
import type { Core, Identity } from './core.ts';
import { createDelivery } from './delivery.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFiles } from './files.ts';
import { isOurs } from './guard.ts';
import { newSecret } from './ids.ts';
import { createInstall } from './install.ts';
import { noJournal, openJournal } from './journal.ts';
import { readProfile } from './manifest.ts';
import { SAMPLE_PEOPLE } from './people.ts';
import type { SandboxUser } from './protocol.ts';
import { createRecent } from './recent.ts';
import { createReplies } from './replies.ts';
import { answerCall, answerFile, answerReply, answerUpload, type Call } from './routes-app.ts';
import { answerPage, answerPerson } from './routes-person.ts';
import { sendJson, sendText } from './send.ts';
import { createSignedHttp } from './signed-http.ts';
import { createSocketHub } from './socket.ts';
import { DEFAULT_TIMING, type RefreshReason, type Timing, type Transport } from './transport.ts';
import { createTriggers } from './triggers.ts';
import { createModals } from './views.ts';
import { createWorkspace } from './workspace.ts';

export type SandboxOptions = {
  /** 0 (the default) takes any free port. */
  port?: number;
  /** Append-only file so that messages survive a restart of the process; null keeps them in memory only. */
  journal?: string | null;
  /** Deliver by signed HTTP to this URL instead of Socket Mode, for example 'http://127.0.0.1:3000/slack/events'. */
  requestUrl?: string | null;
  /** A parsed manifest; the default is `manifest.json` of this repository. */
  manifest?: unknown;
  now?: () => number;
  log?: (line: { level: 'info' | 'warn'; message: string }) => void;
  /** Other waiting times than Slack's, for tests. */
  timing?: Partial<Timing>;
  /** Other addresses on the same port; true where it took the request. */
  guest?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Another team than the sample's, for a bot that is installed in several. */
  identity?: Partial<Pick<Identity, 'teamId' | 'teamName' | 'signingSecret'>>;
  /** The page begins with somebody who speaks it; English by default. */
  language?: string;
  /** More people than the sample has. */
  people?: readonly SandboxUser[];
};

export type Sandbox = {
  /** The page, 'http://127.0.0.1:PORT'. */
  url: string;
  /** What SLACK_API_URL must say. */
  apiUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  teamId: string;
  botUserId: string;
  appId: string;
  /** The newest Web API calls of the bot, oldest first. */
  calls: Call[];
  /** What goes wrong between the workspace and the bot: nothing, until a test switches it on. */
  faults: Faults;
  /** Ends one of the bot's connections the way Slack does. */
  refresh(reason: RefreshReason): void;
  setRequestUrl(url: string | null): void;
  /** Where the browser goes after "Allow". */
  setRedirectUrl(url: string): void;
  uninstall(order: 'revoked first' | 'uninstalled first'): void;
  close(): Promise<void>;
};

/** Starts the built-in workspace on loopback: a strict Slack for one app, and the page people use it from. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const calls: Call[] = [];
  const server = createServer();
  let port = 0;
  const { core, setRequestUrl, close } = createCore(options, timing, () => `http://127.0.0.1:${port}`);
  port = await listen(server, options.port ?? 0).catch((error: unknown) => {
    close();
    throw error;
  });

  server.on('request', (request, response) => {
    if (isOurs(request, port) && options.guest?.(request, response)) return;
    respond(core, calls, port, request, response).catch((error: unknown) => {
      options.log?.({ level: 'warn', message: `${request.method} ${request.url} failed: ${error}` });
      if (!response.headersSent) sendJson(response, 500, { ok: false, error: 'internal_error' });
      else response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    if (!isOurs(request, port)) socket.destroy();
    else core.socket.accept(request, socket, head);
  });
  core.delivery.resume();
  options.log?.({ level: 'info', message: `the built-in workspace is at ${core.url()}` });

  const { appToken, signingSecret, teamId, botUserId, appId } = core.identity;
  return {
    url: core.url(),
    apiUrl: `${core.url()}/api/`,
    get botToken() {
      return core.identity.botToken;
    },
    appToken,
    signingSecret,
    teamId,
    botUserId,
    appId,
    calls,
    faults: core.faults,
    refresh: core.socket.refresh,
    setRequestUrl,
    setRedirectUrl: (redirectUrl) => {
      core.install.redirectUrl = redirectUrl;
    },
    uninstall: (order) => uninstall(core, order),
    close: async () => {
      close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function createCore(options: SandboxOptions, timing: Timing, url: () => string) {
  const now = options.now ?? Date.now;
  const identity = { ...newIdentity(), ...options.identity };
  const changes = createChanges();
  const onChange = (): void => changes.tell({ kind: 'state' }, null);
  const workspace = createWorkspace({
    now,
    journal: options.journal ? openJournal(options.journal) : noJournal,
    botUserId: identity.botUserId,
    people: [...SAMPLE_PEOPLE, ...(options.people ?? [])],
  });
  const socket = createSocketHub({ appId: identity.appId, timing, now, onChange });
  let http: Transport | null = null;
  const transport = (): Transport => http ?? socket;
  const warn = (message: string): void => options.log?.({ level: 'warn', message });
  const faults = createFaults();
  const delivery = createDelivery({ transport, workspace, timing, faults, now, warn });

  function setRequestUrl(requestUrl: string | null): void {
    http?.close();
    const { signingSecret, verificationToken } = identity;
    http = requestUrl
      ? createSignedHttp({ url: requestUrl, signingSecret, verificationToken, timing, now, onChange })
      : null;
    onChange();
  }
  setRequestUrl(options.requestUrl ?? null);

  const core: Core = {
    identity,
    language: options.language ?? 'en',
    app: readProfile(options.manifest),
    workspace,
    modals: createModals(),
    triggers: createTriggers(now, timing.triggerMs),
    replies: createReplies({ now, url, teamId: identity.teamId }),
    files: createFiles(),
    install: createInstall(),
    delivery,
    faults,
    socket,
    changes,
    chosen: createRecent(500),
    offered: createRecent(500),
    now,
    url,
    connected: () => transport().connected(),
  };
  const close = (): void => {
    delivery.close();
    http?.close();
    socket.close();
  };
  return { core, setRequestUrl, close };
}

/** Ids stay the same from start to start, because the bot's database keeps them; secrets do not. */
function newIdentity(): Identity {
  return {
    teamId: 'T0SANDBOX',
    teamName: 'Sample workspace',
    teamDomain: 'sample-workspace',
    appId: 'A0MISMATCH',
    botId: 'B0MISMATCH',
    botUserId: 'U0MISMATCH',
    botToken: `xoxb-sandbox-${newSecret(12)}`,
    appToken: `xapp-1-A0MISMATCH-${newSecret(12)}`,
    signingSecret: newSecret(16),
    verificationToken: newSecret(12),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function respond(
  core: Core,
  calls: Call[],
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isOurs(request, port)) return sendText(response, 403, 'Only this machine may use this address.');
  const url = new URL(request.url ?? '/', core.url());
  const path = url.pathname;
  if (path.startsWith('/sandbox/')) return answerPerson(core, url, request, response);
  if (request.method === 'GET' && path.startsWith('/files/'))
    return answerFile(core, path.slice(7), response);
  if (request.method === 'GET' && path === '/oauth/v2/authorize') return answerAuthorize(core, url, response);
  if (request.method === 'GET') return answerPage(path, response);
  if (request.method !== 'POST') return sendText(response, 405, 'Use GET or POST.');
  if (path.startsWith('/api/')) return answerCall(core, calls, path.slice(5), request, response);
  if (path.startsWith('/response/')) return answerReply(core, path, request, response);
  if (path.startsWith('/upload/')) return answerUpload(core, path.slice(8), request, response);
  return sendText(response, 404, 'There is nothing here.');
}
