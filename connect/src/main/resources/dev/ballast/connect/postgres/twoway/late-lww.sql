-- SPDX-License-Identifier: Apache-2.0
-- ${table}: a late entry of the last writer's table changes nothing.

CREATE OR REPLACE FUNCTION ballast.${late}(
  state jsonb, newest ballast_log.${log}, entry ballast_log.${log})
RETURNS jsonb
LANGUAGE sql IMMUTABLE
AS $$ SELECT CASE WHEN newest.kind = 'D' THEN NULL ELSE newest.image END $$;
