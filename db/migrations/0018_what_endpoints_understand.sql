-- The strictest way of asking for JSON that each model endpoint understands: learnt once, not with every call.
CREATE TABLE model_endpoints (
  workspace INTEGER NOT NULL REFERENCES workspaces (id),
  place TEXT NOT NULL,              -- host, path and model; never a key
  rung TEXT NOT NULL CHECK (rung IN ('json_schema', 'json_object', 'plain')),
  learnt_at TEXT NOT NULL,
  PRIMARY KEY (workspace, place)
) STRICT;
CREATE INDEX calls_by_month ON model_calls (workspace, at);
