-- SPDX-License-Identifier: Apache-2.0
SELECT count(*)
  FROM (SELECT e.key, ballast.${fold}(e.kind, e.image, e.change ORDER BY e.stamp, e.node) AS state
          FROM ballast_log.${log} e
         GROUP BY e.key) AS told
  LEFT JOIN (SELECT jsonb_build_array(${table_key})::text AS key,
                    to_jsonb(t) - ${generated}::text[] AS state
               FROM ${table} t) AS held USING (key)
 WHERE told.state IS DISTINCT FROM held.state
