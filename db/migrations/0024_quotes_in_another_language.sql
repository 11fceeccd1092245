-- What a model made of a quote in another language: shown beside it, never in its place. It goes with the words it was made
-- of. NULL text: the model could not, and is not asked again.
CREATE TABLE quote_translations (
  workspace INTEGER NOT NULL,
  answer INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  start_unit INTEGER NOT NULL,
  end_unit INTEGER NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'ru')),
  text TEXT,
  at TEXT NOT NULL,
  PRIMARY KEY (workspace, answer, revision, start_unit, end_unit, language),
  FOREIGN KEY (workspace, answer, revision) REFERENCES answer_revisions (workspace, answer, revision) ON DELETE CASCADE
) STRICT;

CREATE TRIGGER translated_words_changed AFTER UPDATE OF value ON answer_revisions WHEN OLD.value IS NOT NEW.value BEGIN
  DELETE FROM quote_translations
  WHERE workspace = OLD.workspace AND answer = OLD.answer AND revision = OLD.revision;
END;
