-- A follow-up as a model words it, for the time until it is answered: the answer then keeps the wording that was shown.
-- `wording` is NULL while the model is being asked; a row that a stopped bot left so is settled at its next start.
CREATE TABLE probe_wordings (
  workspace INTEGER NOT NULL,
  interview TEXT NOT NULL,
  question TEXT NOT NULL,           -- the follow-up's key, as in answers: why?1
  follows TEXT NOT NULL,            -- the revisions of the answers it follows: an edit makes the wording void
  wording TEXT,
  PRIMARY KEY (workspace, interview, question),
  FOREIGN KEY (workspace, interview) REFERENCES interview_rows (workspace, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX wordings_to_settle ON probe_wordings (workspace) WHERE wording IS NULL;
