import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { loadPersona, numberOf, type StoredPersona } from '../personas/store.ts';
import { put } from '../slack/outbox.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, mentionOf } from '../text/mrkdwn.ts';
import { buttons, type DecidedLine, decidedMessage, reviewMessage } from './blocks.ts';
import type { Decided, DecisionConfig, DecisionRequest } from './decision.ts';

/** The one message that stands for a version in the review channel. */
const slotFor = (persona: string, version: number): string => `review:${persona}:${version}`;

type Posting = { workspace: number; config: Pick<DecisionConfig, 'reviewChannel' | 'language'>; now: string };

/** Puts a draft into the review channel, and says under the one before it that it was replaced. */
export async function postDraft(db: Database, posting: Posting, persona: StoredPersona): Promise<void> {
  const { workspace, config, now } = posting;
  if (config.reviewChannel === null) return;
  const message = reviewMessage(persona, await parentName(db, workspace, persona), config.language);
  await put(db, workspace, slotFor(persona.id, persona.version), config.reviewChannel, message, now);
  await closeOlder(db, posting, persona);
}

export async function parentName(
  db: Database,
  workspace: number,
  { body }: Pick<StoredPersona, 'body'>,
): Promise<string | null> {
  if (body.parent === null) return null;
  return (await loadPersona(db, workspace, body.parent))?.body.name ?? body.parent;
}

async function closeOlder(
  db: Database,
  { workspace, config, now }: Posting,
  persona: StoredPersona,
): Promise<void> {
  const texts = textsIn(config.language).review.decided;
  const older = await db
    .selectFrom('persona_versions')
    .select(['version', 'name'])
    .where('workspace', '=', workspace)
    .where('persona', '=', persona.id)
    .where('status', '=', 'superseded')
    .where('version', '<', persona.version)
    .execute();
  for (const { version, name } of older) {
    const headline = texts.superseded(escapeMrkdwn(name), version);
    await replaceCard(db, workspace, { id: persona.id, name, version }, { headline, details: [] }, now);
  }
}

export type DecisionShown =
  | { state: 'waiting'; needed: number; use: string | null }
  | { state: 'decided'; use: string | null; also: Decided[] };

/** Replaces a draft's message by who decided what; a version that was never posted has none. */
export async function showDecision(
  db: Database,
  request: DecisionRequest,
  decided: Decided,
  shown: DecisionShown,
): Promise<void> {
  const { workspace, config, now, decision, reason } = request;
  const texts = textsIn(config.language).review.decided;
  const by = whoShown(request, texts);
  const name = escapeMrkdwn(decided.name);
  const details = [
    ...(shown.use !== null && decision === 'approve' ? [texts.use(escapeMrkdwn(shown.use))] : []),
    ...(reason.trim() === '' ? [] : [texts.reason(escapeMrkdwn(reason.trim()))]),
  ];
  if (shown.state === 'waiting') {
    await keepButtons(db, request, decided, texts.waiting(name, by, shown.needed), details);
    return;
  }
  if (shown.also.length > 0) {
    details.push(texts.also(shown.also.map((micro) => escapeMrkdwn(micro.name)).join(', ')));
  }
  const headline = texts[decision](name, decided.version, by);
  const inUse = decision === 'approve' || decision === 'confirm';
  const persona = inUse ? await loadPersona(db, workspace, decided.id, decided.version) : null;
  const actions = persona === null ? {} : { actions: buttons(persona, config.language) };
  await replaceCard(db, workspace, decided, { headline, details, ...actions }, now);
  await closeCards(db, workspace, decided.id, { headline, details }, now);
  for (const micro of shown.also) {
    const headline = texts.retire(escapeMrkdwn(micro.name), micro.version, by);
    await replaceCard(db, workspace, micro, { headline, details: [] }, now);
    await closeCards(db, workspace, micro.id, { headline, details: [] }, now);
  }
}

/** The cards that asked whether a persona still holds have their answer. */
async function closeCards(
  db: Database,
  workspace: number,
  persona: string,
  line: DecidedLine,
  now: string,
): Promise<void> {
  const rows = await db
    .selectFrom('outbox')
    .select(['slot', 'address'])
    .where('workspace', '=', workspace)
    .where('slot', '>=', `stale:${persona}:`)
    .where('slot', '<', `stale:${persona};`)
    .execute();
  for (const { slot, address } of rows) await put(db, workspace, slot, address, decidedMessage(line), now);
}

type Decisions = ReturnType<typeof textsIn>['review']['decided'];

/** Who decided, as a card names them. */
export function whoShown({ by, via }: Pick<DecisionRequest, 'by' | 'via'>, texts: Decisions): string {
  return via === 'command line' ? texts.byCommandLine(mentionOf(by)) : mentionOf(by);
}

/** The first of two approvals: the draft stays up, with a line on who agreed. */
async function keepButtons(
  db: Database,
  { workspace, config, now }: DecisionRequest,
  decided: Decided,
  headline: string,
  details: string[],
): Promise<void> {
  const persona = await loadPersona(db, workspace, decided.id, decided.version);
  if (persona === null || !(await isPosted(db, workspace, decided))) return;
  const message = reviewMessage(persona, await parentName(db, workspace, persona), config.language);
  const head = decidedMessage({ headline, details }).blocks ?? [];
  const blocks = [...head, ...(message.blocks ?? [])];
  await rewrite(db, workspace, decided, { text: headline, blocks }, now);
}

/** What stands in place of a posted version from now on; one that was never posted has no place. */
export async function replaceCard(
  db: Database,
  workspace: number,
  decided: Decided,
  line: DecidedLine,
  now: string,
): Promise<void> {
  if (await isPosted(db, workspace, decided))
    await rewrite(db, workspace, decided, decidedMessage(line), now);
}

async function isPosted(db: Database, workspace: number, { id, version }: Decided): Promise<boolean> {
  return (await addressOf(db, workspace, id, version)) !== null;
}

async function rewrite(
  db: Database,
  workspace: number,
  { id, version }: Decided,
  message: Parameters<typeof put>[4],
  now: string,
): Promise<void> {
  const address = await addressOf(db, workspace, id, version);
  if (address !== null) await put(db, workspace, slotFor(id, version), address, message, now);
}

async function addressOf(
  db: Database,
  workspace: number,
  persona: string,
  version: number,
): Promise<string | null> {
  const row = await db
    .selectFrom('outbox')
    .select('address')
    .where('workspace', '=', workspace)
    .where('slot', '=', slotFor(persona, version))
    .executeTakeFirst();
  return row?.address ?? null;
}

/** A draft that Slack refused is tried again after this: by then somebody may have invited the bot. */
const AGAIN_MS = 10 * 60_000;

/**
 * Posts every draft that waits and stands nowhere yet, wherever it was made. One that Slack refused is posted anew
 * when the review channel is another one now, and otherwise every ten minutes. Call it in a transaction.
 *
 * @returns how many were posted
 */
export async function postWaiting(db: Database, posting: Posting): Promise<number> {
  const { workspace, config, now } = posting;
  if (config.reviewChannel === null) return 0;
  const before = new Date(Date.parse(now) - AGAIN_MS).toISOString();
  let posted = 0;
  for (const { persona, version } of await unposted(db, workspace, config.reviewChannel, before)) {
    const draft = await loadPersona(db, workspace, persona, version);
    if (draft === null) continue;
    // The address of a slot is fixed with its first put.
    await db
      .deleteFrom('outbox')
      .where('workspace', '=', workspace)
      .where('slot', '=', slotFor(persona, version))
      .execute();
    await postDraft(db, posting, draft);
    posted += 1;
  }
  return posted;
}

/** Drafts without a message, and those whose message was given up before it ever stood anywhere. */
async function unposted(db: Database, workspace: number, channel: string, before: string) {
  const rows = await db
    .selectFrom('persona_versions as draft')
    .leftJoin('outbox', (join) =>
      join
        .onRef('outbox.workspace', '=', 'draft.workspace')
        .on('outbox.slot', '=', sql<string>`'review:' || draft.persona || ':' || draft.version`),
    )
    .select(['draft.persona', 'draft.version'])
    .where('draft.workspace', '=', workspace)
    .where('draft.status', '=', 'draft')
    .where((eb) =>
      eb.or([
        eb('outbox.slot', 'is', null),
        eb.and([
          eb('outbox.wanted', 'is', null),
          eb('outbox.message_ts', 'is', null),
          eb('outbox.failure', 'is not', null),
          eb.or([eb('outbox.address', '<>', channel), eb('outbox.wanted_at', '<=', before)]),
        ]),
      ]),
    )
    .execute();
  return rows.sort((a, b) => numberOf(a.persona) - numberOf(b.persona));
}
