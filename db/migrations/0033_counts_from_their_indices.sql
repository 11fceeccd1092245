-- Finished interviews that no import is about to change: customers and people are counted from the index alone, because
-- what the view shows stands in none.
CREATE INDEX interviews_told ON interview_rows (workspace, case_kind, customer, person)
  WHERE status IN ('complete', 'partial') AND import_run IS NULL AND next_run IS NULL;

-- The domain of a customer's record, without https:// and www.: customers that share one are offered for merging.
CREATE INDEX customers_by_domain ON customer_rows (workspace, substr(
    replace(replace(replace(lower(json_extract(record, '$.texts.domain')), 'https://', ''), 'http://', ''), 'www.', ''), 1,
    instr(replace(replace(replace(lower(json_extract(record, '$.texts.domain')), 'https://', ''), 'http://', ''), 'www.', '') || '/', '/') - 1))
  WHERE json_extract(record, '$.texts.domain') IS NOT NULL;
