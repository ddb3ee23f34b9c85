-- SPDX-License-Identifier: Apache-2.0
-- The logs, and nothing else, are what the other nodes take; their own entries are not sent back.

DO $publish$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'ballast') THEN
    CREATE PUBLICATION ballast FOR TABLES IN SCHEMA ballast_log WITH (publish = 'insert');
  END IF;
END
$publish$;
