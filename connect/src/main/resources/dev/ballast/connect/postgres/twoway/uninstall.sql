-- SPDX-License-Identifier: Apache-2.0
-- Leaves the tables as they are, without triggers of ours, and takes everything else away.

DROP PUBLICATION IF EXISTS ballast;
DROP SCHEMA IF EXISTS ballast_log CASCADE;
DROP SCHEMA IF EXISTS ballast CASCADE;
