import type { ColumnType, Insertable, Selectable } from 'kysely';
import type { Language } from '../text/language.ts';

/** A column with a default in the schema: optional when a row is written. */
type Defaulted<T> = ColumnType<T, T | undefined, T>;
type Flag = 0 | 1;

export type InterviewStatus =
  | 'invited'
  | 'in_progress'
  | 'paused'
  | 'complete'
  | 'partial'
  | 'abandoned'
  | 'withdrawn';
export type CaseKind = 'problem' | 'comparison' | 'none';
export type Visibility = 'aggregates' | 'reviewers' | 'all';
export type AnswerState = 'answered' | 'dont_know' | 'skipped' | 'withdrawn';
export type PersonaKind =
  | 'negative'
  | 'challenging'
  | 'fix'
  | 'undetermined'
  | 'micro'
  | 'buyer'
  | 'customer';
export type PersonaStatus = 'draft' | 'approved' | 'rejected' | 'retired' | 'superseded';
export type Verdict = 'avoid' | 'fix' | 'keep' | 'undetermined';
export type Strength = 'supported' | 'tentative' | 'hypothesis';
/** Why somebody is asked: src/invitations. */
export type Reason = 'more_evidence' | 'reported' | 'churned' | 'question' | 'stale';
export type InvitationState = 'consent' | 'invited' | 'started' | 'declined' | 'closed';
/** A trouble, or something that could be noticed before the sale. */
export type FindingKind = 'theme' | 'signal';
export type Via = 'slack' | 'command line';
export type CheckVia = Via | 'http';
/** What became of a lead: taken as a customer and it went well, or badly; or not taken at all. */
export type LeadResult = 'went_well' | 'went_badly' | 'not_taken';

/**
 * The schema as `db/migrations` leaves it. JSON columns are text here; each store parses its own.
 * `interviews`, `customers` and `answers` are views that leave out what an import has not shown yet; the tables under
 * them, which end in `_rows`, are for imports, and for whoever has to reach what nobody sees yet.
 */
export type Tables = Shown & {
  customer_rows: Shown['customers'] & {
    import_run: Defaulted<number | null>;
    next_run: Defaulted<number | null>;
  };
  interview_rows: Shown['interviews'] & { next_run: Defaulted<number | null> };
  answer_rows: Shown['answers'] & {
    next_run: Defaulted<number | null>;
    next_revision: Defaulted<number | null>;
  };
  /** Kept by triggers: names of customers as they are searched. */
  customer_names: { workspace: number; key: string; folded: string; core: string };
  customer_aliases: {
    workspace: number;
    id: number;
    alias: string;
    canonical: string;
    merged_by: string;
    merged_at: string;
    undone_by: string | null;
    undone_at: string | null;
  };
  quote_consents: {
    workspace: number;
    answer: number;
    revision: number;
    start_unit: number;
    end_unit: number;
    person: string;
    state: 'asked' | 'yes' | 'no';
    asked_at: string;
    decided_at: string | null;
  };
  heard_back: { workspace: number; person: string; persona: string; version: number; told_at: string };
  homes: { workspace: number; person: string; opened_at: string; drawn: string };
  read_answers: {
    workspace: number;
    answer: number;
    revision: number;
    key: string;
    read_at: string;
    dropped: Defaulted<string>;
  };
  findings: {
    workspace: number;
    answer: number;
    position: number;
    kind: FindingKind;
    code: string;
    label: string;
    start_unit: number;
    end_unit: number;
  };
  reason_codes: {
    workspace: number;
    kind: FindingKind;
    code: string;
    state: 'confirmed' | 'left_out';
    counts_as: string;
    label: string;
    decided_by: string;
    decided_at: string;
  };
  finding_corrections: {
    workspace: number;
    answer: number;
    revision: number;
    kind: FindingKind;
    code: string;
    corrected_by: string;
    corrected_at: string;
  };
  judged_names: {
    workspace: number;
    name: string;
    ruling: 'hide' | 'clear';
    judged_by: string;
    judged_at: string;
  };
  model_endpoints: {
    workspace: number;
    place: string;
    rung: 'json_schema' | 'json_object' | 'plain';
    learnt_at: string;
  };
  history_revisions: { workspace: number; revision: number };
  fault_counts: { workspace: number; until: string; revision: number; known: number; ours: string };
  customers_apart: { workspace: number; one: string; other: string; said_by: string; said_at: string };
};

type Shown = {
  workspaces: {
    id: Defaulted<number>;
    team_id: string | null;
    name: string;
    kind: 'slack' | 'sandbox' | null;
    created_at: string;
  };
  settings: { workspace: number; key: string; value: string; updated_by: string; updated_at: string };
  people: {
    workspace: number;
    id: string;
    name: string | null;
    role: string | null;
    language: string | null;
    time_zone: string | null;
    locale: string | null;
    dm_channel: string | null;
    home_seen_at: string | null;
    /** Whether they want to know in which personas their answers counted. */
    hears_back: Defaulted<Flag>;
    /** Whether the weekly summary may thank them by name. */
    named_in_thanks: Defaulted<Flag>;
  };
  scripts: { workspace: number; id: string; version: number; body: string; stored_at: string };
  customers: {
    workspace: number;
    key: string;
    name: string;
    record: string | null;
    record_hash: string | null;
    imported_at: string | null;
    created_at: string;
  };
  interviews: {
    workspace: number;
    id: string;
    script: string;
    script_version: number;
    person: string;
    role: string;
    language: string;
    case_kind: CaseKind;
    customer: string | null;
    status: InterviewStatus;
    visibility: Visibility;
    reopened: Defaulted<string>;
    rotation: Defaulted<string>;
    source: 'slack' | 'import' | 'sample';
    source_id: string;
    permalink: string | null;
    started_at: string;
    finished_at: string | null;
    import_run: Defaulted<number | null>;
    import_hash: Defaulted<string | null>;
  };
  answers: { workspace: number; id: number; interview: string; question: string; latest_revision: number };
  probe_wordings: {
    workspace: number;
    interview: string;
    question: string;
    follows: string;
    wording: string | null;
  };
  answer_revisions: {
    workspace: number;
    answer: number;
    revision: number;
    state: AnswerState;
    value: string | null;
    wording: string;
    language: string;
    visibility: Visibility;
    message_ts: string | null;
    at: string;
  };
  bands: { workspace: number; dimension: string; cuts: string; stored_at: string };
  draft_runs: {
    workspace: number;
    id: number;
    started_at: string;
    finished_at: string | null;
    asked_by: string;
    outcome: 'running' | 'done' | 'failed';
    evidence_hash: string | null;
    result: string | null;
  };
  personas: {
    workspace: number;
    id: string;
    kind: PersonaKind;
    level: 'macro' | 'micro';
    parent: string | null;
    parent_level: 'macro' | null;
    mirrors: string | null;
    created_at: string;
  };
  persona_versions: {
    workspace: number;
    persona: string;
    version: number;
    status: PersonaStatus;
    name: string;
    verdict: Verdict | null;
    strength: Strength;
    body: string;
    evidence_hash: string;
    voice: 'embedded' | 'model' | 'person';
    drafted_at: string;
    decided_at: string | null;
  };
  persona_cases: { workspace: number; persona: string; version: number; customer: string };
  regroupings: {
    workspace: number;
    id: number;
    kind: 'merge' | 'split';
    persona: string;
    other: string | null;
    dimension: string | null;
    value: string | null;
    asked_by: string;
    asked_at: string;
    undone_by: string | null;
    undone_at: string | null;
  };
  regrouping_cases: { workspace: number; regrouping: number; part: 'own' | 'other'; customer: string };
  claims: { workspace: number; persona: string; version: number; id: string; body: string };
  evidence_blocks: {
    workspace: number;
    id: number;
    case_kind: 'problem' | 'comparison';
    side: 'for' | 'against';
    dimension: string;
    hash: string | null;
  };
  block_links: {
    workspace: number;
    block: number;
    position: number;
    customer: string;
    answer: number | null;
    revision: number | null;
  };
  claim_blocks: { workspace: number; persona: string; version: number; claim: string; block: number };
  /** A view over blocks. */
  evidence_links: {
    workspace: number;
    persona: string;
    version: number;
    claim: string;
    customer: string;
    case_kind: 'problem' | 'comparison';
    side: 'for' | 'against';
    dimension: string;
    answer: number | null;
    revision: number | null;
  };
  quotes: {
    workspace: number;
    persona: string;
    version: number;
    position: number;
    customer: string;
    question: string;
    answer: number;
    revision: number;
    start_unit: number;
    end_unit: number;
    dissenting: Defaulted<Flag>;
    part: string | null;
  };
  quote_translations: {
    workspace: number;
    answer: number;
    revision: number;
    start_unit: number;
    end_unit: number;
    language: Language;
    text: string | null;
    at: string;
  };
  decisions: {
    workspace: number;
    id: number;
    persona: string;
    version: number;
    decision:
      | 'approve'
      | 'reject'
      | 'retire'
      | 'edit'
      | 'confirm'
      | 'turn_positive'
      | 'merge'
      | 'split'
      | 'undo';
    decided_by: string;
    via: Via;
    reason: string;
    intended_use: string | null;
    at: string;
  };
  staleness_cards: {
    workspace: number;
    persona: string;
    version: number;
    cause: 'old' | 'mostly_old' | 'contradicted' | 'outcomes';
    since: string;
    posted_at: string;
  };
  evidence_revisions: { workspace: number; revision: number; dimensions: number; names: number };
  approved_standings: {
    workspace: number;
    persona: string;
    changed: number;
    standing: 'good' | 'fallen' | null;
    lost: string;
  };
  checks: {
    workspace: number;
    id: number;
    asked_by: string;
    via: CheckVia;
    traits: string;
    outcome: 'match' | 'no_match' | 'not_enough_known';
    matched: string;
    at: string;
  };
  check_outcomes: {
    workspace: number;
    check_id: number;
    result: LeadResult;
    reported_by: string;
    via: CheckVia;
    at: string;
  };
  summaries: {
    workspace: number;
    week: string;
    state: 'claimed' | 'posted' | 'unknown' | 'silent';
    body: string;
    channel: string | null;
    message_ts: string | null;
    claimed_at: string;
    posted_at: string | null;
  };
  installations: {
    workspace: number;
    bot_token: string;
    bot_id: string;
    bot_user_id: string;
    scopes: string;
    installed_by: string;
    installed_at: string;
  };
  /** What a delivery sent, by Slack's ids, from before it was shown. */
  files_sent: { workspace: number; delivery: string; file: string };
  inbox: {
    workspace: number;
    key: string;
    kind: string;
    person: string | null;
    payload: string | null;
    state: 'received' | 'done' | 'set_aside';
    attempts: Defaulted<number>;
    failure: string | null;
    received_at: string;
    done_at: string | null;
  };
  outbox: {
    workspace: number;
    slot: string;
    address: string;
    wanted: string | null;
    wanted_at: string;
    channel: string | null;
    message_ts: string | null;
    attempts: Defaulted<number>;
    next_try_at: string | null;
    failure: string | null;
    sequence: number;
  };
  audit_log: {
    workspace: number;
    id: number;
    at: string;
    actor: string;
    action: string;
    subject: string;
    detail: string;
  };
  model_calls: {
    workspace: number;
    id: number;
    at: string;
    prompt: string;
    prompt_hash: string;
    model: string;
    request_hash: string;
    tokens_in: number | null;
    tokens_out: number | null;
    duration_ms: number;
    outcome: string;
    reply: string | null;
    usd: Defaulted<number | null>;
  };
  exports: {
    workspace: number;
    id: number;
    persona: string;
    version: number;
    format: string;
    exported_by: string;
    rows: number | null;
    at: string;
  };
  campaigns: {
    workspace: number;
    id: number;
    script: string | null;
    weekday: number | null;
    at: string;
    every_weeks: number | null;
    window_days: number;
    reminders: number;
    starts_on: string;
    planned_by: string;
    planned_at: string;
    stopped_at: string | null;
  };
  campaign_audience: { workspace: number; campaign: number; kind: 'person' | 'role'; value: string };
  invitations: {
    workspace: number;
    id: number;
    campaign: number;
    person: string;
    round: string;
    week: string;
    script: string;
    reason: Reason | null;
    subject: string | null;
    state: InvitationState;
    shown: Defaulted<number>;
    invited_at: string;
    shown_at: string;
    closes_at: string;
    reminders: Defaulted<number>;
    snoozed_until: Defaulted<string | null>;
    interview: Defaulted<string | null>;
    ended_at: Defaulted<string | null>;
  };
  availability: {
    workspace: number;
    person: string;
    consent: Defaulted<'unknown' | 'yes' | 'never'>;
    consent_asked: Defaulted<number>;
    consent_from: Defaulted<string | null>;
    days: Defaulted<string>;
    at: Defaulted<string | null>;
    quiet_from: Defaulted<string>;
    quiet_to: Defaulted<string>;
    muted_until: Defaulted<string | null>;
    reachable: Defaulted<Flag>;
    away: Defaulted<Flag>;
    away_until: Defaulted<string | null>;
    looked_at: Defaulted<string | null>;
  };
  evidence_requests: {
    workspace: number;
    id: number;
    reason: Reason;
    subject: string;
    person: string | null;
    script: string | null;
    asked_by: string;
    asked_at: string;
    closed_at: string | null;
  };
  import_runs: {
    workspace: number;
    id: number;
    kind: 'interviews' | 'customers';
    state: 'running' | 'done' | 'dropped';
    started_at: string;
    finished_at: string | null;
  };
  import_erasures: { workspace: number; run: number; subject: string };
  /** On their way out: src/erasure. */
  condemned_answers: { workspace: number; answer: number };
  condemned_customers: { workspace: number; customer: string };
  condemned_people: { workspace: number; person: string };
  /** `fallen`: JSON, the ids of approved personas that had fallen before the erasure under way. */
  erasures: { workspace: number; fallen: string };
  /** The links of evidence without those on their way out. */
  links_left: { workspace: number; block: number; customer: string; answer: number | null };
  staged_interviews: {
    workspace: number;
    run: number;
    interview: string;
    script: string;
    script_version: number;
    person: string;
    role: string;
    case_kind: 'problem' | 'comparison';
    customer: string;
    customer_name: string;
    at: string;
    hash: string;
  };
  staged_customers: {
    workspace: number;
    run: number;
    key: string;
    name: string;
    record: string;
    hash: string;
  };
};

export type Row<T extends keyof Tables> = Selectable<Tables[T]>;
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>;
