-- An import becomes visible by one row: its run turns to 'done'. Until then its rows are in the tables and in no view.
-- `interviews`, `customers` and `answers` are views from here on, over the tables that end in `_rows`:
--   a new row carries `import_run` and is seen once that run is done;
--   a row that changes carries `next_run`, and what it will say waits beside it (in staged_interviews,
--   staged_customers, or as a revision). From the moment the run is done the views show that; afterwards it is
--   moved into the row itself in small steps, which nobody can see.
-- Writing to a view writes the row as the view shows it, so a change that comes in between loses nothing.

DELETE FROM interviews WHERE import_run IS NOT NULL;   -- left by imports that were broken off before this version
DELETE FROM staged_interviews;
DELETE FROM staged_customers;
DROP TABLE staged_revisions;
UPDATE import_runs SET state = 'dropped' WHERE state = 'running';

ALTER TABLE customers RENAME TO customer_rows;
ALTER TABLE customer_rows ADD COLUMN import_run INTEGER;
ALTER TABLE customer_rows ADD COLUMN next_run INTEGER;
CREATE INDEX customers_of_import ON customer_rows (workspace, import_run) WHERE import_run IS NOT NULL;
CREATE INDEX customers_to_change ON customer_rows (workspace, next_run) WHERE next_run IS NOT NULL;

ALTER TABLE interviews RENAME TO interview_rows;
ALTER TABLE interview_rows ADD COLUMN next_run INTEGER;
CREATE INDEX interviews_to_change ON interview_rows (workspace, next_run) WHERE next_run IS NOT NULL;

ALTER TABLE answers RENAME TO answer_rows;
ALTER TABLE answer_rows ADD COLUMN next_run INTEGER;
ALTER TABLE answer_rows ADD COLUMN next_revision INTEGER;   -- already in answer_revisions, shown once the run is done
CREATE INDEX answers_to_change ON answer_rows (workspace, next_run) WHERE next_run IS NOT NULL;

CREATE VIEW customers AS
SELECT c.workspace, c.key,
  CASE WHEN c.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = c.workspace AND d.id = c.next_run AND d.state = 'done')
    THEN (SELECT s.name FROM staged_customers s WHERE s.workspace = c.workspace AND s.run = c.next_run AND s.key = c.key) ELSE c.name END AS name,
  CASE WHEN c.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = c.workspace AND d.id = c.next_run AND d.state = 'done')
    THEN (SELECT s.record FROM staged_customers s WHERE s.workspace = c.workspace AND s.run = c.next_run AND s.key = c.key) ELSE c.record END AS record,
  CASE WHEN c.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = c.workspace AND d.id = c.next_run AND d.state = 'done')
    THEN (SELECT s.hash FROM staged_customers s WHERE s.workspace = c.workspace AND s.run = c.next_run AND s.key = c.key) ELSE c.record_hash END AS record_hash,
  CASE WHEN c.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = c.workspace AND d.id = c.next_run AND d.state = 'done')
    THEN (SELECT r.started_at FROM import_runs r WHERE r.workspace = c.workspace AND r.id = c.next_run) ELSE c.imported_at END AS imported_at,
  c.created_at
FROM customer_rows c
WHERE c.import_run IS NULL OR EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = c.workspace AND d.id = c.import_run AND d.state = 'done');

-- A customer whom somebody names while an import waits with it: known by that name now, by the record later.
CREATE TRIGGER customers_insert INSTEAD OF INSERT ON customers BEGIN
  INSERT INTO staged_customers (workspace, run, key, name, record, hash)
    SELECT c.workspace, c.import_run, c.key, c.name, c.record, c.record_hash FROM customer_rows c
    WHERE c.workspace = NEW.workspace AND c.key = NEW.key AND c.record IS NOT NULL
      AND c.import_run IS NOT NULL AND NOT EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = c.workspace AND d.id = c.import_run AND d.state = 'done');
  INSERT INTO customer_rows (workspace, key, name, record, record_hash, imported_at, created_at)
    VALUES (NEW.workspace, NEW.key, NEW.name, NEW.record, NEW.record_hash, NEW.imported_at, NEW.created_at)
    ON CONFLICT (workspace, key) DO UPDATE SET
      name = excluded.name, record = excluded.record, record_hash = excluded.record_hash,
      imported_at = excluded.imported_at, created_at = excluded.created_at,
      next_run = CASE WHEN customer_rows.record IS NULL THEN NULL ELSE customer_rows.import_run END, import_run = NULL
    WHERE customer_rows.import_run IS NOT NULL AND NOT EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = customer_rows.workspace AND d.id = customer_rows.import_run AND d.state = 'done');
END;
CREATE TRIGGER customers_update INSTEAD OF UPDATE ON customers BEGIN
  UPDATE customer_rows SET
    name = NEW.name, record = NEW.record, record_hash = NEW.record_hash, imported_at = NEW.imported_at,
    created_at = NEW.created_at,
    next_run = CASE WHEN EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = customer_rows.workspace AND d.id = customer_rows.next_run AND d.state = 'done') THEN NULL ELSE next_run END
  WHERE workspace = OLD.workspace AND key = OLD.key;
END;
CREATE TRIGGER customers_delete INSTEAD OF DELETE ON customers BEGIN
  DELETE FROM customer_rows WHERE workspace = OLD.workspace AND key = OLD.key;
  DELETE FROM staged_customers WHERE workspace = OLD.workspace AND key = OLD.key;
END;

CREATE VIEW interviews AS
SELECT
  i.workspace,
  i.id,
  CASE WHEN i.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = i.workspace AND d.id = i.next_run AND d.state = 'done')
    THEN (SELECT s.script FROM staged_interviews s WHERE s.workspace = i.workspace AND s.run = i.next_run AND s.interview = i.id) ELSE i.script END AS script,
  CASE WHEN i.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = i.workspace AND d.id = i.next_run AND d.state = 'done')
    THEN (SELECT s.script_version FROM staged_interviews s WHERE s.workspace = i.workspace AND s.run = i.next_run AND s.interview = i.id) ELSE i.script_version END AS script_version,
  CASE WHEN i.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = i.workspace AND d.id = i.next_run AND d.state = 'done')
    THEN (SELECT s.person FROM staged_interviews s WHERE s.workspace = i.workspace AND s.run = i.next_run AND s.interview = i.id) ELSE i.person END AS person,
  CASE WHEN i.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = i.workspace AND d.id = i.next_run AND d.state = 'done')
    THEN (SELECT s.role FROM staged_interviews s WHERE s.workspace = i.workspace AND s.run = i.next_run AND s.interview = i.id) ELSE i.role END AS role,
  i.language,
  CASE WHEN i.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = i.workspace AND d.id = i.next_run AND d.state = 'done')
    THEN (SELECT s.case_kind FROM staged_interviews s WHERE s.workspace = i.workspace AND s.run = i.next_run AND s.interview = i.id) ELSE i.case_kind END AS case_kind,
  CASE WHEN i.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = i.workspace AND d.id = i.next_run AND d.state = 'done')
    THEN (SELECT s.customer FROM staged_interviews s WHERE s.workspace = i.workspace AND s.run = i.next_run AND s.interview = i.id) ELSE i.customer END AS customer,
  i.status,
  i.visibility,
  i.reopened,
  i.rotation,
  i.source,
  i.source_id,
  i.permalink,
  CASE WHEN i.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = i.workspace AND d.id = i.next_run AND d.state = 'done')
    THEN (SELECT s.at FROM staged_interviews s WHERE s.workspace = i.workspace AND s.run = i.next_run AND s.interview = i.id) ELSE i.started_at END AS started_at,
  CASE WHEN i.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = i.workspace AND d.id = i.next_run AND d.state = 'done')
    THEN (SELECT s.at FROM staged_interviews s WHERE s.workspace = i.workspace AND s.run = i.next_run AND s.interview = i.id) ELSE i.finished_at END AS finished_at,
  i.import_run,
  CASE WHEN i.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = i.workspace AND d.id = i.next_run AND d.state = 'done')
    THEN (SELECT s.hash FROM staged_interviews s WHERE s.workspace = i.workspace AND s.run = i.next_run AND s.interview = i.id) ELSE i.import_hash END AS import_hash
FROM interview_rows i
WHERE i.import_run IS NULL OR EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = i.workspace AND d.id = i.import_run AND d.state = 'done');

CREATE TRIGGER interviews_insert INSTEAD OF INSERT ON interviews BEGIN
  INSERT INTO interview_rows (
    workspace, id, script, script_version, person, role, language, case_kind, customer, status, visibility,
    reopened, rotation, source, source_id, permalink, started_at, finished_at, import_run, import_hash)
  VALUES (
    NEW.workspace, NEW.id, NEW.script, NEW.script_version, NEW.person, NEW.role, NEW.language, NEW.case_kind,
    NEW.customer, NEW.status, NEW.visibility, coalesce(NEW.reopened, '[]'), coalesce(NEW.rotation, '{}'),
    NEW.source, NEW.source_id, NEW.permalink, NEW.started_at, NEW.finished_at, NEW.import_run, NEW.import_hash);
END;
CREATE TRIGGER interviews_update INSTEAD OF UPDATE ON interviews BEGIN
  UPDATE interview_rows SET
    script = NEW.script, script_version = NEW.script_version, person = NEW.person, role = NEW.role,
    language = NEW.language, case_kind = NEW.case_kind, customer = NEW.customer, status = NEW.status,
    visibility = NEW.visibility, reopened = NEW.reopened, rotation = NEW.rotation, source = NEW.source,
    source_id = NEW.source_id, permalink = NEW.permalink, started_at = NEW.started_at,
    finished_at = NEW.finished_at, import_run = NEW.import_run, import_hash = NEW.import_hash,
    next_run = CASE WHEN EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = interview_rows.workspace AND d.id = interview_rows.next_run AND d.state = 'done') THEN NULL ELSE next_run END
  WHERE workspace = OLD.workspace AND id = OLD.id;
END;
CREATE TRIGGER interviews_delete INSTEAD OF DELETE ON interviews BEGIN
  DELETE FROM interview_rows WHERE workspace = OLD.workspace AND id = OLD.id;
  DELETE FROM staged_interviews WHERE workspace = OLD.workspace AND interview = OLD.id;
END;

CREATE VIEW answers AS
SELECT a.workspace, a.id, a.interview, a.question,
  CASE WHEN a.next_run IS NOT NULL AND EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = a.workspace AND d.id = a.next_run AND d.state = 'done')
    THEN a.next_revision ELSE a.latest_revision END AS latest_revision
FROM answer_rows a;

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

-- Somebody edits an answer that an import waits to change: the edit takes the next number, the import the one after.
CREATE TRIGGER revisions_make_room BEFORE INSERT ON answer_revisions
WHEN EXISTS (
  SELECT 1 FROM answer_rows a
  WHERE a.workspace = NEW.workspace AND a.id = NEW.answer AND a.next_revision = NEW.revision
    AND a.next_run IS NOT NULL AND NOT EXISTS (SELECT 1 FROM import_runs d WHERE d.workspace = a.workspace AND d.id = a.next_run AND d.state = 'done'))
BEGIN
  UPDATE answer_revisions SET revision = revision + 1
    WHERE workspace = NEW.workspace AND answer = NEW.answer AND revision = NEW.revision;
  UPDATE answer_rows SET next_revision = next_revision + 1 WHERE workspace = NEW.workspace AND id = NEW.answer;
END;
