-- A click names a message by its conversation and its moment, and hardly two messages share a moment. Sorted by it, new
-- messages stand beside each other, so that a step of an interview writes a page less.
DROP INDEX outbox_by_message;
CREATE INDEX outbox_by_message ON outbox (workspace, message_ts, channel) WHERE message_ts IS NOT NULL;
