-- SPDX-License-Identifier: Apache-2.0
-- ${table}: the next keys of the log after one, by what all nodes have in common: of each, the entries
-- below a stamp become one that holds what they made of the row, or none where they made no row.
-- That is no news for anybody: neither updates nor deletions of the log are published. A parked row
-- keeps its entries, since it is tried again by them.
-- Parameters: the key before, how many keys, the stamp, and the stamp again.

WITH batch AS MATERIALIZED (
  SELECT DISTINCT e.key FROM ballast_log.${log} e WHERE e.key > ? ORDER BY e.key LIMIT ?),
told AS MATERIALIZED (
  SELECT e.key,
         ballast.${fold}(e.kind, e.image, e.change ORDER BY e.stamp, e.node) AS state,
         (array_agg(e.stamp ORDER BY e.stamp DESC, e.node DESC))[1] AS stamp,
         (array_agg(e.node ORDER BY e.stamp DESC, e.node DESC))[1] AS node,
         count(*) AS entries
    FROM ballast_log.${log} e
    JOIN batch USING (key)
   WHERE e.stamp < ?
     AND NOT EXISTS (
           SELECT FROM ballast.parked p WHERE p.log = ${log_text} AND p.key = e.key)
   GROUP BY e.key),
based AS (
  UPDATE ballast_log.${log} e
     SET kind = 'I', image = told.state, change = NULL
    FROM told
   WHERE ${keeps_change} AND told.state IS NOT NULL AND told.entries > 1
     AND e.key = told.key AND e.stamp = told.stamp AND e.node = told.node),
gone AS (
  DELETE FROM ballast_log.${log} e
   USING told
   WHERE e.key = told.key AND e.stamp < ?
     AND (told.state IS NULL OR (e.stamp, e.node) <> (told.stamp, told.node))
  RETURNING 1)
SELECT coalesce((SELECT max(key) FROM batch), ''), (SELECT count(*) FROM gone)
