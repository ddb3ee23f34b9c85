// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import static java.util.stream.Collectors.joining;

import dev.ballast.connect.postgres.Names;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.TableMerge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The SQL that captures and merges one table. */
final class TableCode {

  /** PostgreSQL cuts longer names, and two might become one. */
  static final int LONGEST_NAME = 63;

  private static final List<String> PARTS =
      List.of("step", "late", "fold", "write", "capture", "put", "retry", "judge", "apply");

  /** Under these every session writes and reads a value in the same way. */
  private static final String SETTINGS =
      """
      SET timezone = 'UTC'
      SET datestyle = 'ISO, YMD'
      SET intervalstyle = 'iso_8601'
      SET extra_float_digits = 1
      SET bytea_output = 'hex'""";

  private final ReplicatedTable table;
  private final TableFacts facts;
  private final Map<String, String> values = new HashMap<>();

  TableCode(ReplicatedTable table, TableFacts facts) {
    this.table = table;
    this.facts = facts;
    String log = log(table);
    values.put("table", Names.qualified(table.schema(), table.name()));
    values.put("log", Names.quoted(log));
    values.put("log_text", Names.literal(log));
    PARTS.forEach(part -> values.put(part, Names.quoted(part + "__" + log)));
    values.put("settings", SETTINGS);
    values.put("generated", Names.array(facts.generated()));
    columns();
    merge();
  }

  static String log(ReplicatedTable table) {
    return table.schema() + "__" + table.name();
  }

  static int longestName(ReplicatedTable table) {
    return PARTS.stream().mapToInt(p -> (p + "__" + log(table)).length()).max().orElse(0);
  }

  private void columns() {
    values.put("old_key", each(facts.key(), c -> "old." + c));
    values.put("new_key", each(facts.key(), c -> "new." + c));
    values.put("table_key", each(facts.key(), c -> "t." + c));
    values.put("key_columns", each(facts.key(), c -> c));
    values.put("columns", each(facts.written(), c -> c));
    values.put("image_columns", each(facts.written(), c -> "image." + c));
    // The key is equal already, and one that is always generated refuses to be set.
    List<String> free = facts.written().stream().filter(c -> !facts.key().contains(c)).toList();
    values.put(
        "resolution",
        free.isEmpty() ? "NOTHING" : "UPDATE SET " + each(free, c -> c + " = excluded." + c));
    values.put(
        "same_key",
        facts.key().stream()
            .map(Names::quoted)
            .map(c -> "t." + c + " = image." + c)
            .collect(joining(" AND ")));
    values.put(
        "image_key_fields",
        facts.key().stream()
            .map(Names::literal)
            .map(c -> c + ", image -> " + c)
            .collect(joining(", ")));
  }

  private void merge() {
    boolean lastWriter = table.merge() instanceof TableMerge.LastWriter;
    values.put("keeps_change", Boolean.toString(!lastWriter));
    values.put("late_is_lost", Boolean.toString(lastWriter));
    values.put(
        "counters",
        Names.array(table.merge() instanceof TableMerge.ByField(var c) ? c : List.<String>of()));
    values.put(
        "function",
        table.merge() instanceof TableMerge.Custom(String function)
            ? Names.qualified(
                function.substring(0, function.indexOf('.')),
                function.substring(function.indexOf('.') + 1))
            : "");
  }

  private static String each(List<String> columns, UnaryOperator<String> form) {
    return columns.stream().map(Names::quoted).map(form).collect(joining(", "));
  }

  /** Everything that a node needs for the table, in its order. */
  String install() {
    String merge =
        switch (table.merge()) {
          case TableMerge.LastWriter _ -> "lww";
          case TableMerge.ByField _ -> "field";
          case TableMerge.Custom _ -> "custom";
        };
    return Stream.of(
                "log.sql",
                "step-" + merge + ".sql",
                "fold.sql",
                "late-" + merge + ".sql",
                "put.sql",
                "judge.sql",
                "apply.sql",
                "capture.sql")
            .map(file -> SqlText.of(file, values))
            .collect(joining("\n"))
        + """

        INSERT INTO ballast.replicated (relation, log, merge)
        VALUES ('%s'::regclass, %s, %s)
        ON CONFLICT (relation) DO NOTHING;
        """
            .formatted(
                values.get("table"),
                values.get("log_text"),
                Names.literal(MergeText.of(table.merge())));
  }

  String seed() {
    return SqlText.of("seed.sql", values);
  }

  /** How many rows the table tries again: a query. */
  String retry() {
    return "SELECT ballast." + values.get("retry") + "()";
  }

  /** Thins some keys of the log: a query; its file says what its parameters are. */
  String thin() {
    return SqlText.of("thin.sql", values);
  }

  /** Entries that thinning would take away: a query that counts them. */
  String old() {
    return SqlText.of("old.sql", values);
  }

  /** Rows that are not what their log says: a query that counts them. */
  String unequal() {
    return SqlText.of("verify.sql", values);
  }
}
