-- The files that a delivery of Slack led to, by their ids in Slack, written before they are shown: worked on once more after
-- a kill, the delivery takes these away before it sends them again.
CREATE TABLE files_sent (
  workspace INTEGER NOT NULL,
  delivery TEXT NOT NULL,
  file TEXT NOT NULL,
  PRIMARY KEY (workspace, delivery, file),
  FOREIGN KEY (workspace, delivery) REFERENCES inbox (workspace, key) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
