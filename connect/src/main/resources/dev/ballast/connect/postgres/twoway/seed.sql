-- SPDX-License-Identifier: Apache-2.0
-- ${table}: the rows that are here and on no other node, as its first entries. Where all nodes have
-- the same rows none is needed: a row without an entry is the same everywhere.

INSERT INTO ballast_log.${log} (key, stamp, node, before_stamp, before_node, kind, image)
SELECT jsonb_build_array(${table_key})::text, 1, n.id, 0, 0, 'I', to_jsonb(t) - ${generated}::text[]
  FROM ${table} AS t, ballast.node AS n
ON CONFLICT DO NOTHING;
