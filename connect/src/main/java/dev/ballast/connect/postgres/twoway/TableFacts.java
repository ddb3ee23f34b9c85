// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import java.util.List;

/**
 * A table as one node has it.
 *
 * @param kind of pg_class: {@code r} for an ordinary table, {@code p} for a partitioned one; empty
 *     when there is none
 * @param key the columns of the primary key, in its order
 * @param unique what else has to be unique: indexes and exclusion constraints
 * @param references foreign keys from and to the table
 * @param triggers those that would fire for what replication writes
 */
record TableFacts(
    String kind,
    boolean logged,
    boolean deferrableKey,
    List<Column> columns,
    List<String> key,
    List<String> unique,
    List<String> references,
    List<String> triggers,
    List<Numbering> numbering,
    Content content) {

  static final TableFacts ABSENT =
      new TableFacts(
          "",
          true,
          false,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          new Content(0, ""));

  TableFacts {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    unique = List.copyOf(unique);
    references = List.copyOf(references);
    triggers = List.copyOf(triggers);
    numbering = List.copyOf(numbering);
  }

  /**
   * A column.
   *
   * @param type as PostgreSQL writes it, such as {@code character varying(20)}
   */
  record Column(String name, String type, boolean required, boolean generated) {}

  /** A sequence that gives values to a column, as it counts here. */
  record Numbering(String column, String sequence, long increment, long next) {}

  /** How many rows, and what they are, whatever their order. */
  record Content(long rows, String digest) {}

  boolean exists() {
    return !kind.isEmpty();
  }

  List<String> generated() {
    return columns.stream().filter(Column::generated).map(Column::name).toList();
  }

  /** What can be written. */
  List<String> written() {
    return columns.stream().filter(c -> !c.generated()).map(Column::name).toList();
  }
}
