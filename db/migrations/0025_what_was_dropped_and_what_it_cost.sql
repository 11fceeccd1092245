-- What a model found in an answer and the checks left out: JSON, [{said, why}], with nobody's name in it.
ALTER TABLE read_answers ADD COLUMN dropped TEXT NOT NULL DEFAULT '[]';
-- US dollars by the prices of the day; NULL where none were set.
ALTER TABLE model_calls ADD COLUMN usd REAL;
