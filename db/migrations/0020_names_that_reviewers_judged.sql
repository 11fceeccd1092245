-- A word in an answer that reads like somebody's name and that the database does not know: a reviewer hides or clears it.
CREATE TABLE judged_names (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  name TEXT NOT NULL,
  ruling TEXT NOT NULL CHECK (ruling IN ('hide', 'clear')),
  judged_by TEXT NOT NULL,
  judged_at TEXT NOT NULL,
  PRIMARY KEY (workspace, name)
) STRICT;
