import {
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { type Dispatcher, request } from 'undici';

/** Where a method is called, and as whom. */
type Callee = { url: string; token: string; timeoutMs: number };

/**
 * Calls a method of the Web API that writes messages, with its arguments as JSON (docs.slack.dev/apis/web-api, "POST
 * bodies"). It costs a third of the processor time of the client's own call, and fails with the client's errors. It
 * tries once: whoever calls waits and tries again.
 *
 * @throws WebAPIPlatformError where Slack refuses, WebAPIRateLimitedError with the seconds to wait, WebAPIHTTPError for
 * an answer that is not the Web API's, WebAPIRequestError where none came
 */
export async function jsonCall(
  { url, token, timeoutMs }: Callee,
  args: Record<string, unknown>,
): Promise<Result> {
  const { status, headers, text } = await exchange({
    url,
    options: {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(args),
    },
    timeoutMs,
  });
  const waitS = Number.parseInt(String(headers['retry-after']), 10);
  if (status === 429 && !Number.isNaN(waitS)) throw new WebAPIRateLimitedError(waitS);
  const result = status === 200 ? resultIn(text) : null;
  if (result === null) throw new WebAPIHTTPError(status, '', {}, text);
  if (!result.ok) throw new WebAPIPlatformError({ ...result, error: String(result.error) });
  return result;
}

type Result = WebAPICallResult & { error?: string };
type Order = { url: string; options: Parameters<typeof request>[1]; timeoutMs: number };
type Answer = { status: number; headers: Dispatcher.ResponseData['headers']; text: string };

async function exchange({ url, options, timeoutMs }: Order): Promise<Answer> {
  // Not AbortSignal.timeout: its timer outlives the answer, thousands of them at a time.
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    const { statusCode: status, headers, body } = await request(url, { ...options, signal: giveUp.signal });
    return { status, headers, text: await body.text() };
  } catch (error) {
    throw new WebAPIRequestError(error instanceof Error ? error : new Error(String(error)));
  } finally {
    clearTimeout(timer);
  }
}

function resultIn(text: string): Result | null {
  try {
    const result: unknown = JSON.parse(text);
    return typeof result === 'object' && result !== null && 'ok' in result ? (result as Result) : null;
  } catch {
    return null;
  }
}
