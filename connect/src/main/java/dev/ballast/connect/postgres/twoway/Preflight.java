// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything that stands in the way of merging some databases, found at once. */
final class Preflight {

  private static final int LEAST_VERSION = 160_000;
  private static final double SKEW_WORTH_A_WORD_MILLIS = 100;

  private final Replication replication;
  private final List<NodeFacts> nodes;
  private final List<Finding> findings = new ArrayList<>();

  private Preflight(Replication replication, List<NodeFacts> nodes) {
    this.replication = replication;
    this.nodes = nodes;
  }

  static List<Finding> of(Replication replication, List<NodeFacts> nodes) {
    Preflight all = new Preflight(replication, nodes);
    nodes.forEach(all::node);
    all.servers();
    all.clocks();
    for (ReplicatedTable table : replication.tables()) {
      all.findings.addAll(TableChecks.of(table, nodes, replication.nodes()));
    }
    return List.copyOf(all.findings);
  }

  private void node(NodeFacts node) {
    if (node.version() < LEAST_VERSION) {
      add(
          node,
          "PostgreSQL " + node.version() / 10_000,
          "16 or newer, which can leave out what came from elsewhere",
          "upgrade it");
    }
    if (!node.walLevel().equals("logical")) {
      add(
          node,
          "wal_level " + node.walLevel(),
          "logical",
          "ALTER SYSTEM SET wal_level = 'logical', then restart the server");
    }
    if (!node.superuser()) {
      add(
          node,
          "the role is no superuser",
          "one, since subscriptions without a password in their text and replica triggers need it",
          "name another user, or ALTER ROLE ... SUPERUSER");
    }
    if (node.follows()) {
      add(node, "the server follows another one", "one that takes writes", "name the primary");
    }
    if (!node.isolation().equals("read committed")) {
      add(
          node,
          "default_transaction_isolation " + node.isolation(),
          "read committed, since merging has to see what was just committed",
          "ALTER DATABASE ... SET default_transaction_isolation = 'read committed'");
    }
    long needed = nodes.size() - 1L;
    if (!node.installed().isThere() && node.slots() < needed) {
      add(
          node,
          node.slots() + " free replication slots",
          "at least " + needed,
          "raise max_replication_slots and max_wal_senders, then restart the server");
    }
    installed(node);
  }

  private void installed(NodeFacts node) {
    NodeFacts.Installed installed = node.installed();
    if (!installed.isThere()) {
      return;
    }
    int id =
        replication.nodes().stream()
            .filter(n -> n.name().equals(node.name()))
            .findFirst()
            .orElseThrow()
            .id();
    if (!installed.replication().equals(replication.name())) {
      add(
          node,
          "belongs to the replication " + installed.replication(),
          replication.name() + ", or none",
          "uninstall that one first");
    } else if (installed.id() != id) {
      add(
          node,
          "is node " + installed.id() + " already",
          "the id it was installed with: its entries carry it",
          "write id: " + installed.id());
    }
    installed
        .merges()
        .forEach(
            (table, merge) -> {
              var wanted =
                  replication.tables().stream().filter(t -> t.qualified().equals(table)).findAny();
              if (wanted.isEmpty()) {
                findings.add(
                    Finding.of(
                        node.name(),
                        table,
                        "is replicated and not in the file",
                        "every replicated table in it",
                        "add it, or uninstall first"));
              } else if (!merge.equals(MergeText.of(wanted.get().merge()))) {
                findings.add(
                    Finding.of(
                        node.name(),
                        table,
                        "is merged by " + merge,
                        "no other rule for rows that have a history",
                        "keep it, or uninstall first"));
              }
            });
  }

  private void servers() {
    Map<String, String> first = new HashMap<>();
    for (NodeFacts node : nodes) {
      String earlier = first.putIfAbsent(node.server(), node.name());
      if (earlier != null) {
        add(
            node,
            "is the same server as " + earlier,
            "a server of its own, which can be lost alone",
            "correct its url");
      }
    }
  }

  private void clocks() {
    double bound = replication.maxSkew().toMillis();
    for (int i = 0; i < nodes.size(); i++) {
      for (int j = i + 1; j < nodes.size(); j++) {
        NodeFacts a = nodes.get(i);
        NodeFacts b = nodes.get(j);
        double apart = Math.abs(a.skewMillis() - b.skewMillis());
        double sure = apart - a.skewErrorMillis() - b.skewErrorMillis();
        String fast = a.skewMillis() > b.skewMillis() ? a.name() : b.name();
        String what =
            String.format(
                Locale.ROOT,
                "clocks of %s and %s are %.0f ms apart (%s is ahead)",
                a.name(),
                b.name(),
                apart,
                fast);
        if (sure > bound) {
          findings.add(
              Finding.of(
                  "",
                  "",
                  what,
                  "at most " + (long) bound + " ms, else the last writer cannot be told",
                  "repair NTP"));
        } else if (sure > SKEW_WORTH_A_WORD_MILLIS) {
          findings.add(Finding.warning("", "", what, "look at NTP"));
        }
      }
    }
  }

  private void add(NodeFacts node, String what, String expected, String fix) {
    findings.add(Finding.of(node.name(), "", what, expected, fix));
  }
}
