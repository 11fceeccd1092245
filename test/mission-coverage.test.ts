import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** How many statements each source makes. */
const STATEMENTS = { S0: 15, S1: 10, S2: 10, S3: 13, S4: 14, X: 4 };

type Line = { id: string; words: string; shown: { file: string; name: string }[]; open: string[] };

const lines = readLines(readFileSync('docs/mission-coverage.md', 'utf8'));

function readLines(text: string): Line[] {
  const read: Line[] = [];
  for (const line of text.split('\n')) {
    const [, id, words] = /^- \*\*([SX]\d?-\d+)\*\* (.+)$/.exec(line) ?? [];
    if (id !== undefined && words !== undefined) read.push({ id, words, shown: [], open: [] });
    const [, file, name] = /^ {2}- `([^`]+)` › (.+)$/.exec(line) ?? [];
    if (file !== undefined && name !== undefined) read.at(-1)?.shown.push({ file, name });
    const [, why] = /^ {2}- \*\*Open\*\*: (.+\.)$/.exec(line) ?? [];
    if (why !== undefined) read.at(-1)?.open.push(why);
  }
  return read;
}

/** Whether a test of this name, as the source writes it, stands in the file and is run. */
function holds(file: string, name: string): boolean {
  if (!existsSync(file)) return false;
  const source = readFileSync(file, 'utf8');
  const stands = ["'", '"', '`'].some((quote) => source.includes(`${quote}${name}${quote}, `));
  return stands && !/\b(?:test|describe)\.(?:skip|todo|only)\b/.test(source);
}

test('every statement of every source stands in the coverage once, in order, in a sentence', () => {
  const all = Object.entries(STATEMENTS).flatMap(([source, count]) =>
    Array.from({ length: count }, (_, i) => `${source}-${i + 1}`),
  );
  expect(lines.map(({ id }) => id)).toEqual(all);
  expect(lines.filter(({ words }) => !words.endsWith('.')).map(({ id }) => id)).toEqual([]);
});

test('every test that the coverage names exists and is run, and a statement without one is marked open', () => {
  const missing = lines.flatMap(({ id, shown }) =>
    shown.filter(({ file, name }) => !holds(file, name)).map(({ file, name }) => `${id}: ${file} › ${name}`),
  );
  expect(missing).toEqual([]);
  expect(lines.filter(({ shown, open }) => shown.length + open.length === 0).map(({ id }) => id)).toEqual([]);
});
