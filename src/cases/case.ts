import type { AnswerValue, Level, Localized, QuestionType } from '../scripts/script.ts';

/** One answered question as it reaches the evidence: the newest revision only, withdrawn interviews left out. */
export type ReportAnswer = {
  /** The row's id; shown as `a9`. */
  answer: number;
  revision: number;
  question: string;
  /** `null` is "don't know". */
  value: AnswerValue | null;
};

/** One interview about one customer. */
export type Report = {
  interview: string;
  customer: string;
  /** `none` adds to a case that something else makes. */
  kind: 'problem' | 'comparison' | 'none';
  reporter: string;
  role: string;
  script: string;
  /** The version it was asked with; left out: the newest known. */
  scriptVersion?: number;
  at: string;
  answers: ReportAnswer[];
};

/** One line of customers.csv; `traits` are its `trait:<dimension>` columns. Money in the file's own currency, hours in hours. */
export type CustomerRecord = {
  key: string;
  name: string;
  good: boolean | null;
  consent: boolean | null;
  /** Every text column that was filled: domain, email, country, industry, company_size, outcome, ... */
  texts: Record<string, string>;
  /** Every numeric column that was filled: acquisition_cost, revenue, support_hours, ... */
  numbers: Record<string, number>;
  traits: Record<string, string>;
};

/** What is known of a question over all scripts and columns that feed the same dimension. */
export type Dimension = {
  key: string;
  label: Localized;
  type: QuestionType;
  level: Level;
  observable: 'before_sale' | 'after_sale';
  protected: boolean;
  /** Declared values in the script's order; empty where the values are free (imported columns). */
  values: { value: string; label: Localized }[];
  /** Ascending borders where numbers were cut into bands, else `null`. */
  cuts: number[] | null;
  /** Where the values are free: folded spelling -> the spelling most records use. */
  spellings?: Record<string, string>;
};

/** Where a value comes from. `null` answer: the customer record. */
export type Source = { answer: number; revision: number; reporter: string; role: string } | { answer: null };

/** One dimension of one case. `value` is `null` where reports disagree (`disputed`); an unknown dimension is absent. */
export type CaseTrait = {
  /** Several for a `multi` question. */
  values: string[] | null;
  disputed: boolean;
  /** Values of a `multi` question that only some of its reporters named: they count neither for nor against. */
  contested?: string[];
  /** The number before it was cut into bands. */
  raw: number | null;
};

/** Something by dimension; a `Map` is one. What is not known is `undefined`. */
export type Lookup<T> = { get(dimension: string): T | undefined };

export type CaseText = {
  answer: number;
  revision: number;
  question: string;
  reporter: string;
  role: string;
  text: string;
};

/** One customer, everything said about it and its record merged. */
export type Case = {
  key: string;
  name: string;
  kind: 'problem' | 'comparison';
  /** Distinct people, sorted. A record is a source, not a reporter. */
  reporters: string[];
  roles: string[];
  hasRecord: boolean;
  /** What its record says in numbers. */
  record: Pick<CustomerRecord, 'numbers'> | null;
  traits: Lookup<CaseTrait>;
  /** What each trait rests on. */
  sources: Lookup<readonly Source[]>;
  texts: CaseText[];
};

/** All that evidence is made from. Pure data, sorted by key: the order of rows never shows. */
export type CaseTable = {
  cases: Case[];
  dimensions: Record<string, Dimension>;
  /** Customers reported as both kinds: they count for neither side. */
  disputed: string[];
  /** Protected dimensions that were left out of every rule. */
  leftOut: string[];
  /** Customers told of in the interviews that buyer and customer personas are drawn from: keys, sorted. */
  portrayed: Record<Portrayal, string[]>;
  /** Those of them that nobody called a problem or a success: they count in their portrait alone. */
  unjudged: Case[];
};

/** Whom an interview portrays: the customers we want more of, or how customers see us after the sale. */
export type Portrayal = 'buyer' | 'customer';
