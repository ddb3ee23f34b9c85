-- SPDX-License-Identifier: Apache-2.0
-- A hybrid logical clock (Kulkarni et al. 2014): 48 bits of milliseconds, 16 bits of counter. It is
-- kept in a sequence, because a sequence is not rolled back: no stamp is ever given twice.

CREATE SEQUENCE IF NOT EXISTS ballast.clock MINVALUE 0 START 0;

CREATE OR REPLACE FUNCTION ballast.wall() RETURNS bigint
LANGUAGE sql VOLATILE
-- Not rounded: a write would seem to be later than one of the next half millisecond.
AS $$ SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint << 16 $$;

-- The next stamp: after every one given here, and not before what was seen.
CREATE OR REPLACE FUNCTION ballast.tick(seen bigint DEFAULT 0) RETURNS bigint
LANGUAGE plpgsql
AS $tick$
DECLARE
  locked text;
  stamp bigint;
  unlocked boolean;
BEGIN
  -- One list of targets: a query that is cancelled cannot stop between the lock and its release.
  SELECT pg_advisory_lock(7311, 1)::text,
         setval('ballast.clock', greatest(ballast.wall(), seen, nextval('ballast.clock'))),
         pg_advisory_unlock(7311, 1)
    INTO locked, stamp, unlocked;
  RETURN stamp;
END
$tick$;

-- Hears the stamp of another node. One that is too far ahead is written down and does not move this
-- clock: otherwise a single wrong clock would drag everybody's along.
CREATE OR REPLACE FUNCTION ballast.hear(heard bigint, speaker smallint) RETURNS void
LANGUAGE plpgsql
AS $hear$
DECLARE
  ahead_ms bigint := (heard - ballast.wall()) >> 16;
BEGIN
  IF ahead_ms > (SELECT max_skew_ms FROM ballast.node) THEN
    INSERT INTO ballast.fast_clock AS known (node, worst_ms)
    VALUES (speaker, ahead_ms)
    ON CONFLICT (node) DO UPDATE
      SET worst_ms = greatest(known.worst_ms, excluded.worst_ms), seen_at = excluded.seen_at
      WHERE known.worst_ms < excluded.worst_ms
         OR known.seen_at < excluded.seen_at - interval '1 second';
  ELSIF heard > (SELECT last_value FROM ballast.clock) THEN
    PERFORM ballast.tick(heard);
  END IF;
END
$hear$;
