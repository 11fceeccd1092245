-- A quote behind which its reporter stands alone is shown outside review only after that person's yes.
CREATE TABLE quote_consents (
  workspace INTEGER NOT NULL,
  answer INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  start_unit INTEGER NOT NULL,
  end_unit INTEGER NOT NULL,
  person TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'yes', 'no')),
  asked_at TEXT NOT NULL,
  decided_at TEXT,
  PRIMARY KEY (workspace, answer, revision, start_unit, end_unit),
  FOREIGN KEY (workspace, answer, revision) REFERENCES answer_revisions (workspace, answer, revision) ON DELETE CASCADE,
  CHECK ((state = 'asked') = (decided_at IS NULL))
) STRICT;

-- Who was told that their answers counted in which persona: once a version, and one message a week.
CREATE TABLE heard_back (
  workspace INTEGER NOT NULL,
  person TEXT NOT NULL,
  persona TEXT NOT NULL,
  version INTEGER NOT NULL,
  told_at TEXT NOT NULL,
  PRIMARY KEY (workspace, person, persona, version),
  FOREIGN KEY (workspace, persona, version) REFERENCES persona_versions (workspace, persona, version) ON DELETE CASCADE
) STRICT;
ALTER TABLE people ADD COLUMN hears_back INTEGER NOT NULL DEFAULT 1 CHECK (hears_back IN (0, 1));

-- Whose Home tab has been opened, and a hash of what stands on it: it is drawn anew only where that has changed.
CREATE TABLE homes (
  workspace INTEGER NOT NULL,
  person TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  drawn TEXT NOT NULL,
  PRIMARY KEY (workspace, person)
) STRICT;
