import type { AnswerState, CaseKind, InterviewStatus, Row, Visibility } from '../database/tables.ts';
import type { AnswerValue } from '../scripts/script.ts';

/** One wording of an answer, as it was given. */
export type Wording = {
  revision: number;
  state: AnswerState;
  value: AnswerValue | null;
  /** The value as a person reads it: labels in place of codes. */
  words: string | null;
  asked: string;
  visibility: Visibility;
  at: string;
};

export type KeptAnswer = { id: number; question: string; wordings: Wording[] };

export type KeptInterview = {
  id: string;
  title: string;
  customer: string | null;
  kind: CaseKind;
  status: InterviewStatus;
  source: 'slack' | 'import' | 'sample';
  visibility: Visibility;
  startedAt: string;
  finishedAt: string | null;
  answers: KeptAnswer[];
};

/** Everything stored about one person. Nothing of another person is in it. */
export type Kept = {
  person: string;
  name: string | null;
  role: string | null;
  language: string | null;
  timeZone: string | null;
  hearsBack: boolean;
  namedInThanks: boolean;
  /** When they may be asked, whether they agreed, and whether Slack says they are away; `null` until any of it is known. */
  asking: Omit<Row<'availability'>, 'workspace' | 'person'> | null;
  invitations: { invited_at: string; script: string; reason: string | null; state: string }[];
  /** Whether a quote that only they stand behind may be shown. */
  quotes: { asked_at: string; state: string; decided_at: string | null }[];
  interviews: KeptInterview[];
  checks: { at: string; traits: unknown; outcome: string }[];
  decisions: { at: string; persona: string; decision: string; reason: string }[];
  /** Files that left the database and rest on these answers. */
  exports: { persona: string; version: number; format: string; at: string }[];
};

/** How many people read an answer under each promise, from few to all. */
const ORDER: readonly Visibility[] = ['aggregates', 'reviewers', 'all'];

/** Whether more people would read an answer under this promise than under that one. */
export function isWider(visibility: Visibility, than: Visibility): boolean {
  return ORDER.indexOf(visibility) > ORDER.indexOf(than);
}

/** How an answer reads, whatever its type. */
export function valueText(value: AnswerValue): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
