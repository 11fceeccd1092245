import { FPGrowth } from 'node-fpgrowth';
import { plainPam } from '../../eval/measure.ts';
import type { CaseTable } from '../../src/cases/case.ts';
import { loadCaseTable } from '../../src/cases/store.ts';
import { openDatabase } from '../../src/database/open.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import { cluster } from '../../src/evidence/cluster.ts';
import { seeded } from '../../src/evidence/random.ts';
import { findRules } from '../../src/evidence/rules.ts';
import { itemsOf, traitColumns } from '../../src/evidence/traits.ts';
import { NOW } from './world.ts';

/** PAM keeps the distance of every pair: of more problem cases than this only the first are grouped. */
export const MOST_PAIRED = 2_000;
/** Share of the problem cases that must have an itemset for node-fpgrowth to return it. */
export const SUPPORT = 0.05;

/** One way to do one part of the work, on the same cases: seconds, on how many cases, and what came out. */
export type Part = { part: 'rules' | 'groups'; by: string; seconds: number; cases: number; found: string };

/** The draft's rules beside node-fpgrowth, and the draft's groups beside Gower distances with PAM. */
export async function rivals(url: string): Promise<Part[]> {
  const { db, close } = openDatabase(url);
  const { id: workspace } = await chooseWorkspace(db, null, NOW);
  const table = await loadCaseTable(db, workspace);
  await close();
  return [...(await rulesOf(table)), ...groupsOf(table)];
}

async function rulesOf({ cases, dimensions }: CaseTable): Promise<Part[]> {
  const ours = timed(() => findRules(cases, dimensions, 2));
  const problems = cases.filter(({ kind }) => kind === 'problem');
  const columns = traitColumns(problems, dimensions);
  const names = columns.map(({ trait }) => `${trait.dimension}=${trait.value}`);
  const baskets = problems.map((_, i) => names.filter((__, column) => columns[column]!.states[i] === 1));
  const started = performance.now();
  const sets = await new FPGrowth<string>(SUPPORT).exec(baskets);
  const seconds = (performance.now() - started) / 1_000;
  return [
    {
      part: 'rules',
      by: 'Mismatch',
      seconds: ours.seconds,
      cases: cases.length,
      found: `${ours.result.length} tested claims`,
    },
    {
      part: 'rules',
      by: 'node-fpgrowth 1.2.1',
      seconds,
      cases: problems.length,
      found: `${sets.length} itemsets, untested`,
    },
  ];
}

function groupsOf({ cases, dimensions }: CaseTable): Part[] {
  const problems = cases.filter(({ kind }) => kind === 'problem');
  const items = itemsOf(problems, dimensions, 'macro');
  const ours = timed(() => cluster(items, problems.length, seeded(1)));
  const few = problems.slice(0, MOST_PAIRED);
  const fewItems = itemsOf(few, dimensions, 'macro');
  const theirs = timed(() => plainPam(fewItems, few.length));
  const kinds = new Set(theirs.result).size;
  return [
    {
      part: 'groups',
      by: 'Mismatch',
      seconds: ours.seconds,
      cases: problems.length,
      found: `${ours.result.k} groups`,
    },
    {
      part: 'groups',
      by: 'Gower + PAM',
      seconds: theirs.seconds,
      cases: few.length,
      found: `${kinds} groups`,
    },
  ];
}

function timed<T>(work: () => T): { result: T; seconds: number } {
  const started = performance.now();
  const result = work();
  return { result, seconds: (performance.now() - started) / 1_000 };
}
