-- SPDX-License-Identifier: Apache-2.0
-- ${table}: what is written here goes into the log, in the same transaction. These triggers do not
-- fire for what replication writes, so nothing goes round in circles.

CREATE OR REPLACE FUNCTION ballast.${write}(
  written_key text, written_kind "char", written_image jsonb, written_change jsonb)
RETURNS void
LANGUAGE plpgsql
AS $write$
DECLARE
  seen ballast_log.${log};
BEGIN
  SELECT * INTO seen
    FROM ballast_log.${log} e
   WHERE e.key = written_key
   ORDER BY e.key DESC, e.stamp DESC, e.node DESC
   LIMIT 1;
  INSERT INTO ballast_log.${log}
         (key, stamp, node, before_stamp, before_node, kind, image, change)
  SELECT written_key, greatest(ballast.tick(), coalesce(seen.stamp, 0) + 1), n.id,
         coalesce(seen.stamp, 0), coalesce(seen.node, 0::smallint),
         written_kind, written_image, written_change
    FROM ballast.node n;
END
$write$;

-- The settings make images the same whoever writes; the owner's rights let any role be captured.
CREATE OR REPLACE FUNCTION ballast.${capture}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
${settings}
AS $capture$
DECLARE
  old_key text;
  new_key text;
  old_image jsonb;
  new_image jsonb;
  change jsonb;
BEGIN
  IF tg_op <> 'INSERT' THEN
    old_key := jsonb_build_array(${old_key})::text;
    old_image := to_jsonb(old) - ${generated}::text[];
  END IF;
  IF tg_op <> 'DELETE' THEN
    new_key := jsonb_build_array(${new_key})::text;
    new_image := to_jsonb(new) - ${generated}::text[];
  END IF;
  -- A key that changes is one row that goes and another that comes.
  IF old_key IS DISTINCT FROM new_key AND old_key IS NOT NULL THEN
    PERFORM ballast.${write}(old_key, 'D', old_image, NULL);
  END IF;
  IF old_key IS DISTINCT FROM new_key AND new_key IS NOT NULL THEN
    PERFORM ballast.${write}(new_key, 'I', new_image, NULL);
  END IF;
  IF old_key = new_key THEN
    IF ${keeps_change} THEN
      change := ballast.change(old_image, new_image, ${counters}::text[]);
    END IF;
    IF change IS DISTINCT FROM '{}' THEN
      PERFORM ballast.${write}(new_key, 'U', new_image, change);
    END IF;
  END IF;
  RETURN NULL;
END
$capture$;

CREATE OR REPLACE TRIGGER zz_ballast_capture
  AFTER INSERT OR UPDATE OR DELETE ON ${table}
  FOR EACH ROW EXECUTE FUNCTION ballast.${capture}();

CREATE OR REPLACE TRIGGER zz_ballast_truncate
  BEFORE TRUNCATE ON ${table}
  FOR EACH STATEMENT EXECUTE FUNCTION ballast.refuse_truncate();
