-- What claims count is kept in blocks that versions share: a redraft writes only the blocks that changed.
-- `evidence_links` is now a view with the columns it had, so that SQL over the links still gives every count. The keys end
-- with the workspace: SQLite takes any column that leads an index for a rare one, and would begin with all of a workspace.

CREATE TABLE evidence_blocks (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id INTEGER NOT NULL,
  case_kind TEXT NOT NULL CHECK (case_kind IN ('problem', 'comparison')),
  side TEXT NOT NULL CHECK (side IN ('for', 'against')),
  dimension TEXT NOT NULL,
  hash TEXT,                        -- of all that was written; NULL once something was erased: then no other claim may use it
  PRIMARY KEY (id, workspace)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX blocks_by_hash ON evidence_blocks (hash, workspace) WHERE hash IS NOT NULL;

-- One row for every case a block counts and every answer this rests on.
CREATE TABLE block_links (
  workspace INTEGER NOT NULL,
  block INTEGER NOT NULL,
  position INTEGER NOT NULL,
  customer TEXT NOT NULL,
  answer INTEGER,                   -- NULL where the customer record is the source
  revision INTEGER,
  PRIMARY KEY (block, workspace, position),
  CHECK ((answer IS NULL) = (revision IS NULL)),
  FOREIGN KEY (workspace, block) REFERENCES evidence_blocks (workspace, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace, customer) REFERENCES customer_rows (workspace, key),
  FOREIGN KEY (workspace, answer, revision) REFERENCES answer_revisions (workspace, answer, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_blocks (
  workspace INTEGER NOT NULL,
  persona TEXT NOT NULL,
  version INTEGER NOT NULL,
  claim TEXT NOT NULL,
  block INTEGER NOT NULL,
  PRIMARY KEY (persona, version, claim, block, workspace),
  FOREIGN KEY (workspace, persona, version, claim) REFERENCES claims (workspace, persona, version, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace, block) REFERENCES evidence_blocks (workspace, id)
) STRICT, WITHOUT ROWID;

-- What was written before goes into blocks of its own, one for each claim, side, kind of case and dimension.
CREATE TEMP TABLE former AS
SELECT workspace, persona, version, claim, case_kind, side, dimension,
  row_number() OVER (PARTITION BY workspace ORDER BY persona, version, claim, case_kind, side, dimension) AS block
FROM (SELECT DISTINCT workspace, persona, version, claim, case_kind, side, dimension FROM evidence_links);

INSERT INTO evidence_blocks (workspace, id, case_kind, side, dimension)
SELECT workspace, block, case_kind, side, dimension FROM former;

INSERT INTO block_links (workspace, block, position, customer, answer, revision)
SELECT workspace, f.block, row_number() OVER (PARTITION BY workspace, f.block ORDER BY l.customer, l.answer), l.customer, l.answer, l.revision
FROM evidence_links l JOIN former f USING (workspace, persona, version, claim, case_kind, side, dimension)
ORDER BY workspace, f.block;

INSERT INTO claim_blocks (workspace, persona, version, claim, block)
SELECT workspace, persona, version, claim, block FROM former;

DROP TABLE former;
DROP TABLE evidence_links;

CREATE INDEX blocks_of_answer ON block_links (answer, workspace) WHERE answer IS NOT NULL;
CREATE INDEX blocks_of_customer ON block_links (customer, workspace);
CREATE INDEX claims_of_block ON claim_blocks (block, workspace);

CREATE TRIGGER block_links_erased AFTER DELETE ON block_links BEGIN
  UPDATE evidence_blocks SET hash = NULL WHERE workspace = OLD.workspace AND id = OLD.block AND hash IS NOT NULL;
END;

CREATE VIEW evidence_links AS
SELECT c.workspace, c.persona, c.version, c.claim, l.customer, b.case_kind, b.side, b.dimension, l.answer, l.revision
FROM claim_blocks c
JOIN evidence_blocks b ON b.workspace = c.workspace AND b.id = c.block
JOIN block_links l ON l.workspace = c.workspace AND l.block = c.block;
