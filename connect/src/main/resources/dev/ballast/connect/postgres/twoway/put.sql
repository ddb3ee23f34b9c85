-- SPDX-License-Identifier: Apache-2.0
-- ${table}: makes one row what its log says. An image of the row says which one.

CREATE OR REPLACE FUNCTION ballast.${put}(state jsonb, of_row jsonb) RETURNS void
LANGUAGE plpgsql
AS $put$
DECLARE
  image ${table} := jsonb_populate_record(NULL::${table}, coalesce(state, of_row));
BEGIN
  IF state IS NULL THEN
    DELETE FROM ${table} AS t WHERE ${same_key};
  ELSE
    INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE
    VALUES (${image_columns})
    ON CONFLICT (${key_columns}) DO ${resolution};
  END IF;
END
$put$;

-- The rows that could not be put are tried again: how many are in the table now.
CREATE OR REPLACE FUNCTION ballast.${retry}() RETURNS bigint
LANGUAGE plpgsql
SET session_replication_role = replica
${settings}
AS $retry$
DECLARE
  parked record;
  done bigint := 0;
BEGIN
  FOR parked IN SELECT p.key FROM ballast.parked p WHERE p.log = ${log_text} LOOP
    BEGIN
      PERFORM ballast.${put}(
                ballast.${fold}(e.kind, e.image, e.change ORDER BY e.stamp, e.node),
                (array_agg(e.image ORDER BY e.stamp, e.node))[1])
         FROM ballast_log.${log} e
        WHERE e.key = parked.key;
      DELETE FROM ballast.parked p WHERE p.log = ${log_text} AND p.key = parked.key;
      done := done + 1;
    EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
      UPDATE ballast.parked p SET reason = sqlerrm WHERE p.log = ${log_text} AND p.key = parked.key;
    END;
  END LOOP;
  RETURN done;
END
$retry$;
