import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer } from './answer.ts';
import type { Core } from './core.ts';
import { LATE_MS } from './faults.ts';
import { isJson, type Json, text } from './json.ts';
import { callMethod, scopeOf } from './methods/index.ts';
import { Refusal } from './refusal.ts';
import { readBody, readCall } from './request.ts';
import { parsed, sendJson, sendText } from './send.ts';

/** One Web API call as the bot made it; the token is left out. */
export type Call = {
  method: string;
  args: Json;
  ok: boolean;
  error: string | null;
  at: number;
};

const CALLS_KEPT = 5_000;
/** What faults call an answer to a response URL. */
const RESPONSE_URL = 'response_url';

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
  const refused = refusedBy(core, method, response);
  if (refused !== null) {
    call.ok = false;
    call.error = refused;
    return;
  }
  const result = await settle(async () => {
    const { token, args } = await readCall(request);
    call.args = args;
    return { ok: true, ...callMethod(core, method, token, args) };
  });
  call.ok = result.ok === true;
  call.error = call.ok ? null : text(result.error);
  if (await isLost(core, method, response)) return;
  response.setHeader('x-oauth-scopes', core.app.scopes.join(','));
  response.setHeader('x-accepted-oauth-scopes', scopeOf(method));
  sendJson(response, 200, result);
}

/** Seconds that the app is told to wait. */
const RETRY_AFTER = '1';

/** A call that Slack does not carry out: answered here with the error it returns. */
function refusedBy(core: Core, method: string, response: ServerResponse): string | null {
  if (core.faults.strikes('http_500', method)) {
    sendText(response, 500, 'Internal Server Error');
    return 'http_500';
  }
  if (core.faults.strikes('rate_limited', method)) {
    response.setHeader('retry-after', RETRY_AFTER);
    sendJson(response, 429, { ok: false, error: 'ratelimited' });
    return 'ratelimited';
  }
  return null;
}

/** A call that was carried out and whose answer comes late, or never. */
async function isLost(core: Core, method: string, response: ServerResponse): Promise<boolean> {
  if (core.faults.strikes('slow_answer', method)) await sleep(LATE_MS);
  if (!core.faults.strikes('lost_answer', method)) return false;
  response.destroy();
  return true;
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
  if (refusedBy(core, RESPONSE_URL, response) !== null) return;
  const target = core.replies.spend(path);
  if (!target) return sendJson(response, 404, { ok: false, error: 'expired_url' });
  const result = await settle(async () => {
    if (!isJson(body)) throw new Refusal('invalid_payload');
    answer(core, target, body);
    return { ok: true };
  });
  if (await isLost(core, RESPONSE_URL, response)) return;
  return sendJson(response, result.ok === true ? 200 : 400, result);
}

/** The bytes of a file that the app announced, alone or as the one part of a form. */
export async function answerUpload(
  core: Core,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await uploadedBytes(await readBody(request), request.headers['content-type'] ?? '');
  const taken = core.files.fill(id, bytes);
  if (taken) sendText(response, 200, `OK - ${bytes.length}`);
  else sendText(response, 400, 'The file is unknown or its length is another.');
}

async function uploadedBytes(body: Buffer, type: string): Promise<Buffer> {
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  for (const part of form.values()) if (part instanceof File) return Buffer.from(await part.arrayBuffer());
  return Buffer.alloc(0);
}

/** A file that the app uploaded, to be saved. */
export function answerFile(core: Core, id: string, response: ServerResponse): void {
  const file = core.files.get(id);
  if (!file?.bytes) {
    sendText(response, 404, 'There is nothing here.');
    return;
  }
  const name = encodeURIComponent(file.name);
  const isPicture = file.name.endsWith('.png');
  response.writeHead(200, {
    'content-type': isPicture ? 'image/png' : 'application/octet-stream',
    'content-disposition': `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    'x-content-type-options': 'nosniff',
  });
  response.end(file.bytes);
}
