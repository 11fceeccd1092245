import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../database/open.ts';
import { type HttpRequest, limiter, type Route, refusal } from '../http/route.ts';
import type { Script } from '../interview/script.ts';
import { checkLead, checkShown, type LeadInput, loadGround } from './run.ts';
import { recordCheck } from './store.ts';

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

const HOW = 'Send {"text": "retail, 8 people"} or {"traits": {"industry": "retail", "company_size": 8}}.';

/** `POST /api/check` for a CRM: what `mismatch check --json` prints. The lead's words are neither kept nor logged. */
export function checkRoutes(api: CheckApi): Route[] {
  const { token } = api;
  if (token === null) return [];
  const good = limiter(MOST_A_MINUTE, MINUTE_MS);
  const bad = limiter(MOST_REFUSED_A_MINUTE, MINUTE_MS);
  return [
    {
      method: 'POST',
      path: '/api/check',
      maxBodyBytes: MAX_BODY_BYTES,
      handle: async (request) => {
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
        return checked(api, request);
      },
    },
  ];
}

async function checked({ db, scripts, workspaces, clock }: CheckApi, request: HttpRequest) {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return refusal(415, 'Send JSON, with the header Content-Type: application/json.');
  }
  const input = inputIn(await request.text());
  if (!input) return refusal(400, HOW);
  const all = await workspaces();
  const asked = request.query.get('workspace');
  const [here] = asked === null ? all : all.filter((one) => String(one) === asked);
  if (all.length > 0 && (here === undefined || (asked === null && all.length > 1))) {
    return refusal(400, `Say which workspace: add ?workspace= with one of ${all.join(', ')}.`);
  }
  if (here === undefined)
    return refusal(503, 'Mismatch is still starting: try again.', { 'retry-after': '2' });
  const ground = await loadGround(db, here, scripts);
  const { lead, result } = checkLead(ground, input);
  const at = clock().toISOString();
  const check = await db
    .transaction()
    .execute((trx) => recordCheck(trx, here, { lead, result, askedBy: 'http', via: 'http', at }));
  return { status: 200, body: { check, ...checkShown(lead, result) } };
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
