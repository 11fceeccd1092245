-- Two spellings of one customer: the alias is counted as the other from the merge on, until it is split off again.
-- Answers and records stay where they are; only what is made of them follows this table.
CREATE TABLE customer_aliases (
  workspace INTEGER NOT NULL,
  id INTEGER NOT NULL,
  alias TEXT NOT NULL,
  canonical TEXT NOT NULL,
  merged_by TEXT NOT NULL,
  merged_at TEXT NOT NULL,
  undone_by TEXT,
  undone_at TEXT,
  PRIMARY KEY (workspace, id),
  CHECK (alias <> canonical),
  CHECK ((undone_by IS NULL) = (undone_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX one_canonical_an_alias ON customer_aliases (workspace, alias) WHERE undone_at IS NULL;
CREATE INDEX aliases_of ON customer_aliases (workspace, canonical) WHERE undone_at IS NULL;

-- Pairs that a reviewer looked at and found to be two customers; they are not proposed again.
CREATE TABLE customers_apart (
  workspace INTEGER NOT NULL,
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  said_by TEXT NOT NULL,
  said_at TEXT NOT NULL,
  PRIMARY KEY (workspace, one, other),
  CHECK (one < other)
) STRICT;
