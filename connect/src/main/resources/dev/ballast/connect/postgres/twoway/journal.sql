-- SPDX-License-Identifier: Apache-2.0
-- What rows have in common, whatever their table.

-- The columns of which a write says something else than the other one: all that differ, or, where
-- both say what they changed, what both changed.
CREATE OR REPLACE FUNCTION ballast.lost_columns(
  lost_row jsonb, lost_change jsonb, won_row jsonb, won_change jsonb, counters text[])
RETURNS text[]
LANGUAGE sql IMMUTABLE
AS $$
  SELECT coalesce(array_agg(name ORDER BY name), '{}')
    FROM jsonb_object_keys(coalesce(lost_change, lost_row)) AS name
   WHERE name <> ALL (counters)
     AND CASE WHEN won_change IS NULL
           THEN lost_row -> name IS DISTINCT FROM won_row -> name
           ELSE won_change ? name
         END
$$;

-- What an update changed: the new values, and of counters the differences.
CREATE OR REPLACE FUNCTION ballast.change(before jsonb, after jsonb, counters text[])
RETURNS jsonb
LANGUAGE sql IMMUTABLE
AS $$
  SELECT coalesce(
           jsonb_object_agg(
             name,
             CASE WHEN name = ANY (counters)
               THEN to_jsonb((after ->> name)::numeric - (before ->> name)::numeric)
               ELSE after -> name
             END),
           '{}')
    FROM jsonb_object_keys(after) AS name
   WHERE after -> name IS DISTINCT FROM before -> name
$$;

-- Counters of a row with the differences of a change added.
CREATE OR REPLACE FUNCTION ballast.added_up(state jsonb, change jsonb, counters text[])
RETURNS jsonb
LANGUAGE sql IMMUTABLE
AS $$
  SELECT coalesce(
           jsonb_object_agg(name, (state ->> name)::numeric + (change ->> name)::numeric), '{}')
    FROM unnest(counters) AS name
   WHERE change ? name
$$;

CREATE OR REPLACE FUNCTION ballast.refuse_truncate() RETURNS trigger
LANGUAGE plpgsql
AS $refuse$
BEGIN
  RAISE EXCEPTION 'TRUNCATE of % is refused: it cannot be merged with what other regions write',
    tg_relid::regclass
    USING HINT = 'Use DELETE, or take the table out of the replication first.';
END
$refuse$;
