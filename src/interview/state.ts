import type { AnswerState, InterviewStatus, Visibility } from '../database/tables.ts';
import type { Rotation } from '../scripts/path.ts';
import type { AnswerValue, Role, Script } from '../scripts/script.ts';
import type { Language } from '../text/language.ts';
/** The newest revision of one answer. */
export type Answer = {
  /** Counts from 1; every earlier revision is kept in the database. */
  revision: number;
  state: AnswerState;
  /** `null` unless answered. For the customer question: the customer's key. */
  value: AnswerValue | null;
  /** The question exactly as it was shown. */
  wording: string;
  language: Language;
  /** Who was promised to see it. */
  visibility: Visibility;
  /** The Slack message that carried it: editing the message edits the answer. */
  messageTs: string | null;
  at: string;
  /** What a withdrawn answer said before, so that it can come back; `null` for every other answer. */
  before: { state: AnswerState; value: AnswerValue | null } | null;
};

/** One interview as plain data. Where it stands is derived from the answers; nothing counts along. */
export type Interview = {
  id: string;
  /** Pinned: the version it began with. */
  script: Script;
  person: string;
  role: Role;
  language: Language;
  /** As last named; see {@link customerOf}. */
  customer: { key: string; name: string } | null;
  status: InterviewStatus;
  visibility: Visibility;
  answers: Record<string, Answer>;
  /** Keys of answered questions that are being asked again. */
  reopened: string[];
  /** Key of a follow-up -> its wording by a model. */
  probes: Record<string, ProbeWording>;
  rotation: Rotation;
  permalink: string | null;
  startedAt: string;
  finishedAt: string | null;
};

/** A follow-up's wording as a model is asked for it. `text` is `null` until it has answered or its time is over. */
export type ProbeWording = {
  /** The revisions of the answers that it follows: an edited one makes the wording void. */
  of: string;
  text: string | null;
};
