import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, parse } from 'node:path';
import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { allowedKeys, headerFormat, questionFormat } from './format.ts';
import { lint, type Placed, type Problem } from './lint.ts';
import { nearest } from './nearest.ts';
import { normalise } from './normalise.ts';
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

/** @throws ScriptsRefused when there is none to be read */
export function readScripts(folder: string): ScriptsRead {
  const names = namesIn(folder);
  if (names.length === 0) {
    throw new ScriptsRefused([
      {
        file: folder,
        line: null,
        message:
          'There is no script in this folder: put at least one .yaml file there, or correct SCRIPTS_DIR.',
      },
    ]);
  }
  const read = names.map((name) => ({ file: join(folder, name), ...readFile(join(folder, name)) }));
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
      faults.push({
        file,
        line: idLine,
        message: `Another file has the id "${script.id}" too: give this script an id of its own.`,
      });
      continue;
    }
    scripts.push(script);
    files[script.id] = file;
  }
  return { scripts, broken, faults, advice, files };
}

function readFile(file: string): Read {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/,.*/, '') : String(error);
    const message = `It cannot be read (${reason}): make it a text file that can be, or remove it.`;
    return {
      script: null,
      id: null,
      idLine: null,
      audience: [],
      faults: [{ line: null, message }],
      advice: [],
    };
  }
  return readScript(text);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/i.test(name))
      .sort();
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/,.*/, '') : String(error);
    throw new ScriptsRefused([
      {
        file: folder,
        line: null,
        message: `${basename(folder)} cannot be read (${reason}): correct SCRIPTS_DIR.`,
      },
    ]);
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

/** One file's text; faults in the order of their lines. */
export function readScript(text: string): Read {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  // By its words, because a file that is no YAML may have an id all the same.
  const id = /^id: *["']?([\w-]+)/m.exec(text)?.[1] ?? null;
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ pos, message }) => ({
      line: lines.linePos(pos[0]).line,
      message: `This is not YAML: ${message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')}. Look for a missing quote, a colon inside a text, or wrong indentation.`,
    }));
    return { script: null, id, idLine: 1, audience: [], faults, advice: [] };
  }
  const content: unknown = document.toJS();
  const { script, problems } = judge(content);
  const found = (advice: boolean) =>
    problems
      .filter((problem) => (problem.advice ?? false) === advice)
      .map(({ path, message }) => ({ line: lineOf(document, lines, path), message }))
      .sort((a, b) => a.line - b.line);
  const idLine = lineOf(document, lines, ['id']);
  return { script, id, idLine, audience: audienceOf(content), faults: found(false), advice: found(true) };
}

function judge(content: unknown): { script: Script | null; problems: Problem[] } {
  const header = headerFormat.safeParse(content);
  const problems = header.success ? [] : header.error.issues.flatMap((issue) => problemsOf(issue, []));
  const placed: Placed[] = [];
  const broken = new Set<string>();
  listOf(content).forEach((entry, index) => {
    const question = questionFormat.safeParse(entry);
    if (question.success) {
      placed.push({ index, written: question.data });
      return;
    }
    broken.add(keyOf(entry) ?? `question ${index}`);
    problems.push(...question.error.issues.flatMap((issue) => problemsOf(issue, ['questions', index])));
  });
  const known = header.success ? header.data : null;
  problems.push(...lint(known ?? { id: '', version: 1, title: '', case: 'none' }, placed, broken));
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

function problemsOf(issue: z.core.$ZodIssue, prefix: (string | number)[]): Problem[] {
  const path = [...prefix, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const place = prefix.length > 0 ? 'question' : 'script';
  const allowed = issue.path.length === 0 ? ` A ${place} can have ${allowedKeys[place].join(', ')}.` : '';
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: /\s/.test(key)
      ? `"${key}" is not known here: if it is part of a text with a comma, put the text in quotes.`
      : `"${key}" is not known here${didYouMean(key, place)}: correct the spelling or remove it.${allowed}`,
  }));
}

function didYouMean(key: string, place: keyof typeof allowedKeys): string {
  const near = nearest(key, allowedKeys[place]);
  return near === null ? '' : ` (did you mean ${near}?)`;
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
