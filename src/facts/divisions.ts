import type { Case, CaseTable } from '../cases/case.ts';
import { namesProtectedTrait } from '../cases/protected.ts';
import { groupGates, hasEnough } from '../evidence/groups.ts';
import type { Division } from '../personas/persona.ts';
import { figureKeys } from './economics.ts';
import { tally } from './tally.ts';

const figures = new Set<string>(figureKeys);
/** More choices than this nobody reads. */
const MOST = 40;

/**
 * The traits that divide a group into two parts of which either passes the gates of a group: what customers are before
 * what became of them, the most even first. Protected traits are left out, as everywhere, and so is what they cost.
 */
export function divisionsOf(
  table: CaseTable,
  group: Case[],
  words: (trait: { dimension: string; value: string }) => string,
): Division[] {
  const divisions: Division[] = [];
  for (const key of Object.keys(table.dimensions).sort()) {
    const isProtected = table.dimensions[key]?.protected || namesProtectedTrait(key);
    if (isProtected || table.leftOut.includes(key) || figures.has(key)) continue;
    for (const { value, cases } of tally(group, key).values) {
      const having = new Set(cases);
      const parts = [having.size, group.length - having.size] as const;
      if (Math.min(...parts) < groupGates.cases) continue;
      const sides = [group.filter((one) => having.has(one.key)), group.filter((one) => !having.has(one.key))];
      if (!sides.every(hasEnough)) continue;
      const text = words({ dimension: key, value });
      divisions.push({ dimension: key, value, text, with: parts[0], without: parts[1] });
    }
  }
  const outcome = ({ dimension }: Division) => (table.dimensions[dimension]?.level === 'outcome' ? 1 : 0);
  const evenness = (one: Division) => Math.min(one.with, one.without);
  return divisions.sort((a, b) => outcome(a) - outcome(b) || evenness(b) - evenness(a)).slice(0, MOST);
}
