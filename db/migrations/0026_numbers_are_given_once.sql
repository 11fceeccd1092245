-- The highest number that a row of a table ever had. Links and quotes name answers by it and menus in Slack name checks,
-- so a number whose row was erased is never given again. Only tables whose newest rows can go need it.
CREATE TABLE last_numbers (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  of_table TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (workspace, of_table)
) STRICT, WITHOUT ROWID;
INSERT INTO last_numbers (workspace, of_table, last) SELECT workspace, 'answer_rows', last FROM answer_numbers;
DROP TRIGGER answers_keep_number;
DROP TABLE answer_numbers;
CREATE TRIGGER answers_keep_number AFTER DELETE ON answer_rows BEGIN
  INSERT INTO last_numbers (workspace, of_table, last) VALUES (OLD.workspace, 'answer_rows', OLD.id)
    ON CONFLICT (workspace, of_table) DO UPDATE SET last = max(last, excluded.last);
END;
CREATE TRIGGER checks_keep_number AFTER DELETE ON checks BEGIN
  INSERT INTO last_numbers (workspace, of_table, last) VALUES (OLD.workspace, 'checks', OLD.id)
    ON CONFLICT (workspace, of_table) DO UPDATE SET last = max(last, excluded.last);
END;
CREATE TRIGGER aliases_keep_number AFTER DELETE ON customer_aliases BEGIN
  INSERT INTO last_numbers (workspace, of_table, last) VALUES (OLD.workspace, 'customer_aliases', OLD.id)
    ON CONFLICT (workspace, of_table) DO UPDATE SET last = max(last, excluded.last);
END;
CREATE TRIGGER decisions_keep_number AFTER DELETE ON decisions BEGIN
  INSERT INTO last_numbers (workspace, of_table, last) VALUES (OLD.workspace, 'decisions', OLD.id)
    ON CONFLICT (workspace, of_table) DO UPDATE SET last = max(last, excluded.last);
END;
CREATE TRIGGER requests_keep_number AFTER DELETE ON evidence_requests BEGIN
  INSERT INTO last_numbers (workspace, of_table, last) VALUES (OLD.workspace, 'evidence_requests', OLD.id)
    ON CONFLICT (workspace, of_table) DO UPDATE SET last = max(last, excluded.last);
END;
CREATE TRIGGER exports_keep_number AFTER DELETE ON exports BEGIN
  INSERT INTO last_numbers (workspace, of_table, last) VALUES (OLD.workspace, 'exports', OLD.id)
    ON CONFLICT (workspace, of_table) DO UPDATE SET last = max(last, excluded.last);
END;
CREATE TRIGGER calls_keep_number AFTER DELETE ON model_calls BEGIN
  INSERT INTO last_numbers (workspace, of_table, last) VALUES (OLD.workspace, 'model_calls', OLD.id)
    ON CONFLICT (workspace, of_table) DO UPDATE SET last = max(last, excluded.last);
END;
