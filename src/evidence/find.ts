import type { Case, CaseTable } from '../cases/case.ts';
import { findCommon } from './claims.ts';
import type { Claim, Evidence, FindEvidence, Gap, Group, MicroGroup } from './evidence.ts';
import { findGroups, groupOf } from './groups.ts';
import { findMicroGroups, openQuestions } from './micro.ts';
import { seeded } from './random.ts';
import { findRules, gates } from './rules.ts';

type Mode = Evidence['scope']['mode'];
/** docs/method.md, section 5: problem cases from which more may be said. */
const TENTATIVE_FROM = 8;
const FULL_FROM = 30;
const FEW_COMPARISONS = 8;

/**
 * Everything that can be counted in a table of cases, with the size gates applied. The same cases in any order and the
 * same seed give the same evidence.
 */
export const findEvidence: FindEvidence = (table, options = {}) => {
  const progress = options.onProgress ?? (() => {});
  const cases = [...table.cases].sort((a, b) => (a.key < b.key ? -1 : 1));
  const problems = cases.filter(({ kind }) => kind === 'problem');
  const mode = modeOf(problems.length);
  const claims = claimsOf(cases, problems, table.dimensions, mode);
  progress(0.2);
  const groups = groupsOf(problems, table.dimensions, mode, options.seed ?? 1);
  progress(0.7);
  const kept = new Set(groups.filter((group) => group.kept).flatMap((group) => group.cases));
  const parents = parentsOf(groups, problems);
  const microGroups = microGroupsOf(parents, table.dimensions, options.seed ?? 1);
  progress(1);
  const scope = {
    problem: problems.length,
    comparison: cases.length - problems.length,
    reporters: new Set(cases.flatMap(({ reporters }) => reporters)).size,
    mode,
  };
  return {
    scope,
    claims,
    groups,
    microGroups,
    overall: kept.size > 0 || mode === 'list' ? null : overallOf(problems, table.dimensions),
    unexplained: problems.map(({ key }) => key).filter((key) => !kept.has(key)),
    notDrafted: gapsIn(table, scope, groups, claims),
    questions: openQuestions(
      parents.length > 0 ? parents.map(({ cases: own }) => own) : [problems],
      table.dimensions,
    ),
    leftOut: table.leftOut,
  };
};

function modeOf(problems: number): Mode {
  return problems < TENTATIVE_FROM ? 'list' : problems < FULL_FROM ? 'tentative' : 'full';
}

function claimsOf(cases: Case[], problems: Case[], dimensions: CaseTable['dimensions'], mode: Mode): Claim[] {
  const compared = mode !== 'list' && cases.length > problems.length;
  const found = compared
    ? findRules(cases, dimensions, mode === 'full' ? 2 : 1)
    : findCommon(problems, dimensions, mode === 'list' ? 2 : gates.cases);
  return found.map((claim, i) => ({ ...claim, id: `c${i + 1}` }));
}

function groupsOf(problems: Case[], dimensions: CaseTable['dimensions'], mode: Mode, seed: number): Group[] {
  if (problems.length === 0) return [];
  if (mode === 'list') return [{ ...groupOf(problems, [], dimensions, 1, 'hypothesis'), id: 'g1' }];
  return findGroups(problems, dimensions, seeded(seed), mode === 'full' ? 'supported' : 'tentative');
}

type Parent = { group: Group; cases: Case[] };

function parentsOf(groups: Group[], problems: Case[]): Parent[] {
  const byKey = new Map(problems.map((one) => [one.key, one]));
  return groups
    .filter(({ kept }) => kept)
    .map((group) => ({ group, cases: group.cases.map((key) => byKey.get(key)!) }));
}

/** Each parent has a stream of chance of its own, so that one group more leaves the others' results alone. */
function microGroupsOf(parents: Parent[], dimensions: CaseTable['dimensions'], seed: number): MicroGroup[] {
  return parents
    .filter(({ group }) => group.strength === 'supported')
    .flatMap(({ group, cases }, i) => findMicroGroups(group, cases, dimensions, seeded(seed + 1_000 + i)))
    .map((group, i) => ({ ...group, id: `m${i + 1}` }));
}

/** All problem cases as one group: what can be said when no kinds can be told apart. */
function overallOf(problems: Case[], dimensions: CaseTable['dimensions']): Group {
  return { ...groupOf(problems, [], dimensions, 1, 'tentative'), id: 'g0' };
}

/** What is missing to say more. */
function gapsIn(
  { disputed }: CaseTable,
  { problem, comparison, mode }: Evidence['scope'],
  groups: Group[],
  claims: Claim[],
): Gap[] {
  if (problem === 0) return [gap('no problem cases')];
  const alone = claims.filter((claim) => claim.comparison !== null && claim.strength === 'hypothesis');
  const found: [boolean, Gap][] = [
    [mode === 'list', gap('list only', problem, TENTATIVE_FROM)],
    [mode === 'tentative', gap('single traits only', problem, FULL_FROM)],
    [comparison === 0, gap('no comparison cases')],
    [comparison > 0 && comparison < FEW_COMPARISONS, gap('few comparison cases', comparison)],
    [mode !== 'list' && !groups.some(({ kept }) => kept), gap('no kinds')],
    [alone.length > 0, gap('one voice', alone.length)],
    [disputed.length > 0, gap('disputed', disputed.length)],
  ];
  return found.filter(([holds]) => holds).map(([, one]) => one);
}

function gap(kind: Gap['gap'], count = 0, needed = 0): Gap {
  return { gap: kind, count, needed };
}
