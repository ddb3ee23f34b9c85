-- SPDX-License-Identifier: Apache-2.0
-- Entries of the log of ${table} that thinning would take away: those below a stamp that a newer one
-- below it follows, and tombstones. Parameters: the stamp, and the stamp again.

SELECT count(*)
  FROM ballast_log.${log} e
 WHERE e.stamp < ?
   AND (e.kind = 'D'
        OR EXISTS (
             SELECT FROM ballast_log.${log} n
              WHERE n.key = e.key AND n.stamp < ? AND (n.stamp, n.node) > (e.stamp, e.node)))
