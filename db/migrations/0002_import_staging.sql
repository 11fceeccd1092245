-- An import writes in short transactions to rows nobody sees and becomes visible in one last short one.
-- A new interview waits as 'withdrawn' with the run's number in `import_run`; what the last step changes waits
-- in the staged tables. Rows of a run that died are dropped when the next import begins.

CREATE TABLE import_runs (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('interviews', 'customers')),
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'dropped')),
  started_at TEXT NOT NULL,
  beat_at TEXT NOT NULL,            -- renewed with every batch: a run that is silent for a minute is dead
  finished_at TEXT,
  PRIMARY KEY (workspace, id)
) STRICT;
CREATE UNIQUE INDEX one_import_at_a_time ON import_runs (workspace) WHERE state = 'running';

ALTER TABLE interviews ADD COLUMN import_run INTEGER;   -- NULL as soon as the interview is visible
ALTER TABLE interviews ADD COLUMN import_hash TEXT;     -- of the imported line: the same line again changes nothing
CREATE INDEX interviews_staged ON interviews (workspace, import_run) WHERE import_run IS NOT NULL;

-- One row for every new or changed line: what its interview will say of itself.
CREATE TABLE staged_interviews (
  workspace INTEGER NOT NULL,
  run INTEGER NOT NULL,
  interview TEXT NOT NULL,
  script TEXT NOT NULL,
  script_version INTEGER NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  case_kind TEXT NOT NULL,
  customer TEXT NOT NULL,
  customer_name TEXT NOT NULL,
  at TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (workspace, run, interview),
  FOREIGN KEY (workspace, run) REFERENCES import_runs (workspace, id)
) STRICT;

-- The answers that a changed line changes.
CREATE TABLE staged_revisions (
  workspace INTEGER NOT NULL,
  run INTEGER NOT NULL,
  interview TEXT NOT NULL,
  question TEXT NOT NULL,
  state TEXT NOT NULL,
  value TEXT,
  wording TEXT NOT NULL,
  language TEXT NOT NULL,
  visibility TEXT NOT NULL,
  PRIMARY KEY (workspace, run, interview, question),
  FOREIGN KEY (workspace, run) REFERENCES import_runs (workspace, id)
) STRICT;

CREATE TABLE staged_customers (
  workspace INTEGER NOT NULL,
  run INTEGER NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  record TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (workspace, run, key),
  FOREIGN KEY (workspace, run) REFERENCES import_runs (workspace, id)
) STRICT;
