-- SPDX-License-Identifier: Apache-2.0
-- ${table}: a function of its owner decides. It sees a row's entries one by one in the order of their
-- stamps, so that any function without side effects gives the same row everywhere. The key stays.

CREATE OR REPLACE FUNCTION ballast.${step}(state jsonb, kind "char", image jsonb, change jsonb)
RETURNS jsonb
LANGUAGE sql
AS $$
  SELECT ${function}(state, kind, image, change) || jsonb_build_object(${image_key_fields})
$$;
