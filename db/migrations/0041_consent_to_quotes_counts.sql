-- Whether a quote may be shown is part of what is remembered of approved personas: a yes or a no holds at once.
CREATE TRIGGER revision_quote_consents_in AFTER INSERT ON quote_consents BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_quote_consents_up AFTER UPDATE ON quote_consents BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (NEW.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER revision_quote_consents_de AFTER DELETE ON quote_consents BEGIN
  INSERT INTO evidence_revisions (workspace, revision) VALUES (OLD.workspace, 1)
    ON CONFLICT (workspace) DO UPDATE SET revision = revision + 1;
END;
