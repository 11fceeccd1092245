import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from './core.ts';
import { isJson, type Json, text } from './json.ts';
import { callMethod, scopeOf } from './methods/index.ts';
import { pageFile } from './page-files.ts';
import { perform } from './person.ts';
import { messagesFor, stateFor } from './person-sees.ts';
import type { Act, ActResult, Change } from './protocol.ts';
import { PersonRefusal, Refusal } from './refusal.ts';
import { answer } from './replies.ts';
import { readBody, readCall } from './request.ts';

/** One Web API call as the bot made it; the token is left out. */
export type Call = {
  method: string;
  args: Json;
  ok: boolean;
  error: string | null;
  at: number;
};

const CALLS_KEPT = 5_000;
/** A comment is sent on an open stream so often, so that a dead page is noticed. */
const BEAT_MS = 15_000;

const POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** The app's side: POST /api/METHOD. */
export async function answerCall(
  core: Core,
  calls: Call[],
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call: Call = { method, args: {}, ok: true, error: null, at: core.now() };
  calls.push(call);
  if (calls.length > CALLS_KEPT) calls.splice(0, calls.length - CALLS_KEPT);
  const result = await settle(async () => {
    const { token, args } = await readCall(request);
    call.args = args;
    return { ok: true, ...callMethod(core, method, token, args) };
  });
  call.ok = result.ok === true;
  call.error = call.ok ? null : text(result.error);
  response.setHeader('x-oauth-scopes', core.app.scopes.join(','));
  response.setHeader('x-accepted-oauth-scopes', scopeOf(method));
  sendJson(response, 200, result);
}

async function settle(work: () => Promise<Json>): Promise<Json> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.code, ...error.extra };
    throw error;
  }
}

/** The app's answer to a response URL. */
export async function answerReply(
  core: Core,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = parsed((await readBody(request)).toString('utf8'));
  const target = core.replies.spend(path);
  if (!target) return sendJson(response, 404, { ok: false, error: 'expired_url' });
  const result = await settle(async () => {
    if (!isJson(body)) throw new Refusal('invalid_payload');
    answer(core, target, body);
    return { ok: true };
  });
  return sendJson(response, result.ok === true ? 200 : 400, result);
}

/** The bytes of a file that the app announced. */
export async function answerUpload(
  core: Core,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await readBody(request);
  const taken = core.files.fill(id, bytes);
  response.writeHead(taken ? 200 : 400, { 'content-type': 'text/plain' });
  response.end(taken ? `OK - ${bytes.length}` : 'The file is unknown or its length is another.');
}

/** The person's side: /sandbox/... */
export async function answerPerson(
  core: Core,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const user = url.searchParams.get('user') ?? '';
  const what = `${request.method} ${url.pathname}`;
  try {
    if (what === 'GET /sandbox/state') {
      return sendJson(response, 200, stateFor(core, user || firstPerson(core)));
    }
    if (what === 'GET /sandbox/messages') {
      return sendJson(response, 200, messagesFor(core, user, url.searchParams.get('channel') ?? ''));
    }
    if (what === 'GET /sandbox/changes') return streamChanges(core, user, response);
    if (what === 'POST /sandbox/act') {
      const result = await act(core, request);
      return sendJson(response, result.ok ? 200 : 400, result);
    }
    return sendText(response, 404, 'There is nothing here.');
  } catch (error) {
    if (!(error instanceof PersonRefusal)) throw error;
    return sendJson(response, 400, refusedAct(error));
  }
}

/** Whom the page begins with. */
function firstPerson(core: Core): string {
  return [...core.workspace.users.values()].find((user) => !user.deleted)?.id ?? '';
}

async function act(core: Core, request: IncomingMessage): Promise<ActResult> {
  if (!request.headers['content-type']?.includes('application/json')) {
    throw new PersonRefusal('An act is sent as JSON.', 'invalid_content_type');
  }
  const body = parsed((await readBody(request)).toString('utf8'));
  if (!isJson(body) || !hasStrings(body)) throw new PersonRefusal('This is not an act.', 'invalid_act');
  return perform(core, body as Act);
}

/** Everything in an act but values and states is a string. */
function hasStrings(body: Json): boolean {
  return (
    typeof body.act === 'string' &&
    typeof body.user === 'string' &&
    Object.entries(body).every(
      ([key, value]) =>
        typeof value === 'string' ||
        ((key === 'value' || key === 'state') && (isJson(value) || value === null)),
    )
  );
}

function refusedAct(error: PersonRefusal): ActResult {
  return {
    ok: false,
    error: error.message,
    ...(error.code ? { code: error.code } : {}),
    ...(error.errors ? { errors: error.errors } : {}),
  };
}

function streamChanges(core: Core, user: string, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write(': listening\n\n');
  const stop = core.changes.listen(user, (change: Change) => {
    response.write(`data: ${JSON.stringify(change)}\n\n`);
  });
  const beat = setInterval(() => response.write(': still here\n\n'), BEAT_MS);
  beat.unref();
  response.on('close', () => {
    clearInterval(beat);
    stop();
  });
}

/** The page, its modules and the one library it uses. */
export async function answerPage(path: string, response: ServerResponse): Promise<void> {
  const file = await pageFile(path);
  if (!file) return sendText(response, 404, 'There is nothing here.');
  response.writeHead(200, {
    'content-type': file.type,
    'cache-control': 'no-cache',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
  });
  response.end(file.body);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

export function sendText(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(body);
}
