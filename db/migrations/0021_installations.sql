-- Workspaces that installed the bot by themselves (OAuth). The token is sealed: see src/slack/seal.ts.
CREATE TABLE installations (
  workspace INTEGER PRIMARY KEY REFERENCES workspaces (id),
  bot_token TEXT NOT NULL,
  bot_id TEXT NOT NULL,
  bot_user_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  installed_by TEXT NOT NULL,
  installed_at TEXT NOT NULL
) STRICT;
