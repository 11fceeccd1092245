-- A check may also come from another program over HTTP.
CREATE TABLE checks_now (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id INTEGER NOT NULL,
  asked_by TEXT NOT NULL,
  via TEXT NOT NULL CHECK (via IN ('slack', 'command line', 'http')),
  traits TEXT NOT NULL,             -- JSON: what was understood; the lead's own words are not kept
  outcome TEXT NOT NULL CHECK (outcome IN ('match', 'no_match', 'not_enough_known')),
  matched TEXT NOT NULL,            -- JSON: [{ id, version }]
  at TEXT NOT NULL,
  PRIMARY KEY (workspace, id)
) STRICT;
INSERT INTO checks_now SELECT workspace, id, asked_by, via, traits, outcome, matched, at FROM checks;
DROP TABLE checks;
ALTER TABLE checks_now RENAME TO checks;
CREATE INDEX checks_by_time ON checks (workspace, at);

-- What became of a lead that was checked. A later report on the same check replaces the earlier one.
CREATE TABLE check_outcomes (
  workspace INTEGER NOT NULL,
  check_id INTEGER NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('went_well', 'went_badly', 'not_taken')),
  reported_by TEXT NOT NULL,
  via TEXT NOT NULL CHECK (via IN ('slack', 'command line', 'http')),
  at TEXT NOT NULL,
  PRIMARY KEY (workspace, check_id),
  FOREIGN KEY (workspace, check_id) REFERENCES checks (workspace, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX outcomes_by_time ON check_outcomes (workspace, at);
