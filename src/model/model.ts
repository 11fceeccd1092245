/** A JSON Schema as OpenAI-compatible endpoints take it. */
export type JsonSchema = Record<string, unknown>;

/** One question to a model: what it is told, what it is given, and the shape of its answer. */
export type ModelRequest = {
  /** The prompt file's name and the hash of its text. */
  prompt: string;
  promptHash: string;
  system: string;
  user: string;
  schema: { name: string; schema: JsonSchema };
  /** Roughly how long the reply will be; left out: as long as a persona. */
  tokensOut?: number;
};

export type Tokens = { in: number | null; out: number | null };

/** What came back. Everything but `answered` sends the caller to the embedded drafter. */
export type ModelReply =
  | { outcome: 'answered'; text: string; tokens: Tokens; durationMs: number }
  /** `status`: of HTTP, where there was one. */
  | { outcome: ModelFailure; status: number | null; tokens: Tokens; durationMs: number };

export type ModelFailure =
  | 'refused'
  | 'truncated'
  | 'filtered'
  | 'empty'
  | 'rate_limited'
  | 'timeout'
  | 'unreachable'
  /** The bot was being stopped. */
  | 'stopped'
  /** It refused every way of asking. */
  | 'not_understood'
  | 'too_long'
  /** What it was given does not fit into it. */
  | 'too_much'
  /** What it answered is nothing that a model says: a page of HTML, half a reply. */
  | 'no_completion'
  | 'failed';

/** Anything that can put evidence into words. It never throws for what an endpoint does. */
export type Model = {
  name: string;
  /** How many requests it takes at a time. */
  atOnce: number;
  word(request: ModelRequest): Promise<ModelReply>;
};
