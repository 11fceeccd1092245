import type { IncomingHttpHeaders } from 'node:http';

export type HttpRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** The whole body as text. @throws BodyTooLarge beyond the route's limit */
  text(): Promise<string>;
};

/** A body that is no string is sent as JSON. */
export type HttpAnswer = { status: number; body: unknown; headers?: Record<string, string> };

/** One address of our own, beside those that Slack uses. */
export type Route = {
  method: 'GET' | 'POST';
  path: string;
  maxBodyBytes: number;
  handle(request: HttpRequest): Promise<HttpAnswer>;
};

export class BodyTooLarge extends Error {
  readonly maxBodyBytes: number;
  constructor(maxBodyBytes: number) {
    super('the body is too large');
    this.maxBodyBytes = maxBodyBytes;
  }
}

/** An answer that says in one sentence what was wrong. */
export function refusal(status: number, sentence: string, headers: Record<string, string> = {}): HttpAnswer {
  return { status, body: { error: sentence }, headers };
}

/** The route for a request, or the answer to one that has none. */
export function routeFor(routes: readonly Route[], method: string, path: string): Route | HttpAnswer {
  const here = routes.filter((route) => route.path === path);
  if (here.length === 0) return refusal(404, 'There is nothing at this address.');
  const allowed = here.map((route) => route.method).join(', ');
  const found = here.find((route) => route.method === method);
  return found ?? refusal(405, `Use ${allowed} for ${path}.`, { allow: allowed });
}

/**
 * Lets through `most` requests within any `windowMs`.
 * @returns how many seconds to wait, or `null` where the request may pass; it is counted only then
 */
export function limiter(most: number, windowMs: number): (nowMs: number) => number | null {
  let passed: number[] = [];
  return (nowMs) => {
    passed = passed.filter((at) => nowMs - at < windowMs);
    const [oldest] = passed;
    if (passed.length >= most && oldest !== undefined) return Math.ceil((oldest + windowMs - nowMs) / 1_000);
    passed.push(nowMs);
    return null;
  };
}
