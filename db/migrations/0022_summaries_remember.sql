-- Counts up whenever something changes that was said before: an answer of a finished interview, an interview taken back or
-- erased, customers merged or split, an import. What is remembered of the past is good while the number is the same.
CREATE TABLE history_revisions (
  workspace INTEGER PRIMARY KEY REFERENCES workspaces (id),
  revision INTEGER NOT NULL
) STRICT;

CREATE TRIGGER history_answer_changed AFTER INSERT ON answer_revisions
WHEN NEW.revision > 1 AND EXISTS (
  SELECT 1 FROM answer_rows a JOIN interview_rows i ON i.workspace = a.workspace AND i.id = a.interview
  WHERE a.workspace = NEW.workspace AND a.id = NEW.answer AND i.status IN ('complete', 'partial'))
BEGIN
  INSERT INTO history_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER history_answer_gone AFTER DELETE ON answer_rows BEGIN
  INSERT INTO history_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

-- Interviews in Slack begin unfinished, and those of an import are seen when the import is.
CREATE TRIGGER history_interview_added AFTER INSERT ON interview_rows
WHEN NEW.status IN ('complete', 'partial') AND NEW.import_run IS NULL
BEGIN
  INSERT INTO history_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER history_interview_changed AFTER UPDATE OF status, customer, case_kind, finished_at ON interview_rows
WHEN OLD.status IN ('complete', 'partial')
BEGIN
  INSERT INTO history_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER history_interview_gone AFTER DELETE ON interview_rows WHEN OLD.status IN ('complete', 'partial') BEGIN
  INSERT INTO history_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER history_merged AFTER INSERT ON customer_aliases BEGIN
  INSERT INTO history_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER history_merge_changed AFTER UPDATE ON customer_aliases BEGIN
  INSERT INTO history_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER history_merge_gone AFTER DELETE ON customer_aliases BEGIN
  INSERT INTO history_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER history_imported AFTER UPDATE OF state ON import_runs WHEN NEW.state = 'done' BEGIN
  INSERT INTO history_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

-- Whose side of the trouble staff named, over everything said before an instant: the next week adds its own to it.
CREATE TABLE fault_counts (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  until TEXT NOT NULL,
  revision INTEGER NOT NULL,        -- of history_revisions when it was counted
  known INTEGER NOT NULL,           -- problem customers whose side of it is known
  ours TEXT NOT NULL,               -- JSON: trouble, or '' where none was named -> customers whose trouble was ours
  PRIMARY KEY (workspace, until)
) STRICT;

-- Who agreed to be thanked by name in the weekly summary.
ALTER TABLE people ADD COLUMN named_in_thanks INTEGER NOT NULL DEFAULT 0 CHECK (named_in_thanks IN (0, 1));

CREATE INDEX runs_by_end ON draft_runs (workspace, finished_at);

-- A week with nothing to tell may pass in silence; the row keeps it from being counted every minute.
CREATE TABLE summaries_new (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  week TEXT NOT NULL,               -- ISO week, 2026-W47
  state TEXT NOT NULL CHECK (state IN ('claimed', 'posted', 'unknown', 'silent')),
  body TEXT NOT NULL,               -- what summary --json printed; never changes once posted
  channel TEXT,
  message_ts TEXT,
  claimed_at TEXT NOT NULL,
  posted_at TEXT,
  PRIMARY KEY (workspace, week),
  CHECK ((state = 'posted') = (posted_at IS NOT NULL))
) STRICT;
INSERT INTO summaries_new SELECT * FROM summaries;
DROP TABLE summaries;
ALTER TABLE summaries_new RENAME TO summaries;
