import type { CaseTable } from '../cases/case.ts';
import { loadCaseTable } from '../cases/store.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { findEvidence } from '../evidence/find.ts';
import { findPortraits, type Portrait } from '../evidence/portraits.ts';
import { evidenceHash, factsOf, kindsIn, type PersonaFacts } from '../facts/facts.ts';
import { regroup, type Waiting } from '../facts/regroup.ts';
import { wantedFactsOf } from '../facts/wanted.ts';
import { nextPersonaNumber } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import { matchGroups } from './match.ts';
import { loadRegroupings } from './regroup-store.ts';
import { type Current, type Fate, fateOf, loadCurrent } from './versions.ts';

type PlanConfig = Pick<Config, 'keepMargin' | 'language'>;

/** One group on its way: what was counted, whose persona it is, and what becomes of it. */
export type Planned = {
  facts: PersonaFacts;
  id: string;
  parentId: string | null;
  current: Current | null;
  hash: string;
  fate: Fate;
};

export type Plan = {
  /** With the kinds as reviewers want them. */
  evidence: Evidence;
  planned: Planned[];
  gone: Current[];
  portraits: Portrait[];
  /** Merges and splits that change nothing now. */
  waiting: { why: Waiting['why']; name: string }[];
};

export type Counted = Plan & { table: CaseTable };

/** Counts everything the workspace knows, and looks up whose persona each group is. */
export async function count(
  { db, workspace, config }: { db: Database; workspace: number; config: PlanConfig },
  onProgress: (share: number) => void = () => {},
): Promise<Counted> {
  const table = await loadCaseTable(db, workspace);
  const found = findEvidence(table, { onProgress });
  return { ...(await plan(db, workspace, found, table, config)), table };
}

/** The groups of the evidence beside the personas that are known already. */
export async function plan(
  db: Database,
  workspace: number,
  found: Evidence,
  table: CaseTable,
  config: PlanConfig,
): Promise<Plan> {
  const { keepMargin, language } = config;
  const texts = textsIn(language).personas;
  const wishes = await loadRegroupings(db, workspace);
  const { evidence, byHand, pinned, waiting } = regroup(found, table, kindsIn(found, table), wishes);
  const options = { keepMargin, language, texts, byHand };
  const portraits = findPortraits(table);
  const all = [...factsOf(evidence, table, options), ...wantedFactsOf(portraits, table, options)];
  const current = await loadCurrent(db, workspace);
  const matched = matchGroups(all, current, pinned);
  let next = await nextPersonaNumber(db, workspace);
  const ids = new Map<string, string>();
  const planned = all.map((facts): Planned => {
    const id = matched.get(facts.group) ?? `p${next++}`;
    ids.set(facts.group, id);
    const parentId = facts.parentGroup === null ? null : (ids.get(facts.parentGroup) ?? null);
    const known = current.find((one) => one.id === id) ?? null;
    const hash = evidenceHash(facts, parentId);
    return { facts, id, parentId, current: known, hash, fate: fateOf(known, hash, facts) };
  });
  const gone = current.filter(
    ({ id, newest }) => newest.status === 'draft' && !planned.some((one) => one.id === id),
  );
  return {
    evidence,
    planned: withParents(planned),
    gone,
    portraits,
    waiting: waiting.map((one) => told(one, current)),
  };
}

function told({ wish, why }: Waiting, current: Current[]): Plan['waiting'][number] {
  return { why, name: current.find(({ id }) => id === wish.persona)?.newest.name ?? wish.persona };
}

/** A micro persona whose parent stays away stays away with it. */
function withParents(planned: Planned[]): Planned[] {
  const away = new Set(planned.filter(({ fate }) => fate.fate === 'stays away').map(({ id }) => id));
  return planned.filter(({ parentId }) => parentId === null || !away.has(parentId));
}
