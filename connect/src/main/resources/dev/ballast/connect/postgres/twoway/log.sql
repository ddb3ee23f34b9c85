-- SPDX-License-Identifier: Apache-2.0
-- The log of ${table}: one entry for each write of each row, by any node. Nothing
-- in it changes before every node has it (thin.sql), so that all nodes have the same entries once
-- everything is delivered, and the same entries give the same row. An entry names the one that its writer saw (before_…): that is how a lost write is told
-- from one that was overwritten knowingly.

CREATE TABLE IF NOT EXISTS ballast_log.${log} (
  key text COLLATE "C" NOT NULL,
  stamp bigint NOT NULL,
  node smallint NOT NULL,
  before_stamp bigint NOT NULL,
  before_node smallint NOT NULL,
  kind "char" NOT NULL,          -- I inserted, U updated, D deleted (its tombstone)
  image jsonb NOT NULL,          -- the row as its writer left it; of a D, as it was
  change jsonb,                  -- of a U where columns are merged: what it changed
  PRIMARY KEY (key, stamp, node)
);
