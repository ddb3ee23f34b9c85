// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.Names;
import dev.ballast.connect.postgres.twoway.Standing.Answer;
import dev.ballast.connect.postgres.twoway.Standing.Conflict;
import dev.ballast.connect.postgres.twoway.Standing.Link;
import dev.ballast.connect.postgres.twoway.Standing.Node;
import dev.ballast.connect.postgres.twoway.Standing.Table;
import dev.ballast.model.Replica;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks all nodes how the replication goes. Reads only. */
final class StandingReader {

  private final Replication replication;
  private final Map<Replica, Database> sessions;
  private final Copies copies;
  private final boolean verify;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  StandingReader(Replication replication, Nodes nodes, boolean verify) {
    this.replication = replication;
    this.sessions = nodes.sessions();
    this.copies = new Copies(replication, nodes);
    this.verify = verify;
  }

  Standing read(List<String> unreachable) {
    Skew first = new Skew(0, 0);
    List<Conflict> conflicts = List.of();
    for (Map.Entry<Replica, Database> session : sessions.entrySet()) {
      boolean installed = !session.getValue().one("SELECT to_regclass('ballast.node')").isEmpty();
      Skew skew = Skew.of(session.getValue());
      first = nodes.isEmpty() ? skew : first;
      node(session.getKey(), session.getValue(), installed, first, skew);
      if (installed) {
        links(session.getKey(), session.getValue());
        copies
            .pending(session.getKey(), session.getValue())
            .forEach(copy -> problems.add(copy.text() + ". Fix: " + copy.fix()));
        replication.tables().forEach(t -> table(session.getValue(), t));
        conflicts = conflicts.isEmpty() ? conflicts(session.getValue()) : conflicts;
        fastClocks(session.getKey(), session.getValue());
      }
    }
    Answer inStep = inStep();
    if (inStep == Answer.NO && links.stream().allMatch(l -> l.active() && l.waitingBytes() == 0)) {
      problems.add("nodes have different rows although nothing is on its way");
    }
    unreachable.forEach(u -> problems.add("not reached: " + u));
    problems.addAll(LogGrowth.of(replication, nodes, links, tables));
    return new Standing(
        replication.name(), nodes, links, tables, conflicts, unreachable, problems, inStep);
  }

  private void node(Replica node, Database database, boolean installed, Skew first, Skew skew) {
    double apart = skew.millis() - first.millis();
    double error = nodes.isEmpty() ? 0 : skew.errorMillis() + first.errorMillis();
    long lost = installed ? new JournalReader(replication, database).count() : 0;
    long parked = installed ? database.number("SELECT count(*) FROM ballast.parked") : 0;
    long bytes =
        installed
            ? database.number(
                "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = 'ballast_log' AND c.relkind = 'r'")
            : 0;
    nodes.add(new Node(node.name(), node.id(), installed, apart, error, lost, parked, bytes));
    if (!installed) {
      problems.add(node.name() + ": nothing is installed");
    }
    if (parked > 0) {
      problems.add(
          node.name()
              + ": "
              + parked
              + " parked rows (ballast.parked says why). Fix: correct a row, then install again");
    }
    if (Math.abs(apart) - error > replication.maxSkew().toMillis()) {
      problems.add(
          String.format(
              Locale.ROOT,
              "%s: its clock is %.0f ms from that of %s: the fast one wins every conflict. Fix:"
                  + " repair NTP",
              node.name(),
              apart,
              nodes.getFirst().name()));
    }
  }

  private void links(Replica here, Database database) {
    Links all = new Links(replication, here);
    List<String> existing = all.existing(database);
    for (Replica there : all.others()) {
      String name = all.nameFrom(there);
      if (!existing.contains(name)) {
        problems.add(here.name() + ": takes nothing from " + there.name() + ". Fix: install again");
        continue;
      }
      long errors =
          database.number(
              "SELECT apply_error_count FROM pg_stat_subscription_stats WHERE subname = ?", name);
      List<List<String>> slot =
          sessions.containsKey(there)
              ? sessions
                  .get(there)
                  .rows(
                      "SELECT active, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(),"
                          + " confirmed_flush_lsn), -1)::bigint, wal_status"
                          + " FROM pg_replication_slots WHERE slot_name = ?",
                      name)
              : List.of();
      if (slot.isEmpty()) {
        links.add(new Link(there.name(), here.name(), false, -1, errors, "unknown"));
        if (sessions.containsKey(there)) {
          problems.add(
              there.name() + ": the slot " + name + " is gone. Fix: uninstall and install");
        }
        continue;
      }
      boolean active = slot.getFirst().get(0).equals("t");
      String wal = slot.getFirst().get(2);
      links.add(
          new Link(
              there.name(),
              here.name(),
              active,
              Long.parseLong(slot.getFirst().get(1)),
              errors,
              wal));
      if (!active) {
        problems.add(here.name() + " is not connected to " + there.name());
      }
      if (wal.equals("unreserved") || wal.equals("lost")) {
        problems.add(there.name() + ": the write-ahead log for " + here.name() + " is " + wal);
      }
    }
  }

  private void table(Database database, ReplicatedTable table) {
    TableFacts facts =
        new FactFinder(database).table(Names.qualified(table.schema(), table.name()));
    long entries =
        database.number(
            "SELECT count(*) FROM " + Names.qualified("ballast_log", TableCode.log(table)));
    long below = Thinning.below(replication, database);
    long old = database.number(new TableCode(table, facts).old(), below, below);
    long unequal = verify ? database.number(new TableCode(table, facts).unequal()) : -1;
    tables.add(
        new Table(
            database.name(),
            table.qualified(),
            facts.content().rows(),
            facts.content().digest(),
            entries,
            old,
            unequal));
    if (unequal > 0) {
      problems.add(
          database.name()
              + ": "
              + unequal
              + " rows of "
              + table.qualified()
              + " are not what their log says: something wrote around the triggers, or they are"
              + " parked");
    }
  }

  private List<Conflict> conflicts(Database database) {
    return new JournalReader(replication, database)
        .latest(Standing.MOST_CONFLICTS).stream().map(Journal.Entry::conflict).toList();
  }

  private void fastClocks(Replica here, Database database) {
    for (List<String> row :
        database.rows(
            "SELECT f.node, f.worst_ms FROM ballast.fast_clock f"
                + " WHERE f.seen_at > now() - interval '1 hour'")) {
      String fast =
          replication.nodes().stream()
              .filter(n -> Integer.toString(n.id()).equals(row.get(0)))
              .map(Replica::name)
              .findFirst()
              .orElse("node " + row.get(0));
      problems.add(
          here.name()
              + ": saw the clock of "
              + fast
              + " "
              + row.get(1)
              + " ms ahead in the last hour");
    }
  }

  private Answer inStep() {
    if (sessions.size() < replication.nodes().size()
        || nodes.stream().anyMatch(n -> !n.installed())) {
      return Answer.UNKNOWN;
    }
    for (ReplicatedTable table : replication.tables()) {
      long different =
          tables.stream()
              .filter(t -> t.table().equals(table.qualified()))
              .map(t -> t.rows() + " " + t.digest())
              .distinct()
              .count();
      if (different > 1) {
        return Answer.NO;
      }
    }
    return Answer.YES;
  }
}
