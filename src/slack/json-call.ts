import {
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { exchange } from './exchange.ts';

/** Where a method is called, and as whom. */
type Callee = { url: string; token: string; timeoutMs: number };

/**
 * Calls a method of the Web API that writes messages, with its arguments as JSON (docs.slack.dev/apis/web-api, "POST
 * bodies"). It costs far less processor time than the client's own call (docs/decisions/steps.md), and fails with the
 * client's errors. It tries once: whoever calls waits and tries again.
 *
 * @throws WebAPIPlatformError where Slack refuses, WebAPIRateLimitedError with the seconds to wait, WebAPIHTTPError for
 * an answer that is not the Web API's, WebAPIRequestError where none came
 */
export async function jsonCall(
  { url, token, timeoutMs }: Callee,
  args: Record<string, unknown>,
): Promise<Result> {
  const { status, retryAfter, text } = await exchange({
    url,
    token,
    body: JSON.stringify(args),
    timeoutMs,
  }).catch((error: Error) => {
    throw new WebAPIRequestError(error);
  });
  const waitS = Number.parseInt(retryAfter ?? '', 10);
  if (status === 429 && !Number.isNaN(waitS)) throw new WebAPIRateLimitedError(waitS);
  const result = status === 200 ? resultIn(text) : null;
  if (result === null) throw new WebAPIHTTPError(status, '', {}, text);
  if (!result.ok) throw new WebAPIPlatformError({ ...result, error: String(result.error) });
  return result;
}

type Result = WebAPICallResult & { error?: string };

function resultIn(text: string): Result | null {
  try {
    const result: unknown = JSON.parse(text);
    return typeof result === 'object' && result !== null && 'ok' in result ? (result as Result) : null;
  } catch {
    return null;
  }
}
