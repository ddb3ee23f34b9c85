-- SPDX-License-Identifier: Apache-2.0
-- A late update of a row that nobody deleted or inserted again: what it changed and nobody changed
-- since. Anything else is told anew from the first entry; that costs as much as the key is long.
CREATE OR REPLACE FUNCTION ballast.${late}(
  state jsonb, newest ballast_log.${log}, entry ballast_log.${log})
RETURNS jsonb
LANGUAGE plpgsql
AS $late$
DECLARE
  simple boolean := entry.kind = 'U' AND state IS NOT NULL;
  since text[];
  told jsonb;
BEGIN
  IF simple THEN
    SELECT coalesce(bool_and(e.kind = 'U' OR e.kind = 'I' AND e.stamp < entry.stamp), false)
      INTO simple
      FROM ballast_log.${log} e
     WHERE e.key = entry.key;
  END IF;
  IF simple THEN
    SELECT coalesce(array_agg(name), '{}')
      INTO since
      FROM ballast_log.${log} e, jsonb_object_keys(e.change) AS name
     WHERE e.key = entry.key
       AND (e.stamp, e.node) > (entry.stamp, entry.node)
       AND name <> ALL (${counters}::text[]);
    RETURN ballast.${step}(state, 'U', entry.image, entry.change - since);
  END IF;
  SELECT ballast.${fold}(e.kind, e.image, e.change ORDER BY e.stamp, e.node)
    INTO told
    FROM (SELECT * FROM ballast_log.${log} l WHERE l.key = entry.key
          UNION ALL SELECT (entry).*) e;
  RETURN told;
END
$late$;
