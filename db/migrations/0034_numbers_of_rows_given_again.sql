-- Once the last customer goes, its row's number is given again, maybe in another workspace: no workspace's newest row is what it
-- was. Before, a customer that took such a number was not among the names to hide.
DROP TRIGGER names_gone;
CREATE TRIGGER names_gone AFTER DELETE ON customer_rows BEGIN
  INSERT INTO evidence_revisions (workspace, revision, names)
    SELECT id, 0, 1 FROM workspaces
    WHERE id = OLD.workspace OR NOT EXISTS (SELECT 1 FROM customer_rows WHERE rowid > OLD.rowid)
    ON CONFLICT (workspace) DO UPDATE SET names = names + 1;
END;
