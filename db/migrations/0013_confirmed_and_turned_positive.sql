-- An approved persona may be confirmed once more, or turned positive: people who did not fit may one day be customers.
CREATE TABLE decisions_now (
  workspace INTEGER NOT NULL,
  id INTEGER NOT NULL,
  persona TEXT NOT NULL,
  version INTEGER NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('approve', 'reject', 'retire', 'edit', 'confirm', 'turn_positive', 'merge', 'split', 'undo')),
  decided_by TEXT NOT NULL,
  via TEXT NOT NULL CHECK (via IN ('slack', 'command line')),
  reason TEXT NOT NULL,
  intended_use TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (workspace, id),
  FOREIGN KEY (workspace, persona, version) REFERENCES persona_versions (workspace, persona, version)
) STRICT;
INSERT INTO decisions_now SELECT workspace, id, persona, version, decision, decided_by, via, reason, intended_use, at FROM decisions;
DROP TABLE decisions;
ALTER TABLE decisions_now RENAME TO decisions;
CREATE INDEX decisions_by_time ON decisions (workspace, at);

-- A card that asks whether an approved persona still holds: one for each cause, until somebody confirms it again.
CREATE TABLE staleness_cards (
  workspace INTEGER NOT NULL,
  persona TEXT NOT NULL,
  version INTEGER NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('old', 'mostly_old', 'contradicted', 'outcomes')),
  since TEXT NOT NULL,              -- the approval or confirmation that the cause arose after
  posted_at TEXT NOT NULL,
  PRIMARY KEY (workspace, persona, version, cause, since),
  FOREIGN KEY (workspace, persona, version) REFERENCES persona_versions (workspace, persona, version) ON DELETE CASCADE
) STRICT;
