import OpenAI, {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  RateLimitError,
} from 'openai';
import type { Config } from '../config.ts';
import { capped, TooLong } from './capped.ts';
import { inMemory, type Ladder, type Rung } from './ladder.ts';
import type { Model, ModelFailure, ModelReply, ModelRequest, Tokens } from './model.ts';

export type ModelConfig = Config['model'];
const RUNGS: Rung[] = ['json_schema', 'json_object', 'plain'];

/** A persona is a page of text; an endpoint that needs longer, retries and rungs included, is not going to answer. */
const TIMEOUT_MS = 60_000;
/** The client waits as long as Retry-After says in between. */
const RETRIES = 2;
/** Calls at once: more make a small endpoint of one's own slower, not faster. */
export const AT_ONCE = 4;
/** More than any wording needs; a longer reply is cut off and counts as truncated. */
const MOST_TOKENS_OUT = 4_000;
/** How endpoints say that they do not know a field. */
const NOT_UNDERSTOOD = new Set([400, 422, 501]);
const NO_TOKENS: Tokens = { in: null, out: null };

export type ModelOptions = {
  timeoutMs?: number;
  retries?: number;
  /** Remembers how the endpoint has to be asked; left out: as long as this process lives. */
  ladder?: Ladder;
  /** Aborts what is under way, and lets nothing more begin. */
  stop?: AbortSignal;
};

type Endpoint = {
  client: OpenAI;
  model: string;
  place: string;
  timeoutMs: number;
  ladder: Ladder;
  stop: AbortSignal | null;
};

/** The configured model, or `null` where none is. Works with any endpoint that speaks OpenAI's chat completions. */
export function modelFor(config: ModelConfig, options: ModelOptions = {}): Model | null {
  const { endpoint } = config;
  if (endpoint === null) return null;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const client = new OpenAI({
    // Endpoints without keys still want the header.
    apiKey: endpoint.apiKey ?? 'none',
    baseURL: endpoint.baseUrl,
    timeout: timeoutMs,
    maxRetries: options.retries ?? RETRIES,
    fetch: capped(fetch),
    logLevel: 'off',
    organization: null,
    project: null,
  });
  const asked: Endpoint = {
    client,
    model: endpoint.model,
    place: placeOf(endpoint.baseUrl, endpoint.model),
    timeoutMs,
    ladder: options.ladder ?? inMemory,
    stop: options.stop ?? null,
  };
  return { name: endpoint.model, atOnce: AT_ONCE, word: (request) => climb(asked, request) };
}

/** An address may carry a user and a password: they are no part of the place. */
function placeOf(baseUrl: string | null, model: string): string {
  const { host, pathname } = new URL(baseUrl ?? 'https://api.openai.com/v1');
  return `${host}${pathname.replace(/\/$/, '')} ${model}`;
}

async function climb(endpoint: Endpoint, request: ModelRequest): Promise<ModelReply> {
  const started = performance.now();
  const done = (reply: Unfinished): ModelReply => ({
    ...reply,
    durationMs: Math.round(performance.now() - started),
  });
  const limit = AbortSignal.timeout(endpoint.timeoutMs);
  const signal = endpoint.stop === null ? limit : AbortSignal.any([limit, endpoint.stop]);
  const known = await endpoint.ladder.rungOf(endpoint.place);
  for (const rung of RUNGS.slice(RUNGS.indexOf(known ?? 'json_schema'))) {
    if (endpoint.stop?.aborted) break;
    const reply = await ask(endpoint, rung, request, signal);
    if (reply.outcome === 'not understood') continue;
    // Only an answer shows that the endpoint understands this rung.
    if (reply.outcome === 'answered' && rung !== known) await endpoint.ladder.remember(endpoint.place, rung);
    return done(reply);
  }
  return done(STOPPED);
}

type Unfinished =
  | { outcome: 'answered'; text: string; tokens: Tokens }
  | { outcome: ModelFailure; status: number | null; tokens: Tokens };

const STOPPED: Unfinished = { outcome: 'stopped', status: null, tokens: NO_TOKENS };

async function ask(
  { client, model, stop }: Endpoint,
  rung: Rung,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<Unfinished | { outcome: 'not understood' }> {
  try {
    const completion = await client.chat.completions.create(
      {
        model,
        messages: [
          { role: 'system', content: systemFor(rung, request) },
          { role: 'user', content: request.user },
        ],
        ...capFor(rung),
        ...formatFor(rung, request),
      },
      { signal },
    );
    return readCompletion(completion);
  } catch (error) {
    if (stop?.aborted) return STOPPED;
    const failure = failureOf(error);
    return failure.outcome === 'not_understood' && rung !== 'plain'
      ? { outcome: 'not understood' }
      : { ...failure, tokens: NO_TOKENS };
  }
}

function systemFor(rung: Rung, { system, schema }: ModelRequest): string {
  if (rung === 'json_schema') return system;
  return `${system}\n\nAnswer with one JSON value and nothing else. It must match this JSON Schema:\n${JSON.stringify(schema.schema)}`;
}

/** Older servers know the cap under its older name only; who needs the last rung is one of them. */
function capFor(rung: Rung) {
  return rung === 'plain' ? { max_tokens: MOST_TOKENS_OUT } : { max_completion_tokens: MOST_TOKENS_OUT };
}

function formatFor(rung: Rung, { schema }: ModelRequest) {
  switch (rung) {
    case 'json_schema':
      return {
        response_format: {
          type: 'json_schema' as const,
          json_schema: { name: schema.name, strict: true, schema: schema.schema },
        },
      };
    case 'json_object':
      return { response_format: { type: 'json_object' as const } };
    case 'plain':
      return {};
  }
}

/** Nothing of it is believed before it was looked at: some endpoints answer with a page of HTML and status 200. */
function readCompletion(completion: OpenAI.Chat.Completions.ChatCompletion): Unfinished {
  if (typeof completion !== 'object' || completion === null) {
    return { outcome: 'no_completion', status: null, tokens: NO_TOKENS };
  }
  const tokens: Tokens = {
    in: count(completion.usage?.prompt_tokens),
    out: count(completion.usage?.completion_tokens),
  };
  const choice = completion.choices?.[0];
  if (!choice?.message) return { outcome: 'empty', status: null, tokens };
  if (choice.message.refusal) return { outcome: 'refused', status: null, tokens };
  if (choice.finish_reason === 'content_filter') {
    return { outcome: 'filtered', status: null, tokens };
  }
  if (choice.finish_reason === 'length') {
    return { outcome: 'truncated', status: null, tokens };
  }
  const text = choice.message.content;
  if (typeof text !== 'string' || text.trim() === '') {
    return { outcome: 'empty', status: null, tokens };
  }
  return { outcome: 'answered', text, tokens };
}

function count(tokens: unknown): number | null {
  return typeof tokens === 'number' && Number.isInteger(tokens) && tokens >= 0 ? tokens : null;
}

/** Never the endpoint's own words: they may repeat what was sent. */
function failureOf(error: unknown): { outcome: ModelFailure; status: number | null } {
  const status = error instanceof APIError ? (error.status ?? null) : null;
  return { outcome: kindOf(error, status), status };
}

function kindOf(error: unknown, status: number | null): ModelFailure {
  if (error instanceof TooLong || (error instanceof Error && error.cause instanceof TooLong))
    return 'too_long';
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) return 'timeout';
  if (error instanceof RateLimitError) return 'rate_limited';
  if (error instanceof APIError && NOT_UNDERSTOOD.has(status ?? 0)) {
    // About this one text: no other way of asking would help.
    if (error.code === 'content_filter') return 'filtered';
    return error.code === 'context_length_exceeded' ? 'too_much' : 'not_understood';
  }
  if (error instanceof APIConnectionError) return 'unreachable';
  return status === null ? 'no_completion' : 'failed';
}
