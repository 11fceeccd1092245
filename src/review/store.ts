import type { Database } from '../database/open.ts';
import type { Row } from '../database/tables.ts';
import { welcomed } from '../personas/by-hand.ts';
import { saveByHand } from '../personas/by-hand-store.ts';
import { type PersonaBody, personaBody } from '../personas/persona.ts';
import { loadPersona } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import { candidateFor } from './candidate-store.ts';
import type { Decided, DecisionRequest, Weighed } from './decision.ts';
import { recordDecision } from './decision-store.ts';
import { postDraft, showDecision } from './post.ts';
import { type Asked, type Candidate, type Decision, type RefusalKind, rule } from './review.ts';
import { weighVersion } from './weigh.ts';

export type DecideOutcome =
  | (Decided & { outcome: 'done'; decision: Decision; warnings: string[]; also: Decided[] })
  /** One of two approvals is there. */
  | (Decided & { outcome: 'waiting'; needed: number; warnings: string[] })
  | { outcome: 'refused'; why: RefusalKind | 'unknown'; reasons: string[] };

/**
 * Decides about one version, under the same rules wherever it is asked for. Check and change stand in one
 * transaction: of two reviewers at the same moment one wins and the other is told.
 */
export async function decide(db: Database, request: DecisionRequest): Promise<DecideOutcome> {
  if (db.isTransaction) return decideWithin(db, request);
  const weighed = await weighFor(db, request);
  return db.transaction().execute((trx) => decideWithin(trx, { ...request, weighed }));
}

/** Counts whom the version in question would turn away; nothing where nobody is turned away by this decision. */
export async function weighFor(db: Database, request: DecisionRequest): Promise<Weighed | null> {
  if (request.decision !== 'approve') return null;
  if (request.weighed) return request.weighed;
  const version = await loadPersona(db, request.workspace, request.persona, request.version ?? 'latest');
  if (version === null) return null;
  const found = await weighVersion(db, request.workspace, version);
  return { version: version.version, good: found?.good ?? null };
}

async function decideWithin(db: Database, request: DecisionRequest): Promise<DecideOutcome> {
  const { workspace, decision, config, via } = request;
  const texts = textsIn(request.reader ?? config.language).review;
  const found = await candidateFor(db, request);
  if (found === null) {
    const newest = await loadPersona(db, workspace, request.persona);
    const reason =
      newest === null || request.version === null
        ? texts.refused.unknown(request.persona)
        : texts.refused.noSuchVersion(newest.id, request.version, newest.version);
    return { outcome: 'refused', why: 'unknown', reasons: [reason] };
  }
  const candidate = await withGood(db, request, found);
  const use = request.use ?? (via === 'command line' ? textsIn(config.language).review.defaultUse : null);
  const { version, by, reason, acceptCollateral = false } = request;
  const asked: Asked = { decision, version, by, reason, use, acceptCollateral };
  const ruling = rule(candidate, asked, config, texts);
  if (ruling.ruling === 'refused') return { outcome: 'refused', why: ruling.why, reasons: ruling.reasons };
  const decided: Decided = { id: candidate.body.id, name: candidate.name, version: candidate.version };
  const { warnings } = ruling;
  if (decision === 'approve' && config.approvalsNeeded > 1) {
    const others = await approversOf(db, workspace, decided, config.reviewers);
    if (others.includes(request.by)) {
      return { outcome: 'refused', why: 'decided', reasons: [texts.refused.sameApprover] };
    }
    const needed = config.approvalsNeeded - others.length - 1;
    if (needed > 0) {
      await recordDecision(db, { ...request, use: approvedUse(request, use) }, decided, goodOf(request));
      await showDecision(db, request, decided, { state: 'waiting', needed, use });
      return { outcome: 'waiting', ...decided, needed, warnings };
    }
  }
  const { good } = candidate;
  const also = await apply(db, { ...request, weighed: { version: decided.version, good } }, decided, use);
  if (decision === 'turn_positive') await welcome(db, request, candidate.body);
  await showDecision(db, request, decided, { state: 'decided', use, also });
  return { outcome: 'done', decision, ...decided, warnings, also };
}

/** What was counted for another version counts for nothing. */
async function withGood(db: Database, request: DecisionRequest, candidate: Candidate): Promise<Candidate> {
  if (request.decision !== 'approve' || candidate.status !== 'draft') return candidate;
  const fits = request.weighed?.version === candidate.version ? request.weighed : null;
  const again = { ...request, version: candidate.version, weighed: null };
  return { ...candidate, good: (fits ?? (await weighFor(db, again)))?.good ?? null };
}

/** Whoever has left the reviewers since has no say any more. */
async function approversOf(
  db: Database,
  workspace: number,
  { id, version }: Decided,
  reviewers: string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('decisions')
    .select('decided_by')
    .distinct()
    .where('workspace', '=', workspace)
    .where('persona', '=', id)
    .where('version', '=', version)
    .where('decision', '=', 'approve')
    .execute();
  return rows.map(({ decided_by }) => decided_by).filter((person) => reviewers.includes(person));
}

const statusAfter = {
  approve: 'approved',
  reject: 'rejected',
  retire: 'retired',
  turn_positive: 'retired',
} as const;

async function apply(
  db: Database,
  request: DecisionRequest,
  decided: Decided,
  use: string | null,
): Promise<Decided[]> {
  const { workspace, decision, now } = request;
  if (decision === 'confirm') {
    await recordDecision(db, { ...request, use: approvedUse(request, use) }, decided, goodOf(request));
    return [];
  }
  if (decision === 'approve') await setStatus(db, workspace, decided.id, 'approved', 'superseded', now);
  await db
    .updateTable('persona_versions')
    .set({ status: statusAfter[decision], decided_at: now })
    .where('workspace', '=', workspace)
    .where('persona', '=', decided.id)
    .where('version', '=', decided.version)
    .execute();
  await recordDecision(db, { ...request, use: approvedUse(request, use) }, decided, goodOf(request));
  return decision === 'retire' || decision === 'turn_positive' ? retireMicros(db, request, decided) : [];
}

/** A first sketch of the customer they may become, to be worked out by hand; one is enough. */
async function welcome(db: Database, request: DecisionRequest, body: PersonaBody): Promise<void> {
  const { workspace, config, now } = request;
  const texts = textsIn(config.language);
  const known = await db
    .selectFrom('personas')
    .select('id')
    .where('workspace', '=', workspace)
    .where('mirrors', '=', body.id)
    .where('kind', '=', 'buyer')
    .executeTakeFirst();
  if (known) return;
  const saved = await saveByHand(db, workspace, welcomed(body, texts.byHand), texts, now);
  if (saved.outcome === 'faults') return;
  const draft = await loadPersona(db, workspace, saved.id);
  if (draft) await postDraft(db, { workspace, config, now }, draft);
}

async function setStatus(
  db: Database,
  workspace: number,
  persona: string,
  from: Row<'persona_versions'>['status'],
  to: Row<'persona_versions'>['status'],
  now: string,
): Promise<void> {
  await db
    .updateTable('persona_versions')
    .set({ status: to, decided_at: now })
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .where('status', '=', from)
    .execute();
}

/** A micro persona leaves with its parent, and with the parent's reason. */
async function retireMicros(db: Database, request: DecisionRequest, parent: Decided): Promise<Decided[]> {
  const { workspace, now } = request;
  const rows = await db
    .selectFrom('persona_versions as v')
    .innerJoin('personas as p', (join) =>
      join.onRef('p.workspace', '=', 'v.workspace').onRef('p.id', '=', 'v.persona'),
    )
    .select(['v.persona', 'v.version', 'v.body'])
    .where('v.workspace', '=', workspace)
    .where('p.parent', '=', parent.id)
    .where('v.status', '=', 'approved')
    .orderBy('v.persona')
    .execute();
  const micros = rows.map(({ persona, version, body }) => ({
    id: persona,
    version,
    name: personaBody.parse(JSON.parse(body)).name,
  }));
  for (const micro of micros) {
    await setStatus(db, workspace, micro.id, 'approved', 'retired', now);
    await recordDecision(db, { ...request, use: null }, micro, goodOf(request));
  }
  return micros;
}

const approvedUse = ({ decision }: DecisionRequest, use: string | null) =>
  decision === 'approve' ? use : null;
const goodOf = ({ weighed }: DecisionRequest) => (weighed?.good ? { good: weighed.good } : {});
