-- Slack's own language setting of a person ("ru-RU"), beside people.language, which stays their own choice.
-- NULL: not asked yet; empty: Slack does not tell.
ALTER TABLE people ADD COLUMN locale TEXT;
