// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.connect.postgres.twoway.Finding;
import dev.ballast.connect.postgres.twoway.Standing;
import dev.ballast.connect.postgres.twoway.Thinned;
import java.util.List;
import java.util.Locale;

/** Replications as people read them. */
final class ReplicationText {

  private static final int SHORT_ROW = 160;
  private static final int SHORT_DIGEST = 12;

  private ReplicationText() {}

  static boolean refuses(List<Finding> findings) {
    return findings.stream().anyMatch(f -> !f.warning());
  }

  static String findings(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    findings.forEach(
        f -> text.append(f.warning() ? "caution: " : "✗ ").append(f.text()).append('\n'));
    return text.toString();
  }

  static String standing(Standing standing, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(standing.replication())
        .append(
            switch (standing.inStep()) {
              case YES -> ": all nodes have the same rows.\n";
              case NO -> ": nodes have different rows (writes may be on their way).\n";
              case UNKNOWN -> ": whether nodes have the same rows cannot be told.\n";
            });
    standing.problems().forEach(p -> text.append("✗ ").append(p).append('\n'));
    Table nodes = Table.of("NODE", ">ID", ">CLOCK", ">LOST WRITES", ">PARKED", ">LOG");
    for (Standing.Node node : standing.nodes()) {
      nodes.row(
          node.name(),
          Integer.toString(node.id()),
          String.format(Locale.ROOT, "%+.1f ±%.1f ms", node.skewMillis(), node.skewErrorMillis()),
          Long.toString(node.lost()),
          Long.toString(node.parked()),
          bytes(node.logBytes()));
    }
    Table links = Table.of("LINK", "CONNECTED", ">WAITING", ">ERRORS");
    for (Standing.Link link : standing.links()) {
      links.row(
          link.from() + " → " + link.to(),
          link.active() ? "yes" : "no",
          link.waitingBytes() < 0 ? "unknown" : bytes(link.waitingBytes()),
          Long.toString(link.errors()));
    }
    Table tables = Table.of("TABLE", "NODE", ">ROWS", ">LOG ENTRIES", ">OLD", ">UNEQUAL", "DIGEST");
    for (Standing.Table table : standing.tables()) {
      tables.row(
          table.table(),
          table.node(),
          Long.toString(table.rows()),
          Long.toString(table.entries()),
          Long.toString(table.old()),
          table.unequal() < 0 ? "" : Long.toString(table.unequal()),
          table.digest().substring(0, Math.min(SHORT_DIGEST, table.digest().length())));
    }
    for (Table table : List.of(nodes, links, tables)) {
      text.append(table.isEmpty() ? "" : "\n" + table.render(style));
    }
    conflicts(standing, text);
    return text.toString();
  }

  static String thinned(Thinned thinned, Style style) {
    StringBuilder text = new StringBuilder(thinned.replication());
    if (!thinned.done()) {
      text.append(": nothing was thinned.\n");
      thinned.hindrances().forEach(h -> text.append("✗ ").append(h).append('\n'));
      return text.toString();
    }
    text.append(": thinned what was written before ").append(thinned.below()).append(".\n");
    Table logs = Table.of("TABLE", "NODE", ">GONE", ">LEFT");
    for (Thinned.Log log : thinned.logs()) {
      logs.row(log.table(), log.node(), Long.toString(log.gone()), Long.toString(log.left()));
    }
    return text + "\n" + logs.render(style);
  }

  private static void conflicts(Standing standing, StringBuilder text) {
    if (standing.conflicts().isEmpty()) {
      return;
    }
    text.append("\nLost writes, the latest first (all: ballast.conflict):\n");
    for (Standing.Conflict one : standing.conflicts()) {
      text.append(
          "%s %s, columns %s%n  lost: %s of %s at %s: %s%n  won:  %s of %s at %s: %s%n"
              .formatted(
                  one.table(),
                  one.key(),
                  one.lostColumns(),
                  one.lostKind(),
                  one.lostNode(),
                  one.lostAt(),
                  cut(one.lostRow()),
                  one.wonKind(),
                  one.wonNode(),
                  one.wonAt(),
                  cut(one.wonRow())));
    }
  }

  private static String cut(String row) {
    return row.length() <= SHORT_ROW ? row : row.substring(0, SHORT_ROW) + "…";
  }

  private static String bytes(long bytes) {
    if (bytes < 10_000) {
      return bytes + " B";
    }
    return bytes < 10_000_000 ? bytes / 1_000 + " kB" : bytes / 1_000_000 + " MB";
  }
}
