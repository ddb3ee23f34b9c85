-- SPDX-License-Identifier: Apache-2.0
-- ${table}: takes an entry of another node. Runs in the apply worker only, before the entry is kept,
-- and never stops the worker for what a row holds: what the table refuses is parked.

CREATE OR REPLACE FUNCTION ballast.${apply}() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
${settings}
AS $apply$
DECLARE
  image ${table};
  held ${table};
  newest ballast_log.${log};
  state jsonb;
  placed boolean := false;
  late boolean;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'ballast: merging needs read committed, which this database does not default to';
  END IF;
  PERFORM ballast.hear(new.stamp, new.node);
  IF EXISTS (
       SELECT FROM ballast.thinned t
        WHERE t.log = ${log_text} AND t.node = new.node AND new.stamp < t.below) THEN
    RETURN NULL; -- A copy of what was taken long ago and is thinned out.
  END IF;

  BEGIN
    image := jsonb_populate_record(NULL::${table}, new.image);
    -- Hold the key: by the row, or, where there is none, by a row of its own, for which an insert
    -- that is under way here has to be waited for.
    LOOP
      SELECT t.* INTO held FROM ${table} AS t WHERE ${same_key} FOR UPDATE;
      EXIT WHEN found;
      INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE
      VALUES (${image_columns})
      ON CONFLICT (${key_columns}) DO NOTHING;
      placed := found;
      EXIT WHEN placed;
    END LOOP;

    SELECT * INTO newest
      FROM ballast_log.${log} e
     WHERE e.key = new.key
     ORDER BY e.key DESC, e.stamp DESC, e.node DESC
     LIMIT 1;
    late := newest.key IS NOT NULL AND (newest.stamp, newest.node) >= (new.stamp, new.node);

    IF late AND EXISTS (
         SELECT FROM ballast_log.${log} e
          WHERE e.key = new.key AND e.stamp = new.stamp AND e.node = new.node) THEN
      IF placed THEN
        SELECT ballast.${fold}(e.kind, e.image, e.change ORDER BY e.stamp, e.node)
          INTO state
          FROM ballast_log.${log} e
         WHERE e.key = new.key;
        PERFORM ballast.${put}(state, new.image);
      END IF;
      RETURN NULL; -- Delivered a second time, as the first copy of a table may.
    END IF;

    -- The row as it is; where the table does not show it, by its log.
    IF NOT placed AND newest.kind IS DISTINCT FROM 'D' THEN
      state := to_jsonb(held) - ${generated}::text[];
    END IF;
    IF placed AND newest.kind <> 'D'
       OR EXISTS (SELECT FROM ballast.parked p WHERE p.log = ${log_text} AND p.key = new.key) THEN
      SELECT ballast.${fold}(e.kind, e.image, e.change ORDER BY e.stamp, e.node)
        INTO state
        FROM ballast_log.${log} e
       WHERE e.key = new.key;
    END IF;

    IF late THEN
      state := ballast.${late}(state, newest, new);
    ELSE
      state := ballast.${step}(state, new.kind, new.image, new.change);
    END IF;
    IF NOT (late AND ${late_is_lost} AND NOT placed) AND NOT (placed AND state IS NOT DISTINCT FROM new.image) THEN
      PERFORM ballast.${put}(state, new.image);
    END IF;
    DELETE FROM ballast.parked p WHERE p.log = ${log_text} AND p.key = new.key;
  EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
    -- A unique key, a check, a number too large: the log keeps it, the table stays as it was.
    SELECT ballast.${fold}(e.kind, e.image, e.change ORDER BY e.stamp, e.node)
      INTO state
      FROM (SELECT * FROM ballast_log.${log} l WHERE l.key = new.key
            UNION ALL SELECT (new).*) e;
    IF state IS NOT NULL THEN
      INSERT INTO ballast.parked AS p (log, key, state, reason)
      VALUES (${log_text}, new.key, state, sqlerrm)
      ON CONFLICT (log, key) DO UPDATE SET state = excluded.state, reason = excluded.reason;
    END IF;
    SELECT * INTO newest
      FROM ballast_log.${log} e
     WHERE e.key = new.key
     ORDER BY e.key DESC, e.stamp DESC, e.node DESC
     LIMIT 1;
    late := newest.key IS NOT NULL AND (newest.stamp, newest.node) > (new.stamp, new.node);
  END;

  PERFORM ballast.${judge}(new, newest, late);
  RETURN new;
END
$apply$;

CREATE OR REPLACE TRIGGER ballast_apply
  BEFORE INSERT ON ballast_log.${log}
  FOR EACH ROW EXECUTE FUNCTION ballast.${apply}();
ALTER TABLE ballast_log.${log} ENABLE REPLICA TRIGGER ballast_apply;
