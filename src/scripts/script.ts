/** An interview script as the rest of the bot sees it: normalised, with every default filled in. */

import type { Language, Localized } from '../text/language.ts';

export type { Language, Localized };
export type Role = 'sales' | 'support' | 'marketing';
export type QuestionType =
  | 'text'
  | 'choice'
  | 'multi'
  | 'number'
  | 'money'
  | 'duration'
  | 'date'
  | 'yesno'
  | 'scale'
  | 'customer';
/** `macro`: forms groups. `subtle`: reserved for micro personas. `outcome`, `cost`: described, never group-forming. */
export type Level = 'macro' | 'subtle' | 'outcome' | 'cost' | 'none';

/** A question's wording by role; `any` is for everyone who has none of their own. */
export type Wording = {
  [L in Language]?: { any?: string; sales?: string; support?: string; marketing?: string };
};

export type Option = { value: string; label: Localized };

export type Question = {
  key: string;
  ask: Wording;
  type: QuestionType;
  /** Empty unless the type offers options. `yesno` has `yes` and `no`, `scale` its steps as numbers. */
  options: Option[];
  /** Earlier key -> the values that show this question; all must hold. Empty: always shown. */
  askIf: Record<string, string[]>;
  /** Consecutive questions with the same screen stand in one modal; `null`: a screen of its own. */
  screen: string | null;
  required: boolean;
  validate: { min: number | null; max: number | null };
  probe: { max: number; when: 'vague' | 'always' | 'never'; goal: string } | null;
  /** The trait this feeds; defaults to the key. */
  dimension: string;
  level: Level;
  observable: 'before_sale' | 'after_sale';
  protected: boolean;
};

export type Script = {
  id: string;
  version: number;
  title: Localized;
  /** What it is about, in one line, for whoever chooses among several; left out: what its kind of case says. */
  about?: Localized;
  /** Roles it is for; empty: everyone. */
  audience: Role[];
  case: 'problem' | 'comparison' | 'none';
  questions: Question[];
  /** Screen -> how many of its questions are asked, those with the fewest answers so far. */
  rotate: Record<string, number>;
};

/** What one answer holds: text and choices are strings, several choices an array, yes/no is 'yes' or 'no'. */
export type AnswerValue = string | number | string[];

/**
 * A script that stands in the folder and cannot be used. `id`: its file's name where not even its id can be read;
 * `audience`: empty where it is for everybody, or cannot be read.
 */
export type Broken = { id: string; audience: readonly string[] };
