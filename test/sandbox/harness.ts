import { App, LogLevel } from '@slack/bolt';
import type { Act, ActResult, Message, State } from '../../src/sandbox/protocol.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';

/** A person in front of the built-in workspace. */
export type Person = {
  act(act: ActWithoutUser): Promise<ActResult>;
  state(): Promise<State>;
  messages(channel: string): Promise<Message[]>;
};

type ActWithoutUser = Act extends infer One ? (One extends Act ? Omit<One, 'user'> : never) : never;

export function personAt(sandbox: Sandbox, user: string): Person {
  const get = async <T>(path: string): Promise<T> => (await (await fetch(sandbox.url + path)).json()) as T;
  return {
    act: async (act) => {
      const response = await fetch(`${sandbox.url}/sandbox/act`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...act, user }),
      });
      return (await response.json()) as ActResult;
    },
    state: () => get<State>(`/sandbox/state?user=${user}`),
    messages: (channel) => get<Message[]>(`/sandbox/messages?user=${user}&channel=${channel}`),
  };
}

/** A workspace with a real Bolt app connected to it; `stop` ends both. */
export async function withBolt(
  register: (app: App) => void,
  options: SandboxOptions = {},
): Promise<{ sandbox: Sandbox; app: App; stop: () => Promise<void> }> {
  const sandbox = await startSandbox({ port: 0, ...options });
  const app = socketApp(sandbox);
  register(app);
  await app.start();
  return {
    sandbox,
    app,
    stop: async () => {
      await app.stop();
      await sandbox.close();
    },
  };
}

/** A real Bolt app in Socket Mode that knows nothing of the workspace but its address and tokens. */
export function socketApp(sandbox: Sandbox): App {
  return new App({
    token: sandbox.botToken,
    appToken: sandbox.appToken,
    socketMode: true,
    convoStore: false,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 }, timeout: 5_000 },
  });
}

/** Waits until the check returns something other than undefined, null or false. */
export async function until<T>(check: () => T | Promise<T>, withinMs = 60_000): Promise<NonNullable<T>> {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== null && value !== false) return value as NonNullable<T>;
    if (Date.now() > end) throw new Error('what was waited for did not happen');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A short plain text object. */
export const plain = (text: string) => ({ type: 'plain_text' as const, text });
