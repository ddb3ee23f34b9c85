// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.twoway.Standing.Link;
import dev.ballast.connect.postgres.twoway.Standing.Node;
import dev.ballast.connect.postgres.twoway.Standing.Table;
import dev.ballast.model.Replica;
import dev.ballast.model.Replication;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Logs that grow because somebody is away: they keep everything that he may not have. */
final class LogGrowth {

  private LogGrowth() {}

  /** In words; empty while nothing is old, or while everybody is there. */
  static List<String> of(
      Replication replication, List<Node> nodes, List<Link> links, List<Table> tables) {
    Set<String> away = new TreeSet<>();
    replication.nodes().stream()
        .map(Replica::name)
        .filter(name -> nodes.stream().noneMatch(n -> n.name().equals(name)))
        .forEach(away::add);
    links.stream().filter(l -> !l.active()).map(Link::to).forEach(away::add);
    long old = tables.stream().mapToLong(Table::old).sum();
    if (away.isEmpty() || old == 0) {
      return List.of();
    }
    String sizes =
        nodes.stream()
            .map(n -> "%s %d kB".formatted(n.name(), n.logBytes() / 1_000))
            .collect(Collectors.joining(", "));
    return List.of(
        "the logs cannot be thinned while %s is away: %d entries are older than %d h, and all logs take %s. Fix: bring it back"
            .formatted(String.join(", ", away), old, replication.keepLog().toHours(), sizes));
  }
}
