import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Reading } from '../model/ask.ts';
import { mark, signFor, unmark } from '../model/mark.ts';
import type { JsonSchema, ModelRequest } from '../model/model.ts';
import { loadPrompt } from '../model/prompt.ts';
import { readJson } from '../model/reading.ts';
import { createAliases, type Finder, hide } from '../model/redact.ts';
import type { Language } from '../text/language.ts';
import { shorten } from '../text/mrkdwn.ts';
import {
  codeOf,
  type Dropped,
  type Finding,
  type Findings,
  findingKinds,
  labelFault,
  type Span,
  sentencesIn,
} from './themes.ts';

const languages: Record<Language, string> = { en: 'English', ru: 'Russian' };
/** Raise it when the schema or what is made of the reply changes: every answer is then read anew. */
const SCHEMA = 1;
const MOST_FINDINGS = 6;
const TOKENS_OUT = 300;
/** Of what was left out, enough to see what it was. UTF-16 units. */
const SHOWN = 60;

/** Reads the prompt file; the bot checks it when it starts. */
function themesPrompt() {
  return loadPrompt('themes', ['language', 'mark', 'material'] as const);
}

export type AnswerText = { question: string; text: string };

/** An answer that was read under the same key says the same: nothing about other answers or known names is part of it. */
export function readingKey({ question, text }: AnswerText, model: string, language: Language): string {
  const told = [SCHEMA, model, themesPrompt().hash, language, question, text];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}

export type ThemeRequest = { request: ModelRequest; read(reply: string): Reading<Findings> };
/** Anything goes in but ids: what does not fit is dropped one by one, so that one bad finding costs no good one. */
const lenient = z.object({
  findings: z.array(z.object({ kind: z.string(), label: z.string(), sentence: z.string() })),
});

/** What a model is told about one answer: its sentences with their ids, without names. */
export function themeRequest({ question, text }: AnswerText, language: Language, find: Finder): ThemeRequest {
  const spans = new Map(sentencesIn(text).map((span, index) => [`s${index + 1}`, span]));
  const aliases = createAliases(find);
  const covered = new Map([...spans].map(([id, span]) => [id, aliases.cover(text, span)]));
  const sign = signFor([...covered.values()]);
  const sentences = [...covered].map(([id, sentence]) => ({ id, text: mark(sentence, sign) }));
  const prompt = themesPrompt();
  const filled = prompt.fill({
    language: languages[language],
    mark: sign,
    material: JSON.stringify({ question: question.replaceAll('_', ' '), sentences }, null, 1),
  });
  const schema = { name: 'findings', schema: schemaFor([...spans.keys()]) };
  return {
    request: { prompt: prompt.name, promptHash: prompt.hash, ...filled, schema, tokensOut: TOKENS_OUT },
    read: (reply) => {
      const reading = readJson(reply, lenient);
      if (reading.reading === 'unreadable') return reading;
      const judged = reading.value.findings
        .slice(0, MOST_FINDINGS)
        .map((one) => judge({ ...one, label: unmark(one.label, sign) }, spans, find));
      const findings = once(judged.flatMap((one) => ('code' in one ? [one] : [])));
      return {
        reading: 'read',
        value: { findings, dropped: judged.flatMap((one) => ('why' in one ? [one] : [])) },
      };
    },
  };
}

function schemaFor(ids: string[]): JsonSchema {
  const shape = z.strictObject({
    findings: z.array(
      z.strictObject({ kind: z.enum(findingKinds), label: z.string(), sentence: z.enum(ids) }),
    ),
  });
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape);
  return schema as JsonSchema;
}

function judge(
  said: { kind: string; label: string; sentence: string },
  spans: ReadonlyMap<string, Span>,
  find: Finder,
): Finding | Dropped {
  const { label } = said;
  const drop = (why: Dropped['why']): Dropped => ({ said: shorten(hide(find, label).text, SHOWN), why });
  const kind = findingKinds.find((one) => one === said.kind);
  if (kind === undefined) return drop('kind');
  const span = spans.get(said.sentence);
  if (span === undefined) return drop('sentence');
  const fault = labelFault(label, find);
  if (fault !== null) return drop(fault);
  return { kind, code: codeOf(label), label: label.charAt(0).toUpperCase() + label.slice(1), ...span };
}

/** One sentence tells a thing once. */
function once(findings: Finding[]): Finding[] {
  const keys = findings.map(({ kind, code, start }) => `${kind} ${code} ${start}`);
  return findings.filter((_, index) => keys.indexOf(keys[index]!) === index);
}
