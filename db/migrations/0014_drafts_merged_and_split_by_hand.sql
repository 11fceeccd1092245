-- What reviewers want grouped otherwise than the answers group it. It holds over redrafts until somebody takes it back.
CREATE TABLE regroupings (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'split')),
  persona TEXT NOT NULL,            -- keeps its number: the one merged into, or the one that something is split off from
  other TEXT,                       -- a merge: the persona merged in
  dimension TEXT,                   -- a split by a trait; NULL where customers were ticked
  value TEXT,
  asked_by TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  undone_by TEXT,
  undone_at TEXT,
  PRIMARY KEY (workspace, id),
  CHECK ((kind = 'merge') = (other IS NOT NULL)),
  CHECK ((dimension IS NULL) = (value IS NULL))
) STRICT;

-- The customers by which its groups are found again, however much they have grown since.
CREATE TABLE regrouping_cases (
  workspace INTEGER NOT NULL,
  regrouping INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('own', 'other')),  -- of `persona`; merged in, or ticked
  customer TEXT NOT NULL,
  PRIMARY KEY (workspace, regrouping, part, customer),
  FOREIGN KEY (workspace, regrouping) REFERENCES regroupings (workspace, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX regrouping_cases_by_customer ON regrouping_cases (workspace, customer);
