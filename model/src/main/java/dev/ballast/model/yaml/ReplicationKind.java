// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Replica;
import java.util.List;

/** The keys of a {@code Replication}. */
final class ReplicationKind {

  static final Shape.Choice STRATEGY = Shape.oneOf("leader", "multi");
  static final Shape.Choice MERGE = Shape.oneOf("lww", "field", "custom");
  static final Shape.Choice RISK = Shape.oneOf("unique-keys", "foreign-keys");

  private static final String WORD = "[A-Za-z_][A-Za-z0-9_$]{0,62}";

  private static final Shape.Text COLUMN = Parts.text("the name of a column", WORD, 63);

  private static final Shape.Text IN_SCHEMA =
      Parts.text("a name with its schema, such as public.reviews", WORD + "\\." + WORD, 127);

  private static final Shape.Text VARIABLE =
      Parts.text("the name of an environment variable", "[A-Za-z_][A-Za-z0-9_]*", 256);

  private static final Shape.Fields FROM =
      new Shape.Fields(
          List.of(
              Key.optional("env", VARIABLE, "A variable of the environment."),
              Key.optional("file", Parts.SOME_TEXT, "A file that holds it.")),
          List.of(new Rule.ExactlyOne(List.of("env", "file"))));

  private static final Shape.Fields NODE =
      Shape.fields(
          Key.required("name", Parts.NAME, "What it is called, usually its region.")
              .example("us-east"),
          Key.required(
                  "id",
                  new Shape.Numeric("a whole number, 1 to 32767", 1, true, Replica.MOST_ID, true),
                  "Stands in everything that this node writes; must never change.")
              .example("1"),
          Key.required(
                  "url",
                  Parts.SOME_TEXT,
                  "Where Ballast reaches the database: jdbc:postgresql://HOST:PORT/DATABASE,"
                      + " without user and password.")
              .example("jdbc:postgresql://db.us-east.example:5432/shop"),
          Key.required("user", Parts.SOME_TEXT, "The role to connect as; a superuser.")
              .example("postgres"),
          Key.optional(
                  "passwordFrom",
                  FROM,
                  "Where the password is kept; it never appears in a file, an argument or a log.")
              .otherwise("`~/.pgpass`, or none is needed"),
          Key.optional(
                  "peer",
                  Parts.SOME_TEXT,
                  "How the other databases reach this one, as libpq writes it, without a"
                      + " password: that belongs into the `.pgpass` of the servers.")
              .otherwise("host, port, database and user of this node"));

  private static final Shape.Fields TABLE =
      Shape.fields(
          Key.required("table", IN_SCHEMA, "Which table.").example("public.reviews"),
          Key.optional(
                  "merge",
                  MERGE,
                  "`lww`: the last writer's row; `field`: each column by its last writer; `custom`:"
                      + " a function decides.")
              .otherwise("lww"),
          Key.optional(
              "counters",
              new Shape.ListOf(COLUMN, 1, Integer.MAX_VALUE),
              "With `field`: columns whose differences are added up."),
          Key.optional(
              "function",
              IN_SCHEMA,
              "With `custom`: (state jsonb, kind \"char\", image jsonb, change jsonb) to the next"
                  + " state, null for no row; immutable."),
          Key.optional(
                  "accept",
                  new Shape.ListOf(RISK, 1, Integer.MAX_VALUE),
                  "What merging rows cannot keep true and is wanted all the same: `unique-keys`"
                      + " (the second row is parked), `foreign-keys` (orphans are counted).")
              .otherwise("nothing: such a table is refused"));

  private static final Shape.Fields SPEC =
      Shape.fields(
          Key.required(
                  "strategy",
                  STRATEGY,
                  "`leader`: one database takes writes, the others stream from it; `multi`: all"
                      + " take writes.")
              .example("multi"),
          Key.required(
              "nodes", new Shape.ListOf(NODE, 2, 16), "The databases; with `leader` any order."),
          Key.optional(
                  "maxSkew",
                  Times.SHAPE,
                  "How far clocks may be apart: beyond, `multi` is not installed, and told.")
              .otherwise("500ms"),
          Key.optional(
                  "keepLog",
                  Times.SHAPE,
                  "With `multi`: for how long a server, or `ballast regions postgres thin`, leaves in the"
                      + " logs what every node has and no row needs any more.")
              .otherwise("168h"),
          Key.optional(
              "tables",
              new Shape.ListOf(TABLE, 1, 1_000),
              "With `multi`, which needs at least one: what is replicated, and how it is merged."));

  static final Shape.Fields REPLICATION =
      Parts.ballast(
          "Replication",
          Key.required("spec", SPEC, "Which databases hold the same data, and how.")
              .example("{strategy: leader}"));

  private ReplicationKind() {}
}
