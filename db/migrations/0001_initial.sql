-- Every table carries the workspace, in its primary key or in a unique key, and every reference repeats it:
-- a row can only ever point at a row of its own workspace.
-- Instants are UTC in ISO 8601 text, JSON is text, booleans are 0 and 1.

CREATE TABLE workspaces (
  id INTEGER PRIMARY KEY,
  team_id TEXT UNIQUE,              -- Slack's id; NULL until the bot first connects (data imported before that)
  name TEXT NOT NULL,
  kind TEXT CHECK (kind IN ('slack', 'sandbox')),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (workspace, key)
) STRICT;

CREATE TABLE people (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,                 -- Slack user id, or the reporter id of an import
  name TEXT,
  role TEXT,                        -- sales, support, marketing; NULL until known
  language TEXT,                    -- chosen by the person; NULL follows Slack's locale
  time_zone TEXT,
  dm_channel TEXT,
  home_seen_at TEXT,
  PRIMARY KEY (workspace, id)
) STRICT;

CREATE TABLE scripts (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,               -- the normalised script as JSON: a running interview stays on it
  stored_at TEXT NOT NULL,
  PRIMARY KEY (workspace, id, version)
) STRICT;

CREATE TABLE customers (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  record TEXT,                      -- the imported customer record as JSON; NULL where only staff named the customer
  record_hash TEXT,
  imported_at TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (workspace, key),
  CHECK ((record IS NULL) = (imported_at IS NULL))
) STRICT;
CREATE INDEX customers_by_name ON customers (workspace, name COLLATE NOCASE);

CREATE TABLE interviews (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  script TEXT NOT NULL,
  script_version INTEGER NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  language TEXT NOT NULL,
  case_kind TEXT NOT NULL CHECK (case_kind IN ('problem', 'comparison', 'none')),
  customer TEXT,                    -- NULL until the first question is answered
  status TEXT NOT NULL CHECK (status IN ('invited', 'in_progress', 'paused', 'complete', 'partial', 'abandoned', 'withdrawn')),
  visibility TEXT NOT NULL CHECK (visibility IN ('aggregates', 'reviewers', 'all')),
  reopened TEXT NOT NULL DEFAULT '[]',   -- keys of answered questions that are being asked again
  rotation TEXT NOT NULL DEFAULT '{}',   -- screen -> keys chosen for this interview when it began
  source TEXT NOT NULL CHECK (source IN ('slack', 'import', 'sample')),
  source_id TEXT NOT NULL,          -- the id in an import file, or the interview's own id
  permalink TEXT,                   -- of the message that a shortcut was used on
  started_at TEXT NOT NULL,
  finished_at TEXT,
  PRIMARY KEY (workspace, id),
  UNIQUE (workspace, source, source_id),
  FOREIGN KEY (workspace, person) REFERENCES people (workspace, id),
  FOREIGN KEY (workspace, script, script_version) REFERENCES scripts (workspace, id, version),
  FOREIGN KEY (workspace, customer) REFERENCES customers (workspace, key)
) STRICT;
CREATE UNIQUE INDEX one_open_interview_a_person ON interviews (workspace, person) WHERE status IN ('in_progress', 'paused');
CREATE INDEX interviews_by_customer ON interviews (workspace, customer);
CREATE INDEX interviews_by_finish ON interviews (workspace, finished_at);

CREATE TABLE answers (
  workspace INTEGER NOT NULL,
  id INTEGER NOT NULL,              -- shown as a<id>
  interview TEXT NOT NULL,
  question TEXT NOT NULL,
  latest_revision INTEGER NOT NULL,
  PRIMARY KEY (workspace, id),
  UNIQUE (workspace, interview, question),
  FOREIGN KEY (workspace, interview) REFERENCES interviews (workspace, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE answer_revisions (
  workspace INTEGER NOT NULL,
  answer INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('answered', 'dont_know', 'skipped', 'withdrawn')),
  value TEXT,                       -- JSON: string, number, boolean or array of strings; NULL unless answered
  wording TEXT NOT NULL,            -- the question exactly as it was shown
  language TEXT NOT NULL,
  visibility TEXT NOT NULL CHECK (visibility IN ('aggregates', 'reviewers', 'all')),
  message_ts TEXT,                  -- the Slack message that carried a typed answer: editing it edits the answer
  at TEXT NOT NULL,
  PRIMARY KEY (workspace, answer, revision),
  FOREIGN KEY (workspace, answer) REFERENCES answers (workspace, id) ON DELETE CASCADE,
  CHECK ((state = 'answered') = (value IS NOT NULL))
) STRICT;
CREATE INDEX revisions_by_message ON answer_revisions (workspace, message_ts) WHERE message_ts IS NOT NULL;

CREATE TABLE bands (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  dimension TEXT NOT NULL,
  cuts TEXT NOT NULL,               -- JSON array of ascending numbers: the borders between bands
  stored_at TEXT NOT NULL,
  PRIMARY KEY (workspace, dimension)
) STRICT;

CREATE TABLE draft_runs (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  asked_by TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('running', 'done', 'failed')),
  evidence_hash TEXT,
  result TEXT,                      -- what draft --json printed
  PRIMARY KEY (workspace, id)
) STRICT;

CREATE TABLE personas (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('negative', 'challenging', 'fix', 'undetermined', 'micro', 'buyer', 'customer')),
  level TEXT NOT NULL CHECK (level = CASE kind WHEN 'micro' THEN 'micro' ELSE 'macro' END),
  parent TEXT,
  parent_level TEXT,
  mirrors TEXT,                     -- the ideal persona that a negative one is the opposite of
  created_at TEXT NOT NULL,
  PRIMARY KEY (workspace, id),
  UNIQUE (workspace, id, level),
  -- A micro persona has exactly one parent and that parent is a macro persona.
  CHECK ((level = 'micro') = (parent IS NOT NULL)),
  CHECK ((parent IS NULL) = (parent_level IS NULL)),
  CHECK (parent_level IS NULL OR parent_level = 'macro'),
  FOREIGN KEY (workspace, parent, parent_level) REFERENCES personas (workspace, id, level),
  FOREIGN KEY (workspace, mirrors) REFERENCES personas (workspace, id)
) STRICT;

CREATE TABLE persona_versions (
  workspace INTEGER NOT NULL,
  persona TEXT NOT NULL,
  version INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'approved', 'rejected', 'retired', 'superseded')),
  name TEXT NOT NULL,
  verdict TEXT CHECK (verdict IN ('avoid', 'fix', 'keep', 'undetermined')),
  strength TEXT NOT NULL CHECK (strength IN ('supported', 'tentative', 'hypothesis')),
  body TEXT NOT NULL,               -- the persona as JSON (personas/persona.ts)
  evidence_hash TEXT NOT NULL,      -- of the evidence under it: the same hash is never drafted twice
  voice TEXT NOT NULL CHECK (voice IN ('embedded', 'model', 'person')),
  drafted_at TEXT NOT NULL,
  decided_at TEXT,
  PRIMARY KEY (workspace, persona, version),
  FOREIGN KEY (workspace, persona) REFERENCES personas (workspace, id)
) STRICT;
CREATE UNIQUE INDEX one_approved_version ON persona_versions (workspace, persona) WHERE status = 'approved';
CREATE UNIQUE INDEX one_draft_version ON persona_versions (workspace, persona) WHERE status = 'draft';

CREATE TABLE persona_cases (
  workspace INTEGER NOT NULL,
  persona TEXT NOT NULL,
  version INTEGER NOT NULL,
  customer TEXT NOT NULL,
  PRIMARY KEY (workspace, persona, version, customer),
  FOREIGN KEY (workspace, persona, version) REFERENCES persona_versions (workspace, persona, version) ON DELETE CASCADE,
  FOREIGN KEY (workspace, customer) REFERENCES customers (workspace, key)
) STRICT;

CREATE TABLE claims (
  workspace INTEGER NOT NULL,
  persona TEXT NOT NULL,
  version INTEGER NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,               -- the claim as JSON (evidence/evidence.ts): counts frozen with the version
  PRIMARY KEY (workspace, persona, version, id),
  FOREIGN KEY (workspace, persona, version) REFERENCES persona_versions (workspace, persona, version) ON DELETE CASCADE
) STRICT;

-- One row for every case a claim counts and every answer it rests on: SQL over these rows gives the claim's counts again.
CREATE TABLE evidence_links (
  workspace INTEGER NOT NULL,
  persona TEXT NOT NULL,
  version INTEGER NOT NULL,
  claim TEXT NOT NULL,
  customer TEXT NOT NULL,
  case_kind TEXT NOT NULL CHECK (case_kind IN ('problem', 'comparison')),
  side TEXT NOT NULL CHECK (side IN ('for', 'against')),
  dimension TEXT NOT NULL,
  answer INTEGER,                   -- NULL where the customer record is the source
  revision INTEGER,
  CHECK ((answer IS NULL) = (revision IS NULL)),
  UNIQUE (workspace, persona, version, claim, customer, dimension, answer),
  FOREIGN KEY (workspace, persona, version, claim) REFERENCES claims (workspace, persona, version, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace, customer) REFERENCES customers (workspace, key),
  FOREIGN KEY (workspace, answer, revision) REFERENCES answer_revisions (workspace, answer, revision)
) STRICT;
CREATE INDEX links_by_answer ON evidence_links (workspace, answer, revision);

CREATE TABLE quotes (
  workspace INTEGER NOT NULL,
  persona TEXT NOT NULL,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  customer TEXT NOT NULL,
  question TEXT NOT NULL,
  answer INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  start_unit INTEGER NOT NULL CHECK (start_unit >= 0),   -- UTF-16 code units of that revision
  end_unit INTEGER NOT NULL CHECK (end_unit > start_unit),
  dissenting INTEGER NOT NULL DEFAULT 0 CHECK (dissenting IN (0, 1)),
  PRIMARY KEY (workspace, persona, version, position),
  FOREIGN KEY (workspace, persona, version) REFERENCES persona_versions (workspace, persona, version) ON DELETE CASCADE,
  FOREIGN KEY (workspace, answer, revision) REFERENCES answer_revisions (workspace, answer, revision)
) STRICT;
CREATE INDEX quotes_by_answer ON quotes (workspace, answer, revision);

CREATE TABLE decisions (
  workspace INTEGER NOT NULL,
  id INTEGER NOT NULL,
  persona TEXT NOT NULL,
  version INTEGER NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('approve', 'reject', 'retire', 'edit')),
  decided_by TEXT NOT NULL,
  via TEXT NOT NULL CHECK (via IN ('slack', 'command line')),
  reason TEXT NOT NULL,
  intended_use TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (workspace, id),
  FOREIGN KEY (workspace, persona, version) REFERENCES persona_versions (workspace, persona, version)
) STRICT;
CREATE INDEX decisions_by_time ON decisions (workspace, at);

CREATE TABLE checks (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id INTEGER NOT NULL,
  asked_by TEXT NOT NULL,
  via TEXT NOT NULL CHECK (via IN ('slack', 'command line')),
  traits TEXT NOT NULL,             -- JSON: what was understood; the lead's own words are not kept
  outcome TEXT NOT NULL CHECK (outcome IN ('match', 'no_match', 'not_enough_known')),
  matched TEXT NOT NULL,            -- JSON: [{ id, version }]
  at TEXT NOT NULL,
  PRIMARY KEY (workspace, id)
) STRICT;
CREATE INDEX checks_by_time ON checks (workspace, at);

CREATE TABLE summaries (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  week TEXT NOT NULL,               -- ISO week, 2026-W47
  state TEXT NOT NULL CHECK (state IN ('claimed', 'posted', 'unknown')),
  body TEXT NOT NULL,               -- what summary --json printed; never changes once posted
  channel TEXT,
  message_ts TEXT,
  claimed_at TEXT NOT NULL,
  posted_at TEXT,
  PRIMARY KEY (workspace, week),
  CHECK ((state = 'posted') = (posted_at IS NOT NULL))
) STRICT;

-- What Slack sent, stored before it is acknowledged. The payload goes as soon as the work is done.
CREATE TABLE inbox (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  person TEXT,
  payload TEXT,
  state TEXT NOT NULL CHECK (state IN ('received', 'done', 'set_aside')),
  attempts INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  received_at TEXT NOT NULL,
  done_at TEXT,
  PRIMARY KEY (workspace, key),
  CHECK ((state = 'done') = (payload IS NULL))
) STRICT;
CREATE INDEX inbox_unfinished ON inbox (workspace, received_at) WHERE state <> 'done';
CREATE INDEX inbox_done ON inbox (done_at) WHERE state = 'done';

-- What should stand on screen. A slot is one message: first posted, later updated. `wanted` goes once it stands there.
CREATE TABLE outbox (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  slot TEXT NOT NULL,
  address TEXT NOT NULL,            -- a channel, or a person's id for their direct message
  wanted TEXT,                      -- JSON { text, blocks } or { remove: true }
  wanted_at TEXT NOT NULL,
  channel TEXT,                     -- where it was posted
  message_ts TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try_at TEXT,
  failure TEXT,
  sequence INTEGER NOT NULL,        -- order of posting
  PRIMARY KEY (workspace, slot)
) STRICT;
CREATE INDEX outbox_waiting ON outbox (workspace, sequence) WHERE wanted IS NOT NULL;
CREATE INDEX outbox_by_message ON outbox (workspace, channel, message_ts);

CREATE TABLE audit_log (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,              -- a person's id, 'command line, as USER', or 'mismatch'
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,             -- JSON; never an answer, a token or a name
  PRIMARY KEY (workspace, id)
) STRICT;

CREATE TABLE model_calls (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id INTEGER NOT NULL,
  at TEXT NOT NULL,
  prompt TEXT NOT NULL,
  prompt_hash TEXT NOT NULL,
  model TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  tokens_in INTEGER,
  tokens_out INTEGER,
  duration_ms INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  reply TEXT,                       -- kept only where it is reused; removed by purge
  PRIMARY KEY (workspace, id)
) STRICT;
CREATE INDEX calls_by_request ON model_calls (workspace, request_hash);

CREATE TABLE exports (
  workspace INTEGER NOT NULL,
  id INTEGER NOT NULL,
  persona TEXT NOT NULL,
  version INTEGER NOT NULL,
  format TEXT NOT NULL,
  exported_by TEXT NOT NULL,
  rows INTEGER,
  at TEXT NOT NULL,
  PRIMARY KEY (workspace, id),
  FOREIGN KEY (workspace, persona, version) REFERENCES persona_versions (workspace, persona, version)
) STRICT;
