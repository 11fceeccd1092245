-- Somebody asked for more to be found out. A request waits until a person who may be asked has a free week
-- (src/invitations); the same request twice is one.
CREATE TABLE evidence_requests (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('more_evidence', 'reported', 'churned', 'question', 'stale')),
  subject TEXT NOT NULL,            -- more_evidence, stale: a persona; reported, churned: a customer's key; question: its key
  person TEXT,                      -- whom to ask; NULL: whoever has the role and a free week
  script TEXT,                      -- with which interview; NULL: the one that fits the reason
  asked_by TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  closed_at TEXT,                   -- when somebody was asked, or it no longer mattered
  PRIMARY KEY (workspace, id)
) STRICT;
CREATE UNIQUE INDEX one_open_request ON evidence_requests (workspace, reason, subject, coalesce(person, ''))
  WHERE closed_at IS NULL;
