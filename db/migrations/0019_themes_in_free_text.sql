-- What a model found in free-text answers: sentences of the stored text, each under a short name for what it tells.
-- A revision is read once: `key` is a hash of the text, the prompt, the model and the shape that was asked for.
CREATE TABLE read_answers (
  workspace INTEGER NOT NULL,
  answer INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  key TEXT NOT NULL,
  read_at TEXT NOT NULL,
  PRIMARY KEY (workspace, answer),
  FOREIGN KEY (workspace, answer, revision) REFERENCES answer_revisions (workspace, answer, revision) ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;
CREATE INDEX read_by_key ON read_answers (workspace, key);

CREATE TABLE findings (
  workspace INTEGER NOT NULL,
  answer INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('theme', 'signal')),
  code TEXT NOT NULL,
  label TEXT NOT NULL,
  start_unit INTEGER NOT NULL,
  end_unit INTEGER NOT NULL CHECK (end_unit > start_unit),
  PRIMARY KEY (workspace, answer, position),
  FOREIGN KEY (workspace, answer) REFERENCES read_answers (workspace, answer) ON DELETE CASCADE
) STRICT;
CREATE INDEX findings_by_code ON findings (workspace, kind, code);

-- A proposed code has no row here. Reviewers confirm one, under a name that several may share, or leave it out.
CREATE TABLE reason_codes (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  kind TEXT NOT NULL CHECK (kind IN ('theme', 'signal')),
  code TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('confirmed', 'left_out')),
  counts_as TEXT NOT NULL,
  label TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (workspace, kind, code)
) STRICT;

-- "This answer does not say that": stands however often the answer is read again.
CREATE TABLE finding_corrections (
  workspace INTEGER NOT NULL,
  answer INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('theme', 'signal')),
  code TEXT NOT NULL,
  corrected_by TEXT NOT NULL,
  corrected_at TEXT NOT NULL,
  PRIMARY KEY (workspace, answer, revision, kind, code),
  FOREIGN KEY (workspace, answer, revision) REFERENCES answer_revisions (workspace, answer, revision) ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;
