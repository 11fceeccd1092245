-- What is erased while an import runs must not come back with a later line of its file. Hashes only, gone with the run.
CREATE TABLE import_erasures (
  workspace INTEGER NOT NULL,
  run INTEGER NOT NULL,
  subject TEXT NOT NULL,            -- SHA-256 of "person", "customer" or "interview" and the id
  PRIMARY KEY (workspace, run, subject),
  FOREIGN KEY (workspace, run) REFERENCES import_runs (workspace, id)
) STRICT;

-- A lock beside the database, which the system lifts when a process ends, tells now whether an import is alive.
ALTER TABLE import_runs DROP COLUMN beat_at;
