import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AnswerValue, Question, Role, Script } from '../scripts/script.ts';
import { checkValue } from './interview-value.ts';
import { repeatedKey } from './repeated-key.ts';

/** One line of interviews.jsonl, checked against its script. */
export type ImportedInterview = {
  id: string;
  customer: { key: string; name: string };
  kind: 'problem' | 'comparison';
  reporter: { id: string; role: Role };
  script: Script;
  /** UTC. */
  at: string;
  /** In the script's order. `null` is "don't know"; a missing question was not asked. */
  answers: { question: Question; value: AnswerValue | null }[];
  /** Of all the above: the same line again changes nothing. */
  hash: string;
};

export type CheckedLine =
  | { ok: true; interview: ImportedInterview; ignored: string[] }
  | { ok: false; reasons: string[] };

const name = z.string().trim().min(1).max(300);
const shape = z.object({
  id: name,
  case: z.object({ key: name, name, kind: z.enum(['problem', 'comparison']) }),
  reporter: z.object({ id: name, role: z.enum(['sales', 'support', 'marketing']) }),
  script: name,
  at: z.iso.datetime({ offset: true }).refine((at) => at >= '1900' && at < '2200'),
  // Not a record of zod's: that would pass over a key such as __proto__ in silence.
  answers: z.custom<Record<string, unknown>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ),
});
type Line = z.infer<typeof shape>;

const DAY_MS = 86_400_000;
const KNOWN = new Set(Object.keys(shape.shape));
const EXPECTED: Record<string, string> = {
  id: 'a text that is different for every interview',
  case: '{"key": …, "name": …, "kind": "problem" or "comparison"}',
  'case.key': 'a text of 1 to 300 characters',
  'case.name': 'a text of 1 to 300 characters',
  'case.kind': 'problem or comparison',
  reporter: '{"id": …, "role": …}',
  'reporter.id': 'a text of 1 to 300 characters',
  'reporter.role': 'sales, support or marketing',
  script: 'the id of a script',
  at: 'a moment such as 2026-05-04T09:30:00Z',
  answers: 'an object with the script’s question keys',
};

const SPREAD_OUT =
  'The JSON is spread over many lines: write each interview on a line of its own (jq -c does that: jq -c ".[]" for a list).';
const ONE_LIST =
  'The file is one list, and each line must be one JSON object: write each interview on a line of its own (jq -c ".[]" does that).';
const TABLE =
  'The file is a table (CSV), and interviews are JSON, one object a line. Customer records are imported with: mismatch import customers.';

/** Why a file that begins with this line cannot be read line by line; `null` where it may be. */
export function notOneALine(first: string): string | null {
  if (/^\s*[[{]\s*$/.test(first)) return SPREAD_OUT;
  if (/^\s*\[\s*\{/.test(first)) return ONE_LIST;
  return /^["\p{L}_][^{}[\]:]*[,;\t|]/u.test(first) ? TABLE : null;
}

/**
 * Checks one line against the scripts, each id in its newest version.
 * Every fault of the line is told, with the key, the value and what is allowed.
 *
 * @param now nobody can have answered after it; a day is left to clocks that are wrong
 */
export function checkLine(text: string, scripts: ReadonlyMap<string, Script>, now: string): CheckedLine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, reasons: [jsonFault(text, error)] };
  }
  const twice = repeatedKey(text);
  if (twice !== null) {
    return { ok: false, reasons: [`${JSON.stringify(twice)} is given twice: leave one of them.`] };
  }
  const parsed = shape.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path }) => shapeFault(path, json));
    return { ok: false, reasons: [...new Set(faults)] };
  }
  const line = parsed.data;
  const script = scripts.get(line.script);
  if (!script) {
    return {
      ok: false,
      reasons: [
        `script is ${show(line.script)}: there is only ${[...scripts.keys()].join(', ') || 'no script at all'}.`,
      ],
    };
  }
  if (Date.parse(line.at) > Date.parse(now) + DAY_MS) {
    return {
      ok: false,
      reasons: [`at is ${show(line.at)}, which is still to come: give the day it was said.`],
    };
  }
  return checkAnswers(line, script, ignoredFields(json));
}

function checkAnswers(line: Line, script: Script, ignored: string[]): CheckedLine {
  const reasons: string[] = [];
  // A script about no kind of case leaves it to the line to say how the customer turned out.
  if (script.case !== 'none' && script.case !== line.case.kind) {
    reasons.push(
      `case.kind is ${show(line.case.kind)}, but the script ${script.id} is about a ${script.case} case.`,
    );
  }
  const known = new Map(script.questions.map((question) => [question.key, question]));
  for (const key of Object.keys(line.answers)) {
    if (known.has(key)) continue;
    reasons.push(
      `answers.${key} is not a question of ${script.id}. It asks: ${[...known.keys()].join(', ')}.`,
    );
  }
  const answers: ImportedInterview['answers'] = [];
  for (const question of script.questions) {
    const raw = Object.hasOwn(line.answers, question.key) ? line.answers[question.key] : undefined;
    if (question.type === 'customer') {
      // The case says whom it is about, so this question counts as answered: with the key, as in a conversation.
      const { key, name: customer } = line.case;
      if (raw === undefined || raw === null || raw === key || raw === customer) {
        answers.push({ question, value: key });
      } else reasons.push(`answers.${question.key} is ${show(raw)}, but the case is ${show(key)}.`);
      continue;
    }
    if (raw === undefined) continue;
    const checked = raw === null ? { ok: true as const, value: null } : checkValue(question, raw);
    if (checked.ok) answers.push({ question, value: checked.value });
    else reasons.push(`answers.${question.key} is ${show(raw)}: allowed is ${checked.allowed}, or null.`);
  }
  if (reasons.length > 0) return { ok: false, reasons };
  return { ok: true, interview: interviewOf(line, script, answers), ignored };
}

function interviewOf(line: Line, script: Script, answers: ImportedInterview['answers']): ImportedInterview {
  const { id, reporter } = line;
  const { key, name: customerName, kind } = line.case;
  const at = new Date(line.at).toISOString();
  const said = answers.map(({ question, value }) => [question.key, value]).sort();
  const hash = createHash('sha256')
    .update(JSON.stringify([key, customerName, kind, reporter.id, reporter.role, script.id, at, said]))
    .digest('base64url');
  return { id, customer: { key, name: customerName }, kind, reporter, script, at, answers, hash };
}

function ignoredFields(json: unknown): string[] {
  return json !== null && typeof json === 'object' ? Object.keys(json).filter((key) => !KNOWN.has(key)) : [];
}

function shapeFault(path: PropertyKey[], json: unknown): string {
  const key = path.join('.');
  let value = json;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[step];
  if (key === '') return `This is ${show(json)}: each line is one JSON object.`;
  const expected = EXPECTED[key] ?? 'something else';
  return value === undefined
    ? `${key} is missing: ${expected}.`
    : `${key} is ${show(value)}: it must be ${expected}.`;
}

/** A value as it stood in the file, cut so that the sentence stays readable. */
function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing');
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

/** The parser's own words, without the piece of the line that it repeats: that may be somebody's answer. */
function jsonFault(text: string, error: unknown): string {
  if (/\}\s*,\s*$/.test(text))
    return 'The line ends with a comma: leave it out. Each line is one JSON object.';
  const message = error instanceof Error ? error.message : String(error);
  const words = message.replace(/, (?:\.\.\.)?".*$/s, '').replace(/ \(line \d+ column \d+\)/, '');
  return `This is not JSON (${words}). Each line is one JSON object.`;
}
