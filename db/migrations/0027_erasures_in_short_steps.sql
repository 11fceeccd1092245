-- An erasure goes in short steps (src/erasure): what goes is hidden, then no count holds it any more, then it is deleted.
-- An interview on its way out bears the import run -1, which is never done: no view shows it.
CREATE TABLE condemned_answers (
  workspace INTEGER NOT NULL,
  answer INTEGER NOT NULL,
  PRIMARY KEY (workspace, answer),
  FOREIGN KEY (workspace, answer) REFERENCES answer_rows (workspace, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE condemned_customers (
  workspace INTEGER NOT NULL,
  customer TEXT NOT NULL,
  PRIMARY KEY (workspace, customer)
) STRICT, WITHOUT ROWID;

-- Somebody of whom nothing is left but the id that their interviews bear, until these are gone.
CREATE TABLE condemned_people (
  workspace INTEGER NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (workspace, person)
) STRICT, WITHOUT ROWID;

-- An erasure under way: reviewers are told at its end which approved personas fell by it.
CREATE TABLE erasures (
  workspace INTEGER PRIMARY KEY REFERENCES workspaces (id),
  fallen TEXT NOT NULL              -- JSON: ids of those that had fallen before
) STRICT;

CREATE TRIGGER standing_answer_condemned AFTER INSERT ON condemned_answers BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = NEW.workspace AND persona IN (
    SELECT t.persona FROM personas_told_by t WHERE t.workspace = NEW.workspace AND t.answer = NEW.answer);
END;

DROP VIEW answers;
CREATE VIEW answers AS
SELECT a.workspace, a.id, a.interview, a.question,
  CASE WHEN a.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = a.workspace AND d.id = a.next_run AND d.state = 'done')
    THEN a.next_revision ELSE a.latest_revision END AS latest_revision
FROM answer_rows a
WHERE NOT EXISTS (SELECT 1 FROM condemned_answers c WHERE c.workspace = a.workspace AND c.answer = a.id);

CREATE TRIGGER answers_insert INSTEAD OF INSERT ON answers BEGIN
  INSERT INTO answer_rows (workspace, id, interview, question, latest_revision)
    VALUES (NEW.workspace, NEW.id, NEW.interview, NEW.question, NEW.latest_revision);
END;
CREATE TRIGGER answers_update INSTEAD OF UPDATE ON answers BEGIN
  UPDATE answer_rows SET
    question = NEW.question, latest_revision = NEW.latest_revision,
    next_run = CASE WHEN EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = answer_rows.workspace AND d.id = answer_rows.next_run AND d.state = 'done') THEN NULL ELSE next_run END
  WHERE workspace = OLD.workspace AND id = OLD.id;
END;
CREATE TRIGGER answers_delete INSTEAD OF DELETE ON answers BEGIN
  DELETE FROM answer_rows WHERE workspace = OLD.workspace AND id = OLD.id;
END;

-- What still counts: the links without those that are on their way out.
CREATE VIEW links_left AS
SELECT l.workspace, l.block, l.customer, l.answer
FROM block_links l
WHERE NOT EXISTS (SELECT 1 FROM condemned_customers c WHERE c.workspace = l.workspace AND c.customer = l.customer)
  AND (l.answer IS NULL OR (
    NOT EXISTS (SELECT 1 FROM condemned_answers c WHERE c.workspace = l.workspace AND c.answer = l.answer)
    AND NOT EXISTS (SELECT 1 FROM answer_rows a CROSS JOIN interview_rows i ON i.workspace = a.workspace AND i.id = a.interview
      WHERE a.workspace = l.workspace AND a.id = l.answer AND i.import_run = -1)));

CREATE INDEX interviews_by_person ON interview_rows (workspace, person);
