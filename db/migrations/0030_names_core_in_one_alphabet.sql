-- The core of a name (text/fold.ts) leaves out "and" and "the" and is written in Latin letters, so that "Лесной двор" and
-- "Lesnoy Dvor" are asked about and offered for merging.
UPDATE customer_names SET core = core_of_name(
  (SELECT name FROM customer_rows c WHERE c.workspace = customer_names.workspace AND c.key = customer_names.key))
WHERE EXISTS (SELECT 1 FROM customer_rows c WHERE c.workspace = customer_names.workspace AND c.key = customer_names.key);
