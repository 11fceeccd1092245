import type { Database } from '../database/open.ts';
import type { Via } from '../database/tables.ts';
import { newestRegrouping, saveRegrouping, undoRegrouping } from '../drafting/regroup-store.ts';
import { supersedeDraft } from '../drafting/staging.ts';
import type { Trait } from '../evidence/evidence.ts';
import { groupGates } from '../evidence/groups.ts';
import { isByHand } from '../personas/by-hand.ts';
import { casesOf } from '../personas/customers.ts';
import { isWanted } from '../personas/persona.ts';
import { listPersonas, loadPersona, type StoredPersona } from '../personas/store.ts';
import { type Catalogue, textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn } from '../text/mrkdwn.ts';
import { currentDraft } from './current.ts';
import type { DecisionConfig } from './decision.ts';
import { recordDecision } from './decision-store.ts';
import { replaceCard, whoShown } from './post.ts';
import { mayDecide } from './review.ts';

export type Wish =
  /** The other's customers join this persona's. */
  | { kind: 'merge'; with: string }
  /** Those with the trait, or those named, become a persona of their own. */
  | { kind: 'split'; by: Trait | { customers: string[] } }
  /** The newest merge or split of this persona is taken back. */
  | { kind: 'undo' };

export type WishRequest = {
  workspace: number;
  /** An id or a name, and the version that was looked at; `null`: the draft that stands. */
  persona: string;
  version: number | null;
  wish: Wish;
  by: string;
  via: Via;
  reason: string;
  config: Pick<DecisionConfig, 'reviewers' | 'language' | 'reviewChannel'>;
  reader?: Language;
  now: string;
};

/** `noted`: the next draft makes it so. */
export type WishOutcome =
  | { outcome: 'noted'; id: string; name: string; regrouping: number }
  | { outcome: 'refused'; field: 'with' | 'by' | 'reason'; reason: string };

type Refused = Extract<WishOutcome, { outcome: 'refused' }>;
const refused = (field: Refused['field'], reason: string): Refused => ({ outcome: 'refused', field, reason });

/**
 * Notes down that two drafts are one kind, that one is two, or that neither is so after all. The next draft counts
 * everything anew; start one afterwards. Call it in a transaction.
 */
export async function regroupAsked(db: Database, request: WishRequest): Promise<WishOutcome> {
  const { workspace, wish, by, config, reason } = request;
  const texts = textsIn(request.reader ?? config.language).review;
  if (wish.kind === 'undo') return undo(db, request, texts);
  const current = await currentDraft({ db, workspace, person: by, config }, request, texts);
  if ('refused' in current) return refused('reason', current.refused);
  if (!isKind(current)) return refused('reason', texts.regroup.notKind(current.body.name));
  if (reason.trim() === '') return refused('reason', texts.refused.reasonKept);
  return wish.kind === 'merge'
    ? merge(db, request, current, wish.with, texts)
    : split(db, request, current, wish.by, texts);
}

/** Drafted from answers, and no micro persona: what can be merged and split. */
function isKind({ body }: StoredPersona): boolean {
  return body.kind !== 'micro' && !isWanted(body.kind) && !isByHand(body);
}

/** The drafts that this one could be merged with. */
export async function mergeable(
  db: Database,
  workspace: number,
  into: StoredPersona,
): Promise<StoredPersona[]> {
  const inUse = new Set((await listPersonas(db, workspace, 'approved')).map(({ id }) => id));
  const drafts = await listPersonas(db, workspace);
  return drafts.filter(
    (one) => one.id !== into.id && one.status === 'draft' && isKind(one) && !inUse.has(one.id),
  );
}

async function merge(
  db: Database,
  request: WishRequest,
  into: StoredPersona,
  wanted: string,
  texts: Catalogue['review'],
): Promise<WishOutcome> {
  const { workspace, by, now } = request;
  const other = await loadPersona(db, workspace, wanted);
  if (other === null) return refused('with', texts.refused.unknown(wanted));
  if (other.id === into.id) return refused('with', texts.regroup.itself);
  if (!isKind(other)) return refused('with', texts.regroup.notKind(other.body.name));
  if (await loadPersona(db, workspace, other.id, 'approved')) {
    return refused('with', texts.regroup.inUse(other.body.name));
  }
  if (other.status !== 'draft') return refused('with', texts.refused.decided(other.status, null));
  const wish = { kind: 'merge', persona: into, other } as const;
  const regrouping = await saveRegrouping(db, workspace, wish, by, now);
  await note(db, request, into, { regrouping, with: other.id });
  await supersedeDraft(db, workspace, other.id, now);
  await close(db, request, other, (decided, who) =>
    decided.merged(escapeMrkdwn(other.body.name), escapeMrkdwn(into.body.name), who),
  );
  return { outcome: 'noted', id: into.id, name: into.body.name, regrouping };
}

async function split(
  db: Database,
  request: WishRequest,
  from: StoredPersona,
  by: Trait | { customers: string[] },
  texts: Catalogue['review'],
): Promise<WishOutcome> {
  const why =
    'customers' in by
      ? tickedFault(await casesOf(db, request.workspace, from), by.customers, texts)
      : traitFault(from, by, texts);
  if (why !== null) return refused('by', why);
  const wish = { kind: 'split', persona: from, by } as const;
  const regrouping = await saveRegrouping(db, request.workspace, wish, request.by, request.now);
  await note(db, request, from, { regrouping });
  return { outcome: 'noted', id: from.id, name: from.body.name, regrouping };
}

function traitFault({ body }: StoredPersona, { dimension, value }: Trait, texts: Catalogue['review']) {
  const offered = body.divisions.some((one) => one.dimension === dimension && one.value === value);
  if (offered) return null;
  const others = body.divisions.map((one) => `${one.dimension}=${one.value}`);
  return texts.regroup.noSuchTrait(`${dimension}=${value}`, groupGates.cases, others.slice(0, 10));
}

/** The customers alone are looked at here; whether enough colleagues speak of either part, the draft finds out. */
function tickedFault(cases: readonly string[], customers: string[], texts: Catalogue['review']) {
  const inside = new Set(cases);
  const stranger = customers.find((key) => !inside.has(key));
  if (stranger !== undefined) return texts.regroup.notInIt(stranger);
  const ticked = new Set(customers).size;
  const rest = inside.size - ticked;
  return Math.min(ticked, rest) < groupGates.cases
    ? texts.regroup.tooFew(ticked, rest, groupGates.cases)
    : null;
}

async function undo(db: Database, request: WishRequest, texts: Catalogue['review']): Promise<WishOutcome> {
  const { workspace, by, config, now, persona, reason } = request;
  const stranger = mayDecide(by, config, texts);
  if (stranger !== null) return refused('reason', stranger);
  const stored = await loadPersona(db, workspace, persona);
  if (stored === null) return refused('reason', texts.refused.unknown(persona));
  const { id, body } = stored;
  const newest = await newestRegrouping(db, workspace, id, body.regrouped);
  if (newest === null) return refused('reason', texts.regroup.nothingToUndo(body.name));
  const all = await listPersonas(db, workspace);
  const formed = [...(await listPersonas(db, workspace, 'approved')), ...all].filter((one) =>
    one.body.regrouped.includes(newest.id),
  );
  const approved = formed.find(({ status }) => status === 'approved');
  if (approved) return refused('reason', texts.regroup.approvedSince(approved.body.name));
  if (reason.trim() === '') return refused('reason', texts.refused.reasonKept);
  await undoRegrouping(db, workspace, newest.id, by, now);
  await note(db, request, stored, { regrouping: newest.id });
  for (const part of formed) {
    if (part.id === newest.persona || part.status !== 'draft') continue;
    await supersedeDraft(db, workspace, part.id, now);
    await close(db, request, part, (decided, who) => decided.undone(escapeMrkdwn(part.body.name), who));
  }
  return { outcome: 'noted', id, name: body.name, regrouping: newest.id };
}

async function note(
  db: Database,
  request: WishRequest,
  persona: StoredPersona,
  detail: object,
): Promise<void> {
  await recordDecision(db, { ...request, decision: request.wish.kind, use: null }, persona, detail);
}

type Decided = Catalogue['review']['decided'];

/** A draft that is no more says where it went, in place of its buttons. */
async function close(
  db: Database,
  request: WishRequest,
  { id, version, body }: StoredPersona,
  headline: (texts: Decided, who: string) => string,
): Promise<void> {
  const { workspace, config, now, reason } = request;
  const texts = textsIn(config.language).review.decided;
  const line = {
    headline: headline(texts, whoShown(request, texts)),
    details: [texts.reason(escapeMrkdwn(reason.trim()))],
  };
  await replaceCard(db, workspace, { id, version, name: body.name }, line, now);
}
