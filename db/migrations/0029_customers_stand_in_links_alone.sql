-- Whom a claim counts stood in its links and once more as lists in its text, which grew as long as the data and was read
-- and written whole. The text keeps the numbers; the customers stand in the links, a persona's own in persona_cases.
UPDATE claims SET body = json_remove(
  CASE body ->> '$.type' WHEN 'figure' THEN json_set(body, '$.n', json_array_length(body, '$.cases')) ELSE body END,
  '$.cases', '$.against', '$.comparisonCases', '$.comparisonAgainst');

UPDATE persona_versions SET body = json_remove(json_set(body,
    '$.descriptions', json((SELECT json_group_array(json_remove(one.value, '$.cases', '$.against')) FROM json_each(persona_versions.body, '$.descriptions') AS one)),
    '$.demographics', json((SELECT json_group_array(json_remove(one.value, '$.cases', '$.against')) FROM json_each(persona_versions.body, '$.demographics') AS one))),
  '$.cases');
