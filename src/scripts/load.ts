import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, parse } from 'node:path';
import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { nearest } from '../text/nearest.ts';
import { allowedKeys, formatsIn, type Say } from './format.ts';
import { lint } from './lint.ts';
import { normalise } from './normalise.ts';
import type { Placed, Problem } from './problem.ts';
import type { Broken, Script } from './script.ts';

/** One thing wrong in one file. `line` is `null` where the fault is not in a line (a missing folder). */
export type Fault = { file: string; line: number | null; message: string };

/** Scripts that cannot be used, with every fault of every file. */
export class ScriptsRefused extends Error {
  readonly faults: Fault[];
  constructor(faults: Fault[]) {
    super(faults.map(sentence).join('\n'));
    this.faults = faults;
  }
}

/** `prompts/scripts/x.yaml:12: what is wrong, and what to do.` */
export function sentence({ file, line, message }: Fault): string {
  return `${file}${line === null ? '' : `:${line}`}: ${message}`;
}

/**
 * Every script of a folder (*.yaml, *.yml), in the order of the file names.
 * @throws ScriptsRefused with all faults of all files
 */
export function loadScripts(folder: string): Script[] {
  const { scripts, faults } = readScripts(folder);
  if (faults.length > 0) throw new ScriptsRefused(faults);
  return scripts;
}

/** What a folder holds: scripts that can be used, and why others cannot. */
export type ScriptsRead = {
  scripts: Script[];
  /** Scripts that cannot be used. */
  broken: Broken[];
  faults: Fault[];
  /** What is only not to be recommended. */
  advice: Fault[];
  /** Id of a script -> its file. */
  files: Record<string, string>;
};

/**
 * @param language of what is said about faults
 * @throws ScriptsRefused when there is none to be read
 */
export function readScripts(folder: string, language: Language = 'en'): ScriptsRead {
  const say = textsIn(language).scripts.files;
  const names = namesIn(folder, say);
  if (names.length === 0) {
    throw new ScriptsRefused([{ file: folder, line: null, message: say.none }]);
  }
  const read = names.map((name) => ({ file: join(folder, name), ...readFile(join(folder, name), language) }));
  const faults: Fault[] = read.flatMap(({ file, faults }) => faults.map((fault) => ({ file, ...fault })));
  const advice = read.flatMap(({ file, advice }) => advice.map((fault) => ({ file, ...fault })));
  const scripts: Script[] = [];
  const broken: Broken[] = [];
  const files: Record<string, string> = {};
  for (const { file, script, id, idLine, audience } of read) {
    if (!script) {
      broken.push({ id: id ?? parse(file).name, audience });
      continue;
    }
    if (scripts.some(({ id }) => id === script.id)) {
      faults.push({ file, line: idLine, message: say.sameId(script.id) });
      continue;
    }
    scripts.push(script);
    files[script.id] = file;
  }
  return { scripts, broken, faults, advice, files };
}

function readFile(file: string, language: Language): Read {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const message = textsIn(language).scripts.files.unreadable(reasonOf(error));
    return {
      script: null,
      id: null,
      idLine: null,
      audience: [],
      faults: [{ line: null, message }],
      advice: [],
    };
  }
  return readScript(text, language);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/,.*/, '') : String(error);
}

function namesIn(folder: string, say: Say['files']): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/i.test(name))
      .sort();
  } catch (error) {
    const message = say.folderUnreadable(basename(folder), reasonOf(error));
    throw new ScriptsRefused([{ file: folder, line: null, message }]);
  }
}

type Finding = Omit<Fault, 'file'>;
type Read = {
  script: Script | null;
  id: string | null;
  idLine: number | null;
  audience: readonly string[];
  faults: Finding[];
  advice: Finding[];
};

/**
 * One file's text; faults in the order of their lines.
 * @param language of what is said about faults
 */
export function readScript(text: string, language: Language = 'en'): Read {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  // By its words, because a file that is no YAML may have an id all the same.
  const id = /^id: *["']?([\w-]+)/m.exec(text)?.[1] ?? null;
  if (document.errors.length > 0) {
    const said = (message: string) => message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
    const faults = document.errors.map(({ pos, code, message }) => ({
      line: lines.linePos(pos[0]).line,
      message: textsIn(language).scripts.files.notYaml(code, said(message)),
    }));
    return { script: null, id, idLine: 1, audience: [], faults, advice: [] };
  }
  const content: unknown = document.toJS();
  const { script, problems } = judge(content, language);
  const found = (advice: boolean) =>
    problems
      .filter((problem) => (problem.advice ?? false) === advice)
      .map(({ path, message }) => ({ line: lineOf(document, lines, path), message }))
      .sort((a, b) => a.line - b.line);
  const idLine = lineOf(document, lines, ['id']);
  return { script, id, idLine, audience: audienceOf(content), faults: found(false), advice: found(true) };
}

function judge(content: unknown, language: Language): { script: Script | null; problems: Problem[] } {
  const formats = formatsIn(language);
  const say = textsIn(language).scripts;
  const header = formats.header.safeParse(content);
  const problems = header.success ? [] : header.error.issues.flatMap((issue) => problemsOf(issue, [], say));
  const placed: Placed[] = [];
  const broken = new Set<string>();
  listOf(content).forEach((entry, index) => {
    const question = formats.question.safeParse(entry);
    if (question.success) {
      placed.push({ index, written: question.data });
      return;
    }
    broken.add(keyOf(entry) ?? `question ${index}`);
    problems.push(...question.error.issues.flatMap((issue) => problemsOf(issue, ['questions', index], say)));
  });
  const known = header.success ? header.data : null;
  problems.push(...lint(known ?? { id: '', version: 1, title: '', case: 'none' }, placed, broken, say));
  if (!known || problems.some(({ advice }) => !advice)) return { script: null, problems };
  return {
    script: normalise(
      known,
      placed.map(({ written }) => written),
    ),
    problems,
  };
}

/** Whom a script is meant for, as far as it can be read: nobody named is everybody. */
function audienceOf(content: unknown): string[] {
  const { audience } = (content ?? {}) as { audience?: unknown };
  return Array.isArray(audience) ? audience.filter((role) => typeof role === 'string') : [];
}

function listOf(content: unknown): unknown[] {
  const list =
    typeof content === 'object' && content !== null && 'questions' in content ? content.questions : [];
  return Array.isArray(list) ? list : [];
}

function keyOf(entry: unknown): string | null {
  const key = typeof entry === 'object' && entry !== null && 'key' in entry ? entry.key : null;
  return typeof key === 'string' ? key : null;
}

function problemsOf(issue: z.core.$ZodIssue, prefix: (string | number)[], { unknownKey }: Say): Problem[] {
  const path = [...prefix, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const place = prefix.length > 0 ? 'question' : 'script';
  const list = place === 'question' ? unknownKey.inQuestion : unknownKey.inScript;
  const allowed = issue.path.length === 0 ? list(allowedKeys[place].join(', ')) : '';
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: /\s/.test(key)
      ? unknownKey.spaced(key)
      : unknownKey.spelled(key, nearest(key, allowedKeys[place]), allowed),
  }));
}

/** The line of the nearest thing that exists: the key itself, else what it should have stood in. */
function lineOf(document: Document, lines: LineCounter, path: (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const start = startOf(document, path.slice(0, length));
    if (start !== null) return lines.linePos(start).line;
  }
  return isNode(document.contents) ? lines.linePos(document.contents.range?.[0] ?? 0).line : 1;
}

function startOf(document: Document, path: (string | number)[]): number | null {
  const step = path.at(-1);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return isScalar(pair?.key) ? (pair.key.range?.[0] ?? null) : null;
  }
  const node = document.getIn(path, true) as Node | undefined;
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}
