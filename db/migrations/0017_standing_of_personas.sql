-- What an approved persona rests on is judged once and kept until something under it changes, by whichever process: triggers
-- take the judgement away and count up, for that persona alone and for the workspace. A program remembers a persona as
-- long as its number is the same, and asks for no persona's number while the workspace's is the same.
DROP TRIGGER revision_persona_versions_in;
DROP TRIGGER revision_persona_versions_up;
DROP TRIGGER revision_persona_versions_de;
DROP TRIGGER revision_customer_rows_in;
DROP TRIGGER revision_customer_rows_up;
DROP TRIGGER revision_customer_rows_de;
DROP TRIGGER revision_customer_aliases_in;
DROP TRIGGER revision_customer_aliases_up;
DROP TRIGGER revision_customer_aliases_de;
DROP TRIGGER revision_bands_in;
DROP TRIGGER revision_bands_up;
DROP TRIGGER revision_bands_de;
DROP TRIGGER revision_claims_up;
DROP TRIGGER revision_claims_de;
DROP TRIGGER revision_quotes_up;
DROP TRIGGER revision_quotes_de;
DROP TRIGGER revision_block_links_up;
DROP TRIGGER revision_block_links_de;
DROP TRIGGER revision_claim_blocks_up;
DROP TRIGGER revision_claim_blocks_de;
DROP TRIGGER revision_people_in;
DROP TRIGGER revision_people_up;
DROP TRIGGER revision_people_de;
DROP TRIGGER revision_imports_shown;
DROP TRIGGER revision_answers_up;
DROP TRIGGER revision_answer_revisions_up;
DROP TRIGGER revision_answers_de;
DROP TRIGGER revision_answer_revisions_de;
DROP TRIGGER revision_interviews_up;
DROP TRIGGER revision_interviews_de;

CREATE TABLE approved_standings (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  persona TEXT NOT NULL,            -- has or had an approved version
  changed INTEGER NOT NULL,         -- counts the changes to that version and to what it rests on
  standing TEXT CHECK (standing IN ('good', 'fallen')),   -- NULL: not judged since the last change
  lost TEXT NOT NULL DEFAULT '[]',  -- JSON: ids of the claims that no longer stand
  PRIMARY KEY (workspace, persona)
) STRICT, WITHOUT ROWID;

INSERT INTO approved_standings (workspace, persona, changed)
SELECT DISTINCT workspace, persona, 1 FROM persona_versions WHERE status = 'approved';

-- Counted up when the dimensions change that a lead is read by: stored bands, scripts, columns of customer records.
ALTER TABLE evidence_revisions ADD COLUMN dimensions INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER revision_of_standing_added AFTER INSERT ON approved_standings BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;
CREATE TRIGGER revision_of_standing_changed AFTER UPDATE OF changed ON approved_standings BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE VIEW personas_told_by AS
SELECT l.workspace, l.answer, c.persona
FROM block_links l
CROSS JOIN claim_blocks c ON c.block = l.block AND c.workspace = l.workspace
WHERE l.answer IS NOT NULL;

CREATE TRIGGER standing_version_added AFTER INSERT ON persona_versions
WHEN NEW.status = 'approved' BEGIN
  INSERT INTO approved_standings (workspace, persona, changed) VALUES (NEW.workspace, NEW.persona, 1)
    ON CONFLICT (workspace, persona) DO UPDATE SET changed = changed + 1, standing = NULL;
END;

CREATE TRIGGER standing_version_changed AFTER UPDATE ON persona_versions
WHEN NEW.status = 'approved' OR OLD.status = 'approved' BEGIN
  INSERT INTO approved_standings (workspace, persona, changed) VALUES (NEW.workspace, NEW.persona, 1)
    ON CONFLICT (workspace, persona) DO UPDATE SET changed = changed + 1, standing = NULL;
END;

CREATE TRIGGER standing_version_dropped AFTER DELETE ON persona_versions
WHEN OLD.status = 'approved' BEGIN
  INSERT INTO approved_standings (workspace, persona, changed) VALUES (OLD.workspace, OLD.persona, 1)
    ON CONFLICT (workspace, persona) DO UPDATE SET changed = changed + 1, standing = NULL;
END;

CREATE TRIGGER standing_claim_changed AFTER UPDATE ON claims
WHEN EXISTS (SELECT 1 FROM persona_versions v WHERE v.workspace = OLD.workspace AND v.persona = OLD.persona AND v.version = OLD.version AND v.status = 'approved') BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona = OLD.persona;
END;

CREATE TRIGGER standing_claim_dropped AFTER DELETE ON claims
WHEN EXISTS (SELECT 1 FROM persona_versions v WHERE v.workspace = OLD.workspace AND v.persona = OLD.persona AND v.version = OLD.version AND v.status = 'approved') BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona = OLD.persona;
END;

CREATE TRIGGER standing_claim_block_changed AFTER UPDATE ON claim_blocks
WHEN EXISTS (SELECT 1 FROM persona_versions v WHERE v.workspace = OLD.workspace AND v.persona = OLD.persona AND v.version = OLD.version AND v.status = 'approved') BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona = OLD.persona;
END;

CREATE TRIGGER standing_claim_block_dropped AFTER DELETE ON claim_blocks
WHEN EXISTS (SELECT 1 FROM persona_versions v WHERE v.workspace = OLD.workspace AND v.persona = OLD.persona AND v.version = OLD.version AND v.status = 'approved') BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona = OLD.persona;
END;

CREATE TRIGGER standing_link_changed AFTER UPDATE ON block_links BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona IN (
    SELECT c.persona FROM claim_blocks c WHERE c.block = OLD.block AND c.workspace = OLD.workspace);
END;

CREATE TRIGGER standing_link_dropped AFTER DELETE ON block_links BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona IN (
    SELECT c.persona FROM claim_blocks c WHERE c.block = OLD.block AND c.workspace = OLD.workspace);
END;

CREATE TRIGGER standing_answer_changed AFTER UPDATE OF latest_revision ON answer_rows BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona IN (
    SELECT t.persona FROM personas_told_by t WHERE t.workspace = OLD.workspace AND t.answer = OLD.id);
END;

CREATE TRIGGER standing_answer_dropped AFTER DELETE ON answer_rows BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona IN (
    SELECT t.persona FROM personas_told_by t WHERE t.workspace = OLD.workspace AND t.answer = OLD.id);
END;

CREATE TRIGGER standing_revision_changed AFTER UPDATE OF revision, state, value ON answer_revisions BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona IN (
    SELECT t.persona FROM personas_told_by t WHERE t.workspace = OLD.workspace AND t.answer = OLD.answer);
END;

CREATE TRIGGER standing_revision_dropped AFTER DELETE ON answer_revisions BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona IN (
    SELECT t.persona FROM personas_told_by t WHERE t.workspace = OLD.workspace AND t.answer = OLD.answer);
END;

CREATE TRIGGER standing_interview_changed AFTER UPDATE OF status, customer, person, import_run ON interview_rows BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona IN (
    SELECT t.persona FROM answer_rows a CROSS JOIN personas_told_by t ON t.workspace = a.workspace AND t.answer = a.id
    WHERE a.workspace = OLD.workspace AND a.interview = OLD.id);
END;

CREATE TRIGGER standing_interview_dropped AFTER DELETE ON interview_rows BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona IN (
    SELECT t.persona FROM answer_rows a CROSS JOIN personas_told_by t ON t.workspace = a.workspace AND t.answer = a.id
    WHERE a.workspace = OLD.workspace AND a.interview = OLD.id);
END;

CREATE TRIGGER standing_record_changed AFTER UPDATE ON customer_rows
WHEN (OLD.record IS NULL) <> (NEW.record IS NULL) OR OLD.import_run IS NOT NEW.import_run BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace AND persona IN (
    SELECT c.persona FROM block_links l CROSS JOIN claim_blocks c ON c.block = l.block AND c.workspace = l.workspace
    WHERE l.customer = OLD.key AND l.workspace = OLD.workspace);
END;

CREATE TRIGGER standing_merged_record_added AFTER INSERT ON customer_rows
WHEN NEW.record IS NOT NULL AND (EXISTS (SELECT 1 FROM customer_aliases a WHERE a.workspace = NEW.workspace AND a.undone_at IS NULL AND a.alias = NEW.key)
    OR EXISTS (SELECT 1 FROM customer_aliases a WHERE a.workspace = NEW.workspace AND a.undone_at IS NULL AND a.canonical = NEW.key)) BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = NEW.workspace;
END;

CREATE TRIGGER standing_merged_record_changed AFTER UPDATE ON customer_rows
WHEN ((OLD.record IS NULL) <> (NEW.record IS NULL) OR OLD.import_run IS NOT NEW.import_run) AND (EXISTS (SELECT 1 FROM customer_aliases a WHERE a.workspace = OLD.workspace AND a.undone_at IS NULL AND a.alias = OLD.key)
    OR EXISTS (SELECT 1 FROM customer_aliases a WHERE a.workspace = OLD.workspace AND a.undone_at IS NULL AND a.canonical = OLD.key)) BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace;
END;

CREATE TRIGGER standing_merged_record_dropped AFTER DELETE ON customer_rows
WHEN OLD.record IS NOT NULL AND (EXISTS (SELECT 1 FROM customer_aliases a WHERE a.workspace = OLD.workspace AND a.undone_at IS NULL AND a.alias = OLD.key)
    OR EXISTS (SELECT 1 FROM customer_aliases a WHERE a.workspace = OLD.workspace AND a.undone_at IS NULL AND a.canonical = OLD.key)) BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace;
END;

CREATE TRIGGER standing_alias_added AFTER INSERT ON customer_aliases BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = NEW.workspace;
END;

CREATE TRIGGER standing_alias_changed AFTER UPDATE ON customer_aliases BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = NEW.workspace;
END;

CREATE TRIGGER standing_alias_dropped AFTER DELETE ON customer_aliases BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = OLD.workspace;
END;

CREATE TRIGGER standing_import_shown AFTER UPDATE OF state ON import_runs BEGIN
  UPDATE approved_standings SET changed = changed + 1, standing = NULL WHERE workspace = NEW.workspace;
END;

CREATE TRIGGER dimensions_bands_added AFTER INSERT ON bands BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (NEW.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;

CREATE TRIGGER dimensions_bands_changed AFTER UPDATE ON bands BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (NEW.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;

CREATE TRIGGER dimensions_bands_dropped AFTER DELETE ON bands BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (OLD.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;

CREATE TRIGGER dimensions_scripts_added AFTER INSERT ON scripts BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (NEW.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;

CREATE TRIGGER dimensions_scripts_changed AFTER UPDATE ON scripts BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (NEW.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;

CREATE TRIGGER dimensions_scripts_dropped AFTER DELETE ON scripts BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (OLD.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;

CREATE TRIGGER dimensions_record_added AFTER INSERT ON customer_rows
WHEN NEW.record IS NOT NULL BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (NEW.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;

CREATE TRIGGER dimensions_record_changed AFTER UPDATE ON customer_rows
WHEN OLD.record IS NOT NEW.record OR OLD.import_run IS NOT NEW.import_run BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (NEW.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;

CREATE TRIGGER dimensions_record_dropped AFTER DELETE ON customer_rows
WHEN OLD.record IS NOT NULL BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (OLD.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;

CREATE TRIGGER dimensions_alias_added AFTER INSERT ON customer_aliases BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (NEW.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;

CREATE TRIGGER dimensions_alias_changed AFTER UPDATE ON customer_aliases BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (NEW.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;

CREATE TRIGGER dimensions_alias_dropped AFTER DELETE ON customer_aliases BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (OLD.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;

CREATE TRIGGER dimensions_import_shown AFTER UPDATE OF state ON import_runs BEGIN
  INSERT INTO evidence_revisions (workspace, revision, dimensions) VALUES (NEW.workspace, 0, 1)
    ON CONFLICT (workspace) DO UPDATE SET dimensions = dimensions + 1;
END;
