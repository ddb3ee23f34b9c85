-- SPDX-License-Identifier: Apache-2.0
-- What a node remembers. Everything lives in two schemas that nobody but their owner can enter:
-- ballast (this file) and ballast_log (one log for each replicated table, and all that is published).

CREATE SCHEMA IF NOT EXISTS ballast;
CREATE SCHEMA IF NOT EXISTS ballast_log;
REVOKE ALL ON SCHEMA ballast FROM PUBLIC;
REVOKE ALL ON SCHEMA ballast_log FROM PUBLIC;

-- Who this is. The id stands in every entry that is written here and must never change.
CREATE TABLE IF NOT EXISTS ballast.node (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  replication text NOT NULL,
  name text NOT NULL,
  id smallint NOT NULL,
  max_skew_ms bigint NOT NULL
);

-- What is replicated here.
CREATE TABLE IF NOT EXISTS ballast.replicated (
  relation regclass PRIMARY KEY,
  log text NOT NULL UNIQUE,
  merge text NOT NULL
);

-- The journal: acknowledged writes that another one beat without having seen it, with both rows.
-- An entry is superseded when a write that did know the lost one arrives later.
CREATE TABLE IF NOT EXISTS ballast.conflict (
  log text NOT NULL,
  key text COLLATE "C" NOT NULL,
  lost_stamp bigint NOT NULL,
  lost_node smallint NOT NULL,
  lost_kind "char" NOT NULL,
  lost_row jsonb NOT NULL,
  won_stamp bigint NOT NULL,
  won_node smallint NOT NULL,
  won_kind "char" NOT NULL,
  won_row jsonb NOT NULL,
  lost_columns text[] NOT NULL,
  superseded boolean NOT NULL DEFAULT false,
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (log, key, lost_stamp, lost_node)
);

-- Rows that this database refuses (a unique key, a check): the log has them, the table does not.
CREATE TABLE IF NOT EXISTS ballast.parked (
  log text NOT NULL,
  key text COLLATE "C" NOT NULL,
  state jsonb NOT NULL,
  reason text NOT NULL,
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (log, key)
);

-- Other nodes whose clock was seen too far ahead of this one's.
CREATE TABLE IF NOT EXISTS ballast.fast_clock (
  node smallint PRIMARY KEY,
  worst_ms bigint NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- How far each log was thinned out here: of a node's entries below that stamp only those are left
-- that a row still needs. All nodes had them before, so one that comes again is no news.
CREATE TABLE IF NOT EXISTS ballast.thinned (
  log text NOT NULL,
  node smallint NOT NULL,
  below bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (log, node)
);
