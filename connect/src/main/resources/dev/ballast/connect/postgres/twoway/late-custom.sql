-- SPDX-License-Identifier: Apache-2.0
-- ${table}: a late entry has the row told anew from its first one.

CREATE OR REPLACE FUNCTION ballast.${late}(
  state jsonb, newest ballast_log.${log}, entry ballast_log.${log})
RETURNS jsonb
LANGUAGE sql
AS $$
  SELECT ballast.${fold}(e.kind, e.image, e.change ORDER BY e.stamp, e.node)
    FROM (SELECT * FROM ballast_log.${log} l WHERE l.key = (entry).key
          UNION ALL SELECT (entry).*) e
$$;
