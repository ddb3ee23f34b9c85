-- SPDX-License-Identifier: Apache-2.0
-- What a row is by its log: its steps one after another.

CREATE OR REPLACE AGGREGATE ballast.${fold}("char", jsonb, jsonb) (
  SFUNC = ballast.${step},
  STYPE = jsonb
);
