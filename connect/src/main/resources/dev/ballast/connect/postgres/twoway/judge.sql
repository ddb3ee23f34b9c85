-- SPDX-License-Identifier: Apache-2.0
-- ${table}: writes down which write lost. The newer of two entries wins; the other one is lost unless
-- somebody who had seen it wrote after it. Each node finds the same lost writes once all is
-- delivered, whatever the order.

CREATE OR REPLACE FUNCTION ballast.${judge}(
  entry ballast_log.${log}, newest ballast_log.${log}, late boolean)
RETURNS void
LANGUAGE plpgsql
AS $judge$
DECLARE
  loser ballast_log.${log};
  winner ballast_log.${log};
BEGIN
  IF newest.key IS NULL OR (newest.stamp, newest.node) = (entry.before_stamp, entry.before_node) THEN
    RETURN; -- The first of its row, or written on top of what is here: nothing is lost.
  END IF;
  IF late THEN
    loser := entry;
    SELECT * INTO winner -- The one that beat it first: later ones knew that one, and not the loser.
      FROM ballast_log.${log} e
     WHERE e.key = entry.key AND (e.stamp, e.node) > (entry.stamp, entry.node)
     ORDER BY e.stamp, e.node
     LIMIT 1;
  ELSE
    loser := newest;
    winner := entry;
  END IF;
  -- Of an entry that came late, its successor may have come before it.
  IF NOT late OR NOT EXISTS (
       SELECT FROM ballast_log.${log} e
        WHERE e.key = entry.key AND e.stamp > entry.stamp
          AND e.before_stamp = entry.stamp AND e.before_node = entry.node) THEN
    INSERT INTO ballast.conflict (
           log, key, lost_stamp, lost_node, lost_kind, lost_row,
           won_stamp, won_node, won_kind, won_row, lost_columns)
    VALUES (${log_text}, loser.key, loser.stamp, loser.node, loser.kind, loser.image,
            winner.stamp, winner.node, winner.kind, winner.image,
            ballast.lost_columns(
              loser.image, loser.change, winner.image, winner.change, ${counters}::text[]))
    ON CONFLICT DO NOTHING;
  END IF;
  UPDATE ballast.conflict c
     SET superseded = true
   WHERE c.log = ${log_text} AND c.key = entry.key
     AND c.lost_stamp = entry.before_stamp AND c.lost_node = entry.before_node;
END
$judge$;
