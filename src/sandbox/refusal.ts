/** Slack's `ok: false` with its error word; thrown so that a method reads as its successful path. */
export class Refusal extends Error {
  readonly code: string;
  /** Further keys of the answer, such as `response_metadata` or `needed`. */
  readonly extra: Record<string, unknown>;

  constructor(code: string, extra: Record<string, unknown> = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.extra = extra;
  }
}

/** A refusal that names each problem the way Slack does, in `response_metadata.messages`. */
export function refusalWith(code: string, messages: string[]): Refusal {
  return new Refusal(code, { response_metadata: { messages } });
}

/** An act that Slack's client would not let a person do: one sentence and, where there is one, Slack's word. */
export class PersonRefusal extends Error {
  readonly code: string | null;
  readonly errors: Record<string, string> | null;

  constructor(sentence: string, code: string | null = null, errors: Record<string, string> | null = null) {
    super(sentence);
    this.name = 'PersonRefusal';
    this.code = code;
    this.errors = errors;
  }
}
