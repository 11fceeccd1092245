-- Whom to ask what and when (src/invitations). Instants are UTC; wall times and days are as each person's calendar says.

CREATE TABLE campaigns (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  id INTEGER NOT NULL,
  script TEXT,                      -- NULL: as needed, whatever there is a reason to ask about
  weekday INTEGER CHECK (weekday BETWEEN 1 AND 7),   -- ISO, Monday is 1; NULL: any working day
  at TEXT NOT NULL,                 -- HH:MM in each person's own zone
  every_weeks INTEGER CHECK (every_weeks > 0),       -- NULL: once
  window_days INTEGER NOT NULL CHECK (window_days > 0),
  reminders INTEGER NOT NULL CHECK (reminders BETWEEN 0 AND 2),
  starts_on TEXT NOT NULL,          -- a day of the calendar
  planned_by TEXT NOT NULL,
  planned_at TEXT NOT NULL,
  stopped_at TEXT,
  PRIMARY KEY (workspace, id)
) STRICT;

CREATE TABLE campaign_audience (
  workspace INTEGER NOT NULL,
  campaign INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'role')),
  value TEXT NOT NULL,
  PRIMARY KEY (workspace, campaign, kind, value),
  FOREIGN KEY (workspace, campaign) REFERENCES campaigns (workspace, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE invitations (
  workspace INTEGER NOT NULL,
  id INTEGER NOT NULL,
  campaign INTEGER NOT NULL,
  person TEXT NOT NULL,
  round TEXT NOT NULL,              -- the first day of the campaign's round
  week TEXT NOT NULL,               -- ISO week in which they were asked, on their own calendar
  script TEXT NOT NULL,
  reason TEXT CHECK (reason IN ('more_evidence', 'reported', 'churned', 'question', 'stale')),
  subject TEXT,                     -- as in evidence_requests
  state TEXT NOT NULL CHECK (state IN ('consent', 'invited', 'started', 'declined', 'closed')),
  shown INTEGER NOT NULL DEFAULT 0, -- how often it was posted anew: its slot in the outbox
  invited_at TEXT NOT NULL,
  shown_at TEXT NOT NULL,
  closes_at TEXT NOT NULL,
  reminders INTEGER NOT NULL DEFAULT 0,
  snoozed_until TEXT,
  interview TEXT,
  ended_at TEXT,                    -- started, declined or closed
  PRIMARY KEY (workspace, id),
  -- What must never happen twice, whatever goes wrong elsewhere.
  UNIQUE (workspace, person, week),
  UNIQUE (workspace, campaign, person, round),
  CHECK ((reason IS NULL) = (subject IS NULL)),
  CHECK ((state IN ('consent', 'invited')) = (ended_at IS NULL)),
  FOREIGN KEY (workspace, campaign) REFERENCES campaigns (workspace, id)
) STRICT;
CREATE UNIQUE INDEX one_open_invitation ON invitations (workspace, person) WHERE ended_at IS NULL;
CREATE INDEX invitations_by_interview ON invitations (workspace, interview) WHERE interview IS NOT NULL;
CREATE INDEX invitations_by_subject ON invitations (workspace, reason, subject) WHERE reason IS NOT NULL;

-- What each person chose, and what Slack said of them when it was last asked.
CREATE TABLE availability (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  person TEXT NOT NULL,
  consent TEXT NOT NULL DEFAULT 'unknown' CHECK (consent IN ('unknown', 'yes', 'never')),
  consent_asked INTEGER NOT NULL DEFAULT 0,
  consent_from TEXT,                -- not asked for their consent again before this
  days TEXT NOT NULL DEFAULT '[1,2,3,4,5]',
  at TEXT,                          -- their own time of day; NULL: the campaign's
  quiet_from TEXT NOT NULL DEFAULT '18:00',
  quiet_to TEXT NOT NULL DEFAULT '09:00',
  muted_until TEXT,
  reachable INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),   -- from here on: from Slack
  away INTEGER NOT NULL DEFAULT 0 CHECK (away IN (0, 1)),
  away_until TEXT,
  looked_at TEXT,
  PRIMARY KEY (workspace, person)
) STRICT;
