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
};

export type Tokens = { in: number | null; out: number | null };

/** What came back. Everything but `answered` sends the caller to the embedded drafter. */
export type ModelReply =
  | { outcome: 'answered'; text: string; tokens: Tokens; durationMs: number }
  | { outcome: ModelFailure; why: string; tokens: Tokens; durationMs: number };

export type ModelFailure =
  | 'refused'
  | 'truncated'
  | 'filtered'
  | 'empty'
  | 'rate_limited'
  | 'timeout'
  | 'unreachable'
  | 'failed';

/** Anything that can put evidence into words. It never throws for what an endpoint does. */
export type Model = {
  name: string;
  word(request: ModelRequest): Promise<ModelReply>;
};
