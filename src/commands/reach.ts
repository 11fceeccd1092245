import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { mayCall } from '../model/budget.ts';
import { type Finding, fault, ok, warning } from './finding.ts';

const NOTHING = { in: 0, out: 0 };
const REACH_MS = 5_000;
const SLACK = 'https://slack.com/api/';

/** Whether the model endpoint answers. Nothing is sent but the request for its list of models. */
export async function reachModel({ model }: Config): Promise<Finding> {
  const { endpoint } = model;
  if (endpoint === null) return ok('model', 'none: the embedded drafter writes');
  if (!mayCall(model, 0, NOTHING).allowed) {
    const remedy =
      'Set MODEL_PRICE_IN_USD_PER_M and MODEL_PRICE_OUT_USD_PER_M, or leave the budget out; until then the embedded drafter writes.';
    return fault('model', 'there is a budget and no price, so the model is never asked', remedy);
  }
  const base = endpoint.baseUrl ?? 'https://api.openai.com/v1';
  try {
    const reply = await fetch(`${base.replace(/\/$/, '')}/models`, {
      headers: endpoint.apiKey === null ? {} : { authorization: `Bearer ${endpoint.apiKey}` },
      signal: AbortSignal.timeout(REACH_MS),
    });
    if (reply.status === 401 || reply.status === 403) {
      return fault('model', `${base} refuses the key (${reply.status})`, 'Correct OPENAI_API_KEY.');
    }
    return ok('model', `${base} answers; ${endpoint.model} is asked`);
  } catch {
    const remedy = 'Correct OPENAI_BASE_URL or the network; until then the embedded drafter writes.';
    return warning('model', `${base} cannot be reached`, remedy);
  }
}

/** Whether Slack knows the bot token, whether it may do what the manifest asks for, and whether both clocks agree. */
export async function reachSlack({ slack }: Config): Promise<Finding[]> {
  const base = slack.apiUrl ?? SLACK;
  try {
    const askedAt = Date.now();
    const reply = await fetch(`${base.replace(/\/?$/, '/')}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}` },
      signal: AbortSignal.timeout(REACH_MS),
    });
    const clock = clockFindings(reply.headers.get('date'), (askedAt + Date.now()) / 2);
    const said = (await reply.json()) as { ok?: boolean; error?: string; team?: string };
    if (said.ok !== true) {
      const remedy = 'Copy SLACK_BOT_TOKEN anew from your app\u2019s page "OAuth & Permissions".';
      return [fault('Slack', `the bot token is refused (${said.error ?? reply.status})`, remedy), ...clock];
    }
    const missing = missingScopes(reply.headers.get('x-oauth-scopes'));
    if (missing.length === 0)
      return [ok('Slack', `connected to ${said.team ?? 'the workspace'}, every scope is there`), ...clock];
    const remedy = 'Update the app from manifest.json and install it to the workspace again.';
    return [fault('Slack', `scopes are missing: ${missing.join(', ')}`, remedy), ...clock];
  } catch {
    const remedy = 'Correct the network or SLACK_API_URL; the bot retries by itself.';
    return [warning('Slack', `${base} cannot be reached`, remedy)];
  }
}

/** Slack's HTTP date is whole seconds, and an answer takes its time. */
const CLOCK_WARNING_MS = 30_000;
/** Signed requests older than this are refused, as Slack's documentation asks. */
const CLOCK_FAULT_MS = 300_000;

/** How far this computer's clock is from the other side's. `date`: an HTTP date; `nowMs`: when it was said. */
export function clockFindings(date: string | null, nowMs: number): Finding[] {
  const saidMs = Date.parse(date ?? '');
  if (Number.isNaN(saidMs)) return [];
  const aheadMs = nowMs - saidMs;
  const off = Math.abs(aheadMs);
  const seconds = `${Math.round(off / 1_000)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} Slack\u2019s`;
  const remedy = 'Let the system keep its clock by NTP (timedatectl set-ntp true).';
  if (off >= CLOCK_FAULT_MS) {
    return [fault('clock', `this computer\u2019s clock is ${seconds}: signed requests are refused`, remedy)];
  }
  if (off >= CLOCK_WARNING_MS)
    return [
      warning(
        'clock',
        `this computer\u2019s clock is ${seconds}: invitations come at the wrong time`,
        remedy,
      ),
    ];
  return [ok('clock', 'agrees with Slack\u2019s')];
}

function missingScopes(granted: string | null): string[] {
  if (granted === null) return [];
  const manifest = JSON.parse(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8')) as {
    oauth_config: { scopes: { bot: string[] } };
  };
  const have = new Set(granted.split(/[\s,]+/));
  return manifest.oauth_config.scopes.bot.filter((scope) => !have.has(scope));
}
