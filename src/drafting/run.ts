import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { storeBands } from '../cases/store.ts';
import { pointsNowhere } from '../database/begin.ts';
import { claimForCounts } from '../database/claim.ts';
import type { Database } from '../database/open.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { portraitSizes } from '../evidence/portraits.ts';
import type { Asking } from '../model/ask.ts';
import { monthOf } from '../model/month.ts';
import { audit } from '../personas/audit.ts';
import { bodyInFull } from '../personas/customers.ts';
import { loadPersona } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import { isAnyGone } from './gone.ts';
import type { DraftJob } from './job.ts';
import { listen } from './listen.ts';
import { type Counted, count, type Planned } from './plan.ts';
import { type DraftResult, draftedPersona, heardOf, keptResult } from './result.ts';
import { beginRun, endRun } from './runs.ts';
import { clearStaged, publish, type Staged, stage, supersedeDraft } from './staging.ts';
import { translateQuotes } from './translate-run.ts';
import { type Voice, wordDrafts } from './voice.ts';

export type DraftOutcome =
  | { outcome: 'done'; run: number; result: DraftResult }
  /** Another run is under way, or answers went faster than they were counted; `message` says so kindly. */
  | { outcome: 'busy' | 'overtaken'; message: string };

/** So often a draft begins anew where answers that it counted are gone when it is saved. */
const MOST_TIMES = 3;

/** Drafts personas from everything the workspace knows, and saves what is new. The same evidence drafts nothing twice. */
export async function draft(job: DraftJob): Promise<DraftOutcome> {
  const { db, workspace, now } = job;
  const begun = await beginRun(db, workspace, job.askedBy, now);
  if ('busySince' in begun) {
    const texts = textsIn(job.config.language).personas;
    return { outcome: 'busy', message: texts.run.busy(begun.busySince) };
  }
  try {
    const result = await run(job, begun.run);
    if (result !== null) return { outcome: 'done', run: begun.run, result };
    await endRun(db, workspace, begun.run, { outcome: 'failed' }, now);
    return { outcome: 'overtaken', message: textsIn(job.config.language).personas.run.overtaken(MOST_TIMES) };
  } catch (error) {
    await endRun(db, workspace, begun.run, { outcome: 'failed' }, now);
    throw error;
  } finally {
    begun.release();
  }
}

/** @returns `null` where what was counted was gone each time it was to be saved */
async function run(job: DraftJob, runId: number): Promise<DraftResult | null> {
  const { db, workspace } = job;
  let calls = 0;
  for (let time = 1; time <= MOST_TIMES; time++) {
    const drafted = await countAndWord(job);
    calls += drafted.voice.calls;
    // An erasure under way ends first, and one ordered from here on finds the draft whole.
    const release = await claimForCounts(db, workspace);
    try {
      return await save(job, runId, { ...drafted, voice: { ...drafted.voice, calls }, isAnew: time > 1 });
    } catch (error) {
      // Only what was deleted meanwhile is a reason to count again: anything else would fail the same way.
      if (!pointsNowhere(error) || !(await isAnyGone(db, workspace, drafted.table))) throw error;
    } finally {
      release();
    }
  }
  await clearStaged(db, workspace);
  return null;
}

async function countAndWord(job: DraftJob): Promise<Counted & { voice: Voice }> {
  const { db, workspace } = job;
  const tell = job.onProgress ?? (() => {});
  tell({ stage: 'reading', share: 0 });
  await clearStaged(db, workspace);
  let found = await count(job, (share) => tell({ stage: 'counting', share }));
  const asking = askingOf(job);
  const read = asking === null ? null : await listen(job, asking, found, tell);
  // What reviewers confirmed before was told again: it counts in this draft already.
  if (read?.counts) found = await count(job);
  tell({ stage: 'wording', share: 0 });
  const worded = await wordDrafts(job, found, { asking, read }, (share) => tell({ stage: 'wording', share }));
  const voice = asking === null ? worded : await withTranslations(job, asking, found.planned, worded);
  tell({ stage: 'saving', share: 0 });
  return { ...found, voice };
}

/** Has the quotes in another language translated, where the endpoint still answers. */
async function withTranslations(
  { config: { language } }: DraftJob,
  asking: Asking,
  planned: readonly Planned[],
  voice: Voice,
): Promise<Voice> {
  if (voice.down) return voice;
  const { calls, translated } = await translateQuotes(asking, planned, language);
  const told = translated === 0 ? [] : [textsIn(language).personas.model.translated(translated)];
  return { ...voice, calls: voice.calls + calls, note: [voice.note, ...told].join(' ') };
}

function askingOf({ db, workspace, model, config, now }: DraftJob): Asking | null {
  if (model === null) return null;
  const { from: monthFrom } = monthOf(now, config.timeZone);
  return {
    db,
    workspace,
    model,
    config: config.model,
    now,
    monthFrom,
    underWay: { in: 0, out: 0 },
    fruitless: 0,
  };
}

/** `isAnew`: what was drafted before it counted answers that were gone when it was saved. */
type Drafted = Counted & { voice: Voice; isAnew: boolean };

async function save(job: DraftJob, runId: number, drafted: Drafted): Promise<DraftResult> {
  const { workspace, now } = job;
  const { table, evidence, planned, gone, voice } = drafted;
  const staged: Staged[] = [];
  for (const { id, facts, hash } of planned) {
    const wording = voice.drafts.get(id);
    if (wording) staged.push(await stage(job.db, workspace, { ...wording, facts, hash }, table, now));
  }
  const evidenceHash = hashOf(evidence);
  await job.db.transaction().execute(async (trx) => {
    for (const { id } of gone) await supersedeDraft(trx, workspace, id, now);
    for (const { id, fate } of planned) {
      if (fate.fate === 'unchanged' && fate.version === 'approved')
        await supersedeDraft(trx, workspace, id, now);
    }
    for (const one of staged) await publish(trx, workspace, one, now);
    await storeBands(trx, workspace, table, now);
  });
  // Between two writes: the more customers there are, the longer it takes to read what is now published.
  const result = await resultOf(job, job.db, drafted);
  const end = {
    outcome: 'done',
    evidenceHash,
    result: JSON.stringify(keptResult(result, heardOf(table))),
  } as const;
  const changed = result.personas.filter(({ change }) => change !== 'unchanged');
  await job.db.transaction().execute(async (trx) => {
    await endRun(trx, workspace, runId, end, now);
    await audit(trx, workspace, {
      at: now,
      actor: job.askedBy,
      action: 'draft',
      subject: `run ${runId}`,
      detail: { drafted: changed.map(({ id, version }) => ({ id, version })), calls: voice.calls },
    });
  });
  return result;
}

function hashOf({ claims, groups, ...rest }: Evidence): string {
  const hash = createHash('sha256');
  for (const part of [...claims, ...groups, rest]) hash.update(JSON.stringify(part));
  return hash.digest('hex');
}

async function resultOf(job: DraftJob, db: Database, drafted: Drafted): Promise<DraftResult> {
  const { table, evidence, planned, gone, voice } = drafted;
  const keys = new Map(table.cases.map(({ key }) => [key, key]));
  const same = (key: string) => keys.get(key) ?? key;
  const personas: DraftResult['personas'] = [];
  for (const { id, facts, fate, current } of planned) {
    if (fate.fate === 'stays away') continue;
    const which = fate.fate === 'unchanged' && fate.version === 'approved' ? 'approved' : 'latest';
    const stored = await loadPersona(db, job.workspace, id, which);
    const change = !voice.drafts.has(id) ? 'unchanged' : current === null ? 'new' : 'changed';
    if (!stored) continue;
    const full = await bodyInFull(db, job.workspace, stored);
    personas.push(draftedPersona(stored, full, facts, change, same));
  }
  const macros = personas.filter(({ parent }) => parent === null);
  const explained = new Set(macros.flatMap(({ cases }) => cases));
  return {
    generatedAt: job.now,
    scope: evidence.scope,
    claims: evidence.claims,
    // Where all problem customers are one group and one persona, that group is kept.
    groups: evidence.groups.map(({ id, cases, fringe = [], stability, kept }) => ({
      id,
      cases: [...cases, ...fringe].sort(),
      stability,
      kept: kept || macros.some((persona) => isDeepStrictEqual(persona.cases, cases)),
    })),
    personas,
    unexplained: evidence.groups
      .flatMap(({ cases, fringe = [] }) => [...cases, ...fringe])
      .filter((key) => !explained.has(key))
      .sort(),
    withdrawn: gone.map(({ id, newest }) => ({ id, version: newest.version, name: newest.name })),
    notDrafted: [
      ...(drafted.isAnew ? [textsIn(job.config.language).personas.notDrafted.anew] : []),
      ...missing(job, drafted),
      ...tooFew(job, drafted),
      ...stayedAway(job, drafted),
    ],
    questions: [...new Set([...evidence.questions, ...personas.flatMap(({ questions }) => questions)])],
    leftOut: evidence.leftOut,
    model: { calls: voice.calls, note: voice.note, left: voice.left, themes: voice.themes },
  };
}

function missing({ config }: DraftJob, { evidence }: Drafted): string[] {
  const { gaps } = textsIn(config.language).personas.notDrafted;
  return evidence.notDrafted.map(({ gap, count, needed }) => gaps[gap](count, needed));
}

/** Portraits that somebody has begun to tell of, and that need more before one is drawn. */
function tooFew({ config }: DraftJob, { portraits }: Drafted): string[] {
  const texts = textsIn(config.language).personas.notDrafted.tooFew;
  return portraits
    .filter(({ members, groups }) => members.length > 0 && groups.length === 0)
    .map(({ kind, members }) =>
      members.length < portraitSizes.least
        ? texts.customers[kind](members.length, portraitSizes.least)
        : texts.voices[kind],
    );
}

function stayedAway(job: DraftJob, { planned, gone, waiting }: Drafted): string[] {
  const texts = textsIn(job.config.language).personas.notDrafted;
  return [
    ...planned.flatMap(({ fate, current }) => {
      if (fate.fate !== 'stays away' || current === null) return [];
      const when = (current.newest.decided_at ?? '').slice(0, 10);
      return [texts[fate.why](current.newest.name, when)];
    }),
    ...gone.map(({ newest }) => texts.vanished(newest.name)),
    ...waiting.map(({ why, name }) => texts.waiting[why](name)),
  ];
}
