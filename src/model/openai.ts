import OpenAI, {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  RateLimitError,
} from 'openai';
import type { Config } from '../config.ts';
import type { Model, ModelFailure, ModelReply, ModelRequest, Tokens } from './model.ts';

export type ModelConfig = Config['model'];
/** How an endpoint is asked for JSON: the strictest way it understands. */
type Rung = 'json_schema' | 'json_object' | 'plain';
const LADDER: Rung[] = ['json_schema', 'json_object', 'plain'];

/** A persona is a page of text; an endpoint that needs longer is not going to answer. */
const TIMEOUT_MS = 60_000;
const RETRIES = 1;
/** More than any wording needs; a longer reply is cut off and counts as truncated. */
const MOST_TOKENS_OUT = 4_000;
const NO_TOKENS: Tokens = { in: null, out: null };

/** The lowest rung each endpoint was found to need, so that it is not climbed again with every call. */
const rungs = new Map<string, Rung>();

export type ModelTimes = { timeoutMs?: number; retries?: number };

/** The configured model, or `null` where none is. Works with any endpoint that speaks OpenAI's chat completions. */
export function modelFor(config: ModelConfig, times: ModelTimes = {}): Model | null {
  const { endpoint } = config;
  if (endpoint === null) return null;
  const client = new OpenAI({
    // Endpoints without keys still want the header.
    apiKey: endpoint.apiKey ?? 'none',
    baseURL: endpoint.baseUrl,
    timeout: times.timeoutMs ?? TIMEOUT_MS,
    maxRetries: times.retries ?? RETRIES,
    logLevel: 'off',
    organization: null,
    project: null,
  });
  const place = `${endpoint.baseUrl ?? ''} ${endpoint.model}`;
  return {
    name: endpoint.model,
    word: (request) => climb(client, endpoint.model, place, request),
  };
}

async function climb(
  client: OpenAI,
  model: string,
  place: string,
  request: ModelRequest,
): Promise<ModelReply> {
  const started = performance.now();
  const done = (reply: Unfinished): ModelReply => ({
    ...reply,
    durationMs: Math.round(performance.now() - started),
  });
  for (const rung of LADDER.slice(LADDER.indexOf(rungs.get(place) ?? 'json_schema'))) {
    const reply = await ask(client, model, rung, request);
    if (reply.outcome !== 'not understood') {
      rungs.set(place, rung);
      return done(reply);
    }
  }
  return done({ outcome: 'failed', why: 'the endpoint refused the request', tokens: NO_TOKENS });
}

type Unfinished =
  | { outcome: 'answered'; text: string; tokens: Tokens }
  | { outcome: ModelFailure; why: string; tokens: Tokens };

async function ask(
  client: OpenAI,
  model: string,
  rung: Rung,
  request: ModelRequest,
): Promise<Unfinished | { outcome: 'not understood' }> {
  try {
    const completion = await client.chat.completions.create({
      model,
      messages: [
        { role: 'system', content: systemFor(rung, request) },
        { role: 'user', content: request.user },
      ],
      max_completion_tokens: MOST_TOKENS_OUT,
      ...formatFor(rung, request),
    });
    return readCompletion(completion);
  } catch (error) {
    // 400 and 422 are how endpoints say that they do not know a field.
    if (error instanceof APIError && (error.status === 400 || error.status === 422) && rung !== 'plain') {
      return { outcome: 'not understood' };
    }
    return { ...failureOf(error), tokens: NO_TOKENS };
  }
}

function systemFor(rung: Rung, { system, schema }: ModelRequest): string {
  if (rung === 'json_schema') return system;
  return `${system}\n\nAnswer with one JSON value and nothing else. It must match this JSON Schema:\n${JSON.stringify(schema.schema)}`;
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

function readCompletion(completion: OpenAI.Chat.Completions.ChatCompletion): Unfinished {
  const tokens: Tokens = {
    in: completion.usage?.prompt_tokens ?? null,
    out: completion.usage?.completion_tokens ?? null,
  };
  const choice = completion.choices?.[0];
  if (!choice?.message) return { outcome: 'empty', why: 'it answered with nothing', tokens };
  if (choice.message.refusal) return { outcome: 'refused', why: 'it declined to answer', tokens };
  if (choice.finish_reason === 'content_filter') {
    return { outcome: 'filtered', why: 'its content filter stopped the answer', tokens };
  }
  if (choice.finish_reason === 'length') {
    return { outcome: 'truncated', why: 'its answer was cut off', tokens };
  }
  const text = choice.message.content ?? '';
  if (text.trim() === '') return { outcome: 'empty', why: 'it answered with nothing', tokens };
  return { outcome: 'answered', text, tokens };
}

/** Never the endpoint's own words: they may repeat what was sent. */
function failureOf(error: unknown): { outcome: ModelFailure; why: string } {
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) {
    return { outcome: 'timeout', why: 'it did not answer in time' };
  }
  if (error instanceof RateLimitError) return { outcome: 'rate_limited', why: 'it has too much to do (429)' };
  if (error instanceof APIConnectionError) return { outcome: 'unreachable', why: 'it cannot be reached' };
  if (error instanceof APIError && error.status !== undefined) {
    return { outcome: 'failed', why: `it answered with HTTP status ${String(error.status)}` };
  }
  return { outcome: 'failed', why: 'its answer could not be read' };
}
