import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** Folders in the order the data flows: one may import those above it, never those below. */
const ORDER = [
  'text',
  'database',
  'http',
  'slack',
  'model',
  'operations',
  'scripts',
  'interview',
  'cases',
  'imports',
  'evidence',
  'personas',
  'facts',
  'wording',
  'drafting',
  'invitations',
  'erasure',
  'customers',
  'review',
  'lookup',
  'leads',
  'exports',
  'pictures',
  'summary',
  'report',
  'privacy',
  'settings',
  'home',
];
/** Files of `src` that every folder may use. */
const SHARED = ['config.ts', 'log.ts', 'failure.ts'];

const files = walk('src').filter((file) => file.endsWith('.ts'));

test('a folder imports only folders above it in the flow', () => {
  const wrong: string[] = [];
  for (const { from, to } of imports()) {
    const [here, there] = [folderOf(from), folderOf(to)];
    if (here === null || here === there || here === 'sandbox' || here === 'commands') continue;
    if (there === null) {
      if (!SHARED.includes(to.replace('src/', ''))) wrong.push(`${from} imports ${to}`);
    } else if (ORDER.indexOf(there) === -1 || ORDER.indexOf(there) > ORDER.indexOf(here)) {
      wrong.push(`${from} imports ${to}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('no files import one another in a circle, not even for a type', () => {
  const uses = Map.groupBy(imports(), ({ from }) => from);
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' > '));
    if (path.includes(file) || done.has(file)) return;
    for (const { to } of uses.get(file) ?? []) follow(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) follow(file, []);
  expect(circles).toEqual([]);
});

test('every folder stands in the order', () => {
  const folders = readdirSync('src').filter((name) => statSync(join('src', name)).isDirectory());
  expect(folders.filter((name) => !ORDER.includes(name)).sort()).toEqual(['commands', 'sandbox']);
});

test('only main.ts imports the built-in workspace, and it imports nothing that knows of the bot', () => {
  const users = imports().filter(
    ({ from, to }) => to.startsWith('src/sandbox/') && !from.startsWith('src/sandbox/'),
  );
  expect([...new Set(users.map(({ from }) => from))]).toEqual(['src/main.ts']);
  const bot = imports().filter(
    ({ from, to }) => from.startsWith('src/sandbox/') && to.startsWith('src/slack/'),
  );
  expect(bot).toEqual([]);
});

test('evidence and facts are pure: no database, no model, no clock, no randomness of their own', () => {
  for (const file of files.filter((name) => /^src\/(evidence|facts)\//.test(name))) {
    const text = readFileSync(file, 'utf8');
    expect(text, file).not.toMatch(/import (?!type)[^;]*from '\.\.\/(database|model|slack)/);
    expect(text, file).not.toMatch(/Date\.now|new Date\(|Math\.random|process\./);
  }
});

test('look-up and lead check answer from what is stored: nothing they use reaches a model', () => {
  const using = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports()) {
    if (!typeOnly) using.set(from, [...(using.get(from) ?? []), to]);
  }
  const reached = new Set(files.filter((file) => /^src\/(lookup|leads)\//.test(file)));
  for (const file of reached) for (const to of using.get(file) ?? []) reached.add(to);
  expect([...reached]).toContain('src/personas/store.ts');
  expect([...reached]).not.toContain('src/model/openai.ts');
});

test('the environment is read, openai imported and a database opened in one place each', () => {
  expect(filesWith(/process\.env/)).toEqual(['src/config.ts']);
  expect(filesWith(/from 'openai/)).toEqual(['src/model/openai.ts']);
  expect(filesWith(/import [A-Z]\w* from 'better-sqlite3'/)).toEqual([
    'src/database/claim.ts',
    'src/database/open.ts',
  ]);
});

test('pure files have no effects: <noun>.ts and blocks.ts never import the database', () => {
  const effects = /^(store|slack|run|worker|import|load)/;
  const wrong: string[] = [];
  for (const { from, to, typeOnly } of imports()) {
    if (folderOf(from) === 'commands') continue;
    const name = from.split('/').at(-1) ?? '';
    const pure =
      name === 'blocks.ts' || name === 'interview.ts' || name === 'verdict.ts' || name === 'check.ts';
    if (pure && !typeOnly && (to.startsWith('src/database/') || effects.test(to.split('/').at(-1) ?? ''))) {
      wrong.push(`${from} imports ${to}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('no file is called utils, helpers, types or manager', () => {
  expect(files.filter((file) => /\/(utils?|helpers?|types|managers?|misc|common)\.ts$/.test(file))).toEqual(
    [],
  );
});

function filesWith(pattern: RegExp): string[] {
  return files.filter((file) => pattern.test(readFileSync(file, 'utf8'))).sort();
}

function imports(): { from: string; to: string; typeOnly: boolean }[] {
  return files.flatMap((from) =>
    [
      ...readFileSync(from, 'utf8').matchAll(
        /(?:import|export)\s+(type\s)?[^'";]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g,
      ),
    ].map(([, typeOnly, named, dynamic]) => ({
      from,
      to: relative('.', resolve(dirname(from), named ?? dynamic ?? '')),
      typeOnly: typeOnly !== undefined,
    })),
  );
}

function folderOf(file: string): string | null {
  const parts = file.split('/');
  return parts.length > 2 ? (parts[1] ?? null) : null;
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}
