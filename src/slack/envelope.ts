import { createHash } from 'node:crypto';

type Json = Record<string, unknown>;

export const KINDS = [
  'event',
  'profile',
  'echo',
  'command',
  'block_actions',
  'view_submission',
  'view_closed',
  'message_action',
  'shortcut',
  'block_suggestion',
  'other',
] as const;

export type EnvelopeKind = (typeof KINDS)[number];

/** What identifies one delivery: the same key is the same thing done once, however often it arrives. */
export type Envelope = {
  kind: EnvelopeKind;
  key: string;
  team: string | null;
  person: string | null;
  /** They belong to another workspace, and meet the bot in a channel that both share. */
  isOutsider: boolean;
};

/** Reads off a payload what the inbox needs; never fails, whatever the payload looks like. */
export function envelopeOf(body: Json): Envelope {
  const kind = kindOf(body);
  const team = teamOf(body);
  const key = `${kind}:${identityOf(kind, body)}`;
  return { kind, key, team, person: personOf(kind, body), isOutsider: isOutsider(body, team) };
}

function kindOf(body: Json): EnvelopeKind {
  if (typeof body.command === 'string') return 'command';
  const event = object(body.event);
  if (event) return event.type === 'user_change' ? 'profile' : isEcho(event) ? 'echo' : 'event';
  switch (body.type) {
    case 'block_actions':
    case 'view_submission':
    case 'view_closed':
    case 'message_action':
    case 'shortcut':
    case 'block_suggestion':
      return body.type;
    default:
      return 'other';
  }
}

/** A message of a bot, such as this one, posted, changed or deleted: Slack tells of those too. */
function isEcho(event: Json): boolean {
  const messages = [event, object(event.message), object(event.previous_message)];
  return event.type === 'message' && messages.some((message) => text(message?.bot_id) !== null);
}

/**
 * Events carry an `event_id`, everything a person does a one-time `trigger_id`. A closed view has neither. The
 * hash of the whole payload stands in where Slack sends nothing of its own.
 */
function identityOf(kind: EnvelopeKind, body: Json): string {
  const own = kind === 'event' || kind === 'echo' ? body.event_id : body.trigger_id;
  // The database would keep half a character as a sign that stands for any: several ids would become one.
  if (typeof own === 'string' && own !== '' && own.isWellFormed()) return own;
  const view = object(body.view);
  const closed = `${String(view?.id)}:closed`;
  if (kind === 'view_closed' && view && closed.isWellFormed()) return closed;
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

function teamOf(body: Json): string | null {
  const authorizations = body.authorizations;
  const first = Array.isArray(authorizations) ? object(authorizations[0]) : null;
  return (
    text(first?.team_id) ??
    text(object(body.view)?.app_installed_team_id) ??
    text(body.team_id) ??
    text(object(body.team)?.id) ??
    text(object(body.user)?.team_id)
  );
}

/**
 * Slack names the team of whoever clicked or wrote (https://docs.slack.dev/apis/slack-connect). In an organisation
 * (Enterprise Grid) a colleague's may be another of its workspaces, or the organisation, whose ids begin with E: a click
 * does not tell them from outsiders, so there nobody is taken for one by a click.
 */
function isOutsider(body: Json, team: string | null): boolean {
  const event = object(body.event);
  const known = event
    ? body.is_ext_shared_channel === true && (text(event.user_team) ?? text(event.team))
    : !object(body.enterprise) && text(object(body.user)?.team_id);
  return Boolean(known) && team !== null && known !== team && !String(known).startsWith('E');
}

function personOf(kind: EnvelopeKind, body: Json): string | null {
  if (kind === 'command') return text(body.user_id);
  if (kind !== 'event' && kind !== 'echo') return text(object(body.user)?.id);
  const event = object(body.event);
  const inner = object(event?.message) ?? object(event?.previous_message);
  return text(event?.user) ?? text(inner?.user);
}

function object(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
