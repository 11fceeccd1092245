-- Counts up whenever something changes that an approved persona, its standing, its quotes or their redaction rest on, by
-- whichever process: what a program remembers of them is good as long as the number is the same.
CREATE TABLE evidence_revisions (
  workspace INTEGER PRIMARY KEY REFERENCES workspaces (id),
  revision INTEGER NOT NULL
) STRICT;

CREATE TRIGGER revision_persona_versions_in AFTER INSERT ON persona_versions BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_persona_versions_up AFTER UPDATE ON persona_versions BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_persona_versions_de AFTER DELETE ON persona_versions BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_customer_rows_in AFTER INSERT ON customer_rows BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_customer_rows_up AFTER UPDATE ON customer_rows BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_customer_rows_de AFTER DELETE ON customer_rows BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_customer_aliases_in AFTER INSERT ON customer_aliases BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_customer_aliases_up AFTER UPDATE ON customer_aliases BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_customer_aliases_de AFTER DELETE ON customer_aliases BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_bands_in AFTER INSERT ON bands BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_bands_up AFTER UPDATE ON bands BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_bands_de AFTER DELETE ON bands BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_claims_up AFTER UPDATE ON claims BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_claims_de AFTER DELETE ON claims BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_quotes_up AFTER UPDATE ON quotes BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_quotes_de AFTER DELETE ON quotes BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_block_links_up AFTER UPDATE ON block_links BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_block_links_de AFTER DELETE ON block_links BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_claim_blocks_up AFTER UPDATE ON claim_blocks BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_claim_blocks_de AFTER DELETE ON claim_blocks BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_people_in AFTER INSERT ON people BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_people_up AFTER UPDATE OF name ON people BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_people_de AFTER DELETE ON people BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_imports_shown AFTER UPDATE OF state ON import_runs BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

-- Answers that nothing counts or quotes yet are most of what is written; they change nothing.

CREATE TRIGGER revision_answers_up AFTER UPDATE ON answer_rows
WHEN EXISTS (SELECT 1 FROM block_links l WHERE l.workspace = OLD.workspace AND l.answer = OLD.id)
  OR EXISTS (SELECT 1 FROM quotes q WHERE q.workspace = OLD.workspace AND q.answer = OLD.id) BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_answer_revisions_up AFTER UPDATE ON answer_revisions
WHEN EXISTS (SELECT 1 FROM block_links l WHERE l.workspace = OLD.workspace AND l.answer = OLD.answer)
  OR EXISTS (SELECT 1 FROM quotes q WHERE q.workspace = OLD.workspace AND q.answer = OLD.answer) BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_answers_de AFTER DELETE ON answer_rows
WHEN EXISTS (SELECT 1 FROM block_links l WHERE l.workspace = OLD.workspace AND l.answer = OLD.id)
  OR EXISTS (SELECT 1 FROM quotes q WHERE q.workspace = OLD.workspace AND q.answer = OLD.id) BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_answer_revisions_de AFTER DELETE ON answer_revisions
WHEN EXISTS (SELECT 1 FROM block_links l WHERE l.workspace = OLD.workspace AND l.answer = OLD.answer)
  OR EXISTS (SELECT 1 FROM quotes q WHERE q.workspace = OLD.workspace AND q.answer = OLD.answer) BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_interviews_up AFTER UPDATE ON interview_rows
WHEN EXISTS (SELECT 1 FROM answer_rows a WHERE a.workspace = OLD.workspace AND a.interview = OLD.id AND (
  EXISTS (SELECT 1 FROM block_links l WHERE l.workspace = a.workspace AND l.answer = a.id)
  OR EXISTS (SELECT 1 FROM quotes q WHERE q.workspace = a.workspace AND q.answer = a.id))) BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_interviews_de AFTER DELETE ON interview_rows
WHEN EXISTS (SELECT 1 FROM answer_rows a WHERE a.workspace = OLD.workspace AND a.interview = OLD.id AND (
  EXISTS (SELECT 1 FROM block_links l WHERE l.workspace = a.workspace AND l.answer = a.id)
  OR EXISTS (SELECT 1 FROM quotes q WHERE q.workspace = a.workspace AND q.answer = a.id))) BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;
