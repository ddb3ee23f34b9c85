-- SPDX-License-Identifier: Apache-2.0
-- ${table}: each column by its last writer; counters (${counters}) are added up.

CREATE OR REPLACE FUNCTION ballast.${step}(state jsonb, kind "char", image jsonb, change jsonb)
RETURNS jsonb
LANGUAGE sql IMMUTABLE
AS $$
  SELECT CASE
    WHEN kind = 'D' THEN NULL
    WHEN kind = 'I' OR state IS NULL OR change IS NULL THEN image
    ELSE state
      || (change - ${counters}::text[])
      || ballast.added_up(state, change, ${counters}::text[])
  END
$$;
