-- The highest number an answer ever had: links and quotes name answers, so a number is never given twice.
CREATE TABLE answer_numbers (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  last INTEGER NOT NULL,
  PRIMARY KEY (workspace)
) STRICT;
CREATE TRIGGER answers_keep_number AFTER DELETE ON answer_rows BEGIN
  INSERT INTO answer_numbers (workspace, last) VALUES (OLD.workspace, OLD.id)
    ON CONFLICT (workspace) DO UPDATE SET last = max(last, excluded.last);
END;

-- The names of customers as they are searched. folded_name() and core_of_name() are text/fold.ts: open.ts brings them
-- to every connection of this program, because SQLite itself folds no Cyrillic and no accents.
CREATE TABLE customer_names (
  workspace INTEGER NOT NULL,
  key TEXT NOT NULL,
  folded TEXT NOT NULL,
  core TEXT NOT NULL,               -- without the legal form
  PRIMARY KEY (workspace, key)
) STRICT, WITHOUT ROWID;
INSERT INTO customer_names (workspace, key, folded, core)
  SELECT workspace, key, folded_name(name), core_of_name(name) FROM customer_rows;
CREATE INDEX names_by_spelling ON customer_names (workspace, folded);
CREATE INDEX names_by_core ON customer_names (workspace, core);
CREATE TRIGGER customers_named AFTER INSERT ON customer_rows BEGIN
  INSERT INTO customer_names (workspace, key, folded, core)
    VALUES (NEW.workspace, NEW.key, folded_name(NEW.name), core_of_name(NEW.name));
END;
CREATE TRIGGER customers_renamed AFTER UPDATE OF name ON customer_rows WHEN NEW.name IS NOT OLD.name BEGIN
  UPDATE customer_names SET folded = folded_name(NEW.name), core = core_of_name(NEW.name)
    WHERE workspace = NEW.workspace AND key = NEW.key;
END;
CREATE TRIGGER customers_unnamed AFTER DELETE ON customer_rows BEGIN
  DELETE FROM customer_names WHERE workspace = OLD.workspace AND key = OLD.key;
END;
