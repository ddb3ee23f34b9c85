-- SPDX-License-Identifier: Apache-2.0
-- Who leads, since when, and the how-manieth that is. A client that remembers the epoch it began
-- with asks for it in its transaction: on a server that leads by another one the write fails.

CREATE SCHEMA IF NOT EXISTS ballast;
GRANT USAGE ON SCHEMA ballast TO PUBLIC;

CREATE TABLE IF NOT EXISTS ballast.leader (
  epoch bigint PRIMARY KEY,
  node text NOT NULL,
  fenced_by text NOT NULL,
  since timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT ON ballast.leader TO PUBLIC;

CREATE OR REPLACE FUNCTION ballast.require_epoch(known bigint) RETURNS void
LANGUAGE plpgsql
AS $require$
DECLARE
  current bigint := (SELECT coalesce(max(epoch), 0) FROM ballast.leader);
BEGIN
  IF known <> current THEN
    RAISE EXCEPTION 'this server leads in epoch %, not in %', current, known
      USING HINT = 'Ask where the leader is, and begin anew there.';
  END IF;
END
$require$;
