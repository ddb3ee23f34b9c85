-- SPDX-License-Identifier: Apache-2.0
-- ${table}: the last writer's row. The newest entry alone decides; a late one changes nothing.

CREATE OR REPLACE FUNCTION ballast.${step}(state jsonb, kind "char", image jsonb, change jsonb)
RETURNS jsonb
LANGUAGE sql IMMUTABLE
AS $$ SELECT CASE WHEN kind = 'D' THEN NULL ELSE image END $$;
