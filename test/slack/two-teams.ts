import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/database/open.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../src/sandbox/install.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { signedHeaders } from '../../src/sandbox/sign.ts';
import { homeOf } from '../../src/slack/settings.ts';
import { newDatabase } from '../new-database.ts';
import { scripts } from '../shipped.ts';
import { freePort } from '../world.ts';

export const KEY = Buffer.alloc(32, 7).toString('base64');
const SIGNING_SECRET = 'one-secret-for-both-teams';

export type TwoTeams = Awaited<ReturnType<typeof openTwoTeams>>;

/**
 * Two workspaces of one Slack and one bot that both may install, over signed HTTP. People have the same ids in both,
 * so that whatever forgets the workspace is found out.
 */
export async function openTwoTeams(env: Record<string, string> = {}, logged: string[] = []) {
  // Without the redaction of the program's own log: nothing may depend on it.
  const log = pino({ level: env.LOG_LEVEL ?? 'silent' }, { write: (line) => void logged.push(line) });
  const one = await startSandbox({
    journal: null,
    identity: { teamId: 'T0ONE', teamName: 'One', signingSecret: SIGNING_SECRET },
  });
  const two = await startSandbox({
    journal: null,
    identity: { teamId: 'T0TWO', teamName: 'Two', signingSecret: SIGNING_SECRET },
  });
  const slack = await startSwitchboard([one, two]);
  const database = openDatabase(await newDatabase());
  const port = await freePort();
  const config = readConfig({
    ...{ SLACK_CLIENT_ID: CLIENT_ID, SLACK_CLIENT_SECRET: CLIENT_SECRET, SLACK_STATE_SECRET: 'state' },
    ...{ SLACK_SIGNING_SECRET: SIGNING_SECRET, TOKEN_ENCRYPTION_KEY: KEY, PORT: String(port) },
    ...{ SLACK_API_URL: slack.apiUrl, ...env },
  });
  const home = homeOf(config);
  if (home.home !== 'slack') throw new Error(JSON.stringify(home));
  const start = () =>
    startApp({
      ...{ config, databaseUrl: `file:${database.path}`, scripts, db: database.db },
      ...{ log, kind: 'sandbox' as const, connection: home.connection },
    });
  let app = await start();
  onTestFinished(async () => {
    await app.stop();
    await database.close();
    slack.close();
    await Promise.all([one.close(), two.close()]);
  });
  const url = `http://127.0.0.1:${port}`;
  for (const team of [one, two]) team.setRedirectUrl(`${url}/slack/oauth_redirect`);
  return {
    ...{ one, two, url, db: database.db, config },
    app: () => app,
    restart: async () => {
      await app.stop();
      app = await start();
    },
    /** "Add to Slack" and "Allow", as a browser goes through them. */
    install: async (team: Sandbox) => {
      const { back, cookie } = await allowed(url, team);
      const page = await fetch(back, { headers: { cookie } });
      team.setRequestUrl(`${url}/slack/events`);
      return { status: page.status, text: await page.text(), back, cookie };
    },
  };
}

/** As far as "Allow": the address to which Slack sends the browser back, and the cookie it holds. */
export async function allowed(url: string, team: Sandbox) {
  const begun = await fetch(`${url}/slack/install`, { redirect: 'manual' });
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = new URL(begun.headers.get('location') ?? '');
  const answer = await fetch(`${team.url}${page.pathname}${page.search}`, { redirect: 'manual' });
  return { back: answer.headers.get('location') ?? '', cookie, page };
}

/** A request as Slack signs it, with whatever a test changes. */
export function signedPost(
  url: string,
  body: string,
  { secret = SIGNING_SECRET, atMs = Date.now(), type = 'application/json' } = {},
): Promise<Response> {
  return fetch(`${url}/slack/events`, {
    method: 'POST',
    headers: { 'content-type': type, ...signedHeaders(secret, atMs, body) },
    body,
  });
}

/** One address for the Web API of both teams, as Slack has it: the token, or the code, says which of them is meant. */
async function startSwitchboard(teams: Sandbox[]) {
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    for (const team of teams) {
      const answer = await fetch(`${team.url}${request.url}`, {
        method: 'POST',
        headers: {
          'content-type': request.headers['content-type'] ?? '',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body,
      });
      const text = await answer.text();
      const isElsewhere = /"error":"(invalid_auth|invalid_code)"/.test(text);
      if (isElsewhere && team !== teams.at(-1)) continue;
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(text);
      return;
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function read(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new Uint8Array(Buffer.concat(parts));
}
