import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../database/open.ts';
import { type HttpAnswer, type HttpRequest, limiter, type Route, refusal } from '../http/route.ts';
import { reportOutcome } from '../personas/outcomes.ts';
import type { Script } from '../scripts/script.ts';
import { results } from './made.ts';
import { checkLead, checkShown, type LeadInput, loadGround } from './run.ts';
import { ownCheck, recordCheck } from './store.ts';

export type CheckApi = {
  /** CHECK_API_TOKEN; `null`: there is no such address. */
  token: string | null;
  db: Database;
  scripts: readonly Script[];
  /** Where the bot is installed; none until it knows. */
  workspaces: () => Promise<number[]>;
  clock: () => Date;
};

const MOST_A_MINUTE = 60;
/** Wrong tokens are slowed down apart from good ones, so that guessing shuts nobody out. */
const MOST_REFUSED_A_MINUTE = 30;
const MINUTE_MS = 60_000;
const MAX_BODY_BYTES = 16_384;

const value = z.union([z.string().min(1).max(200), z.number(), z.boolean()]);
const asked = z
  .strictObject({
    text: z.string().max(3_000).optional(),
    traits: z
      .union([
        z.record(z.string().min(1).max(100), value),
        z.array(z.strictObject({ dimension: z.string().min(1).max(100), value })),
      ])
      .optional(),
  })
  .refine(({ text = '', traits = [] }) => text.trim() !== '' || Object.keys(traits).length > 0);

const became = z.strictObject({ check: z.number().int().positive(), result: z.enum(results) });

const HOW = 'Send {"text": "retail, 8 people"} or {"traits": {"industry": "retail", "company_size": 8}}.';
const HOW_OUTCOME = `Send {"check": 12, "result": "went_badly"}; result is one of ${results.join(', ')}.`;

type Handle = (api: CheckApi, workspace: number, request: HttpRequest) => Promise<HttpAnswer>;

/**
 * For a CRM: `POST /api/check` answers what `mismatch check --json` prints, and neither keeps nor logs the lead's words;
 * `POST /api/outcome` hears what became of a lead that was checked there.
 */
export function checkRoutes(api: CheckApi): Route[] {
  const { token } = api;
  if (token === null) return [];
  const guard = guarded(api, token);
  return [
    { method: 'POST', path: '/api/check', maxBodyBytes: MAX_BODY_BYTES, handle: guard(checked) },
    { method: 'POST', path: '/api/outcome', maxBodyBytes: MAX_BODY_BYTES, handle: guard(reported) },
  ];
}

/** Lets in who has the token, at most so often over both addresses together. */
function guarded(api: CheckApi, token: string): (handle: Handle) => Route['handle'] {
  const good = limiter(MOST_A_MINUTE, MINUTE_MS);
  const bad = limiter(MOST_REFUSED_A_MINUTE, MINUTE_MS);
  return (handle) => async (request) => {
    const nowMs = api.clock().getTime();
    const known = isToken(request.headers.authorization, token);
    const waitSeconds = (known ? good : bad)(nowMs);
    if (waitSeconds !== null) {
      const after = { 'retry-after': String(waitSeconds) };
      return refusal(429, `Too many requests: try again in ${waitSeconds} seconds.`, after);
    }
    if (!known) {
      const how = { 'www-authenticate': 'Bearer' };
      return refusal(401, 'Send the header Authorization: Bearer followed by CHECK_API_TOKEN.', how);
    }
    if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
      return refusal(415, 'Send JSON, with the header Content-Type: application/json.');
    }
    const here = await workspaceOf(api, request);
    return typeof here === 'number' ? handle(api, here, request) : here;
  };
}

/** The workspace that is named, or the only one there is. */
async function workspaceOf({ workspaces }: CheckApi, request: HttpRequest): Promise<number | HttpAnswer> {
  const all = await workspaces();
  const asked = request.query.get('workspace');
  const [here] = asked === null ? all : all.filter((one) => String(one) === asked);
  if (all.length === 0) return refusal(503, 'Mismatch is still starting: try again.', { 'retry-after': '2' });
  if (here !== undefined && (asked !== null || all.length === 1)) return here;
  return refusal(400, `Say which workspace: add ?workspace= with one of ${all.join(', ')}.`);
}

async function checked(
  { db, scripts, clock }: CheckApi,
  workspace: number,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const input = inputIn(await request.text());
  if (!input) return refusal(400, HOW);
  const ground = await loadGround(db, workspace, scripts);
  const { lead, result } = checkLead(ground, input);
  const at = clock().toISOString();
  const check = await db
    .transaction()
    .execute((trx) => recordCheck(trx, workspace, { lead, result, askedBy: 'http', via: 'http', at }));
  return { status: 200, body: { check, ...checkShown(ground, lead, result) } };
}

async function reported(
  { db, clock }: CheckApi,
  workspace: number,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const read = became.safeParse(parsed(await request.text()));
  if (!read.success) return refusal(400, HOW_OUTCOME);
  const { check, result } = read.data;
  const own = await ownCheck(db, workspace, 'http', check);
  if (!own)
    return refusal(404, `No check ${check} was made here: use the number that POST /api/check answered.`);
  const said = { check, result, by: 'http', via: 'http' as const, at: clock().toISOString() };
  await db.transaction().execute((trx) => reportOutcome(trx, workspace, said));
  return { status: 200, body: { check, result, personas: own.matched } };
}

function inputIn(text: string): LeadInput | null {
  const json = parsed(text);
  const read = json === undefined ? null : asked.safeParse(json);
  if (!read?.success) return null;
  const { text: words = '', traits = [] } = read.data;
  const list = Array.isArray(traits)
    ? traits
    : Object.entries(traits).map(([dimension, value]) => ({ dimension, value }));
  return { text: words, pairs: list.map(({ dimension, value }) => `${dimension}=${value}`) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Compared by digest: neither the time nor the length tells anything of the token. */
function isToken(header: string | undefined, token: string): boolean {
  const sent = /^bearer\s+(.+)$/i.exec(header ?? '')?.[1]?.trim() ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(token));
}
