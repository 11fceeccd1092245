-- Counts up whenever a customer's name or record is changed or goes, or an import shows what it brought: whoever remembers
-- names to hide gathers them anew then. A new customer is found by its row, the highest so far.
ALTER TABLE evidence_revisions ADD COLUMN names INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER names_changed AFTER UPDATE OF name, record, import_run ON customer_rows
WHEN OLD.name IS NOT NEW.name OR OLD.record IS NOT NEW.record OR (OLD.import_run IS NOT NEW.import_run AND NOT EXISTS (
  SELECT 1 FROM import_runs d WHERE d.workspace = OLD.workspace AND d.id = OLD.import_run AND d.state = 'done'))
BEGIN
  INSERT INTO evidence_revisions (workspace, revision, names) VALUES (NEW.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET names = names + 1;
END;

CREATE TRIGGER names_gone AFTER DELETE ON customer_rows BEGIN
  INSERT INTO evidence_revisions (workspace, revision, names) VALUES (OLD.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET names = names + 1;
END;

CREATE TRIGGER names_imported AFTER UPDATE OF state ON import_runs WHEN NEW.state = 'done' BEGIN
  INSERT INTO evidence_revisions (workspace, revision, names) VALUES (NEW.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET names = names + 1;
END;
