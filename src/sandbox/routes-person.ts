import type { IncomingMessage, ServerResponse } from 'node:http';
import { readAct } from './act.ts';
import type { Core } from './core.ts';
import { pageFile } from './page-files.ts';
import { perform } from './person.ts';
import { messagesFor, stateFor } from './person-sees.ts';
import type { ActResult, Change } from './protocol.ts';
import { PersonRefusal } from './refusal.ts';
import { readBody } from './request.ts';
import { parsed, sendJson, sendText } from './send.ts';

/** A comment is sent on an open stream so often, so that a dead page is noticed. */
const BEAT_MS = 15_000;

const POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

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

/** Whom the page begins with: the first who uses Slack in the workspace's language. */
function firstPerson({ workspace, language }: Core): string {
  const here = [...workspace.users.values()].filter((user) => !user.deleted);
  return (here.find((user) => user.locale.startsWith(language)) ?? here[0])?.id ?? '';
}

async function act(core: Core, request: IncomingMessage): Promise<ActResult> {
  if (!request.headers['content-type']?.includes('application/json')) {
    throw new PersonRefusal('An act is sent as JSON.', 'invalid_content_type');
  }
  const wanted = readAct(parsed((await readBody(request)).toString('utf8')));
  if (!wanted) throw new PersonRefusal('This is not an act.', 'invalid_act');
  return perform(core, wanted);
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
