// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.DatabaseException;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import dev.ballast.model.Replication;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The acknowledged writes of a replication that were lost, the latest first.
 *
 * @param total how many there are; at least so many while a node is away
 * @param entries the latest of them
 * @param unreachable nodes that did not answer, and why
 * @param uninstalled nodes that answered and keep no journal: nothing is installed there
 */
public record Journal(
    String replication,
    long total,
    List<Entry> entries,
    List<String> unreachable,
    List<String> uninstalled) {

  private static final Comparator<Entry> LATEST =
      Comparator.comparingLong(Entry::lostStamp)
          .reversed()
          .thenComparing(e -> e.conflict().table())
          .thenComparing(e -> e.conflict().key());

  /**
   * One of them.
   *
   * @param merge how its table is merged, as {@link MergeText} says it
   * @param lostStamp milliseconds and a counter of 16 bits
   */
  public record Entry(Standing.Conflict conflict, String merge, long lostStamp, long wonStamp) {

    private String identity() {
      return String.join(
          "\n", conflict.table(), conflict.key(), conflict.lostNode(), Long.toString(lostStamp));
    }
  }

  public Journal {
    entries = List.copyOf(entries);
    unreachable = List.copyOf(unreachable);
    uninstalled = List.copyOf(uninstalled);
  }

  /**
   * Asks every node, since each knows only what has reached it. Reads only.
   *
   * @param most entries of each node
   */
  public static Journal read(Replication replication, Secrets secrets, int most) {
    List<DatabaseException> failures = new ArrayList<>();
    try (Nodes nodes = Nodes.reachable(replication, secrets, failures)) {
      List<String> away =
          new ArrayList<>(failures.stream().map(e -> String.valueOf(e.getMessage())).toList());
      List<String> bare = new ArrayList<>();
      Map<String, Entry> all = new LinkedHashMap<>();
      long total = 0;
      for (Map.Entry<Replica, Database> node : nodes.sessions().entrySet()) {
        try {
          if (node.getValue().one("SELECT to_regclass('ballast.conflict')").isEmpty()) {
            bare.add(node.getKey().name());
          } else {
            total = Math.max(total, add(replication, node.getValue(), most, all));
          }
        } catch (DatabaseException e) {
          away.add(String.valueOf(e.getMessage()));
        }
      }
      List<Entry> latest = all.values().stream().sorted(LATEST).limit(most).toList();
      return new Journal(replication.name(), Math.max(total, all.size()), latest, away, bare);
    }
  }

  private static long add(
      Replication replication, Database database, int most, Map<String, Entry> all) {
    JournalReader reader = new JournalReader(replication, database);
    reader.latest(most).forEach(entry -> all.putIfAbsent(entry.identity(), entry));
    return reader.count();
  }
}
