// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.leader;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.DatabaseException;
import dev.ballast.connect.postgres.Names;
import dev.ballast.connect.postgres.leader.Standing.Node;
import dev.ballast.connect.postgres.leader.Standing.Role;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import dev.ballast.model.Replication;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One server leads, the others stream from it. A new one leads only when it is certain that the old
 * one takes no writes any more: two leaders are worse than none.
 */
public final class Leadership {

  private static final Duration CATCH_UP = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Replication replication;
  private final Secrets secrets;

  public Leadership(Replication replication, Secrets secrets) {
    this.replication = replication;
    this.secrets = secrets;
  }

  /** Who leads and who follows; a node that cannot be reached is part of the answer. */
  public Standing status() {
    List<Node> nodes = new ArrayList<>();
    for (Replica replica : replication.nodes()) {
      try (Database database = Database.open(replica, secrets)) {
        nodes.add(node(replica, database));
      } catch (DatabaseException e) {
        nodes.add(
            new Node(
                replica.name(), Role.UNREACHABLE, 0, "", -1, -1, String.valueOf(e.getMessage())));
      }
    }
    return new Standing(replication.name(), behind(nodes), problems(nodes));
  }

  private static Node node(Replica replica, Database database) {
    boolean follows = database.yes("SELECT pg_is_in_recovery()");
    boolean closed = database.yes("SELECT current_setting('default_transaction_read_only') = 'on'");
    Role role = follows ? Role.FOLLOWER : closed ? Role.FENCED : Role.LEADER;
    String position =
        database.one(
            follows ? "SELECT pg_last_wal_replay_lsn()" : "SELECT pg_current_wal_flush_lsn()");
    String seconds =
        database.one(
            "SELECT extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())");
    String note =
        follows && database.number("SELECT count(*) FROM pg_stat_wal_receiver") == 0
            ? "is not connected to a leader"
            : "";
    return new Node(
        replica.name(),
        role,
        epoch(database),
        position,
        -1,
        follows && !seconds.isEmpty() ? Double.parseDouble(seconds) : -1,
        note);
  }

  private static long epoch(Database database) {
    return database.one("SELECT to_regclass('ballast.leader')").isEmpty()
        ? 0
        : database.number("SELECT coalesce(max(epoch), 0) FROM ballast.leader");
  }

  private static List<Node> behind(List<Node> nodes) {
    List<Node> leaders = nodes.stream().filter(n -> n.role() == Role.LEADER).toList();
    if (leaders.size() != 1) {
      return nodes;
    }
    long head = Lsn.of(leaders.getFirst().position());
    return nodes.stream()
        .map(
            n ->
                n.role() == Role.FOLLOWER && !n.position().isEmpty()
                    ? new Node(
                        n.name(),
                        n.role(),
                        n.epoch(),
                        n.position(),
                        Math.max(0, head - Lsn.of(n.position())),
                        // Nothing to replay is not the same as being late.
                        Lsn.of(n.position()) >= head ? 0 : n.behindSeconds(),
                        n.note())
                    : n)
        .toList();
  }

  private static List<String> problems(List<Node> nodes) {
    List<String> problems = new ArrayList<>();
    List<String> leaders =
        nodes.stream().filter(n -> n.role() == Role.LEADER).map(Node::name).toList();
    if (leaders.size() > 1) {
      problems.add(
          "two servers take writes: "
              + String.join(", ", leaders)
              + ". Fix: stop the one of the lower epoch at once, then rejoin it");
    }
    if (leaders.isEmpty()) {
      problems.add("no server that was reached takes writes. Fix: start the leader, or promote");
    }
    for (Node node : nodes) {
      if (node.role() == Role.UNREACHABLE) {
        problems.add("not reached: " + node.note());
      } else if (!node.note().isEmpty()) {
        problems.add(node.name() + " " + node.note());
      }
      if (node.role() == Role.FENCED) {
        problems.add(
            node.name() + " leads nobody and takes no writes. Fix: rejoin it as a follower");
      }
    }
    return problems;
  }

  /** What {@link #promote} would run, as things are now. */
  public List<String> plan(String to) {
    List<String> plan = new ArrayList<>();
    for (Node node : status().nodes()) {
      if (node.role() == Role.LEADER) {
        Fence.plan().forEach(step -> plan.add(node.name() + ": " + step));
        plan.add(to + ": wait until everything of " + node.name() + " is replayed, at most 30 s");
      }
    }
    plan.add(to + ": SELECT pg_promote(true, 60)");
    plan.add(to + ": INSERT INTO ballast.leader, with the next epoch");
    return plan;
  }

  /**
   * Makes a follower the leader. Whoever leads now is fenced first, and the follower waits for what
   * it still sends; a leader that cannot be reached has to be fenced by somebody else.
   *
   * @param fencedBy who says that nodes that cannot be reached take no writes, and how that is
   *     known; empty when nobody says so
   */
  public Promotion promote(String to, String fencedBy) {
    Optional<Replica> target =
        replication.nodes().stream().filter(r -> r.name().equals(to)).findFirst();
    if (target.isEmpty()) {
      return Promotion.refused(
          to,
          "%s is no node (expected: one of %s)"
              .formatted(
                  to, String.join(", ", replication.nodes().stream().map(Replica::name).toList())));
    }
    boolean complete = false;
    try (Database follower = Database.open(target.get(), secrets)) {
      Standing standing = status();
      String refusal = refusal(standing, to, fencedBy);
      if (!refusal.isEmpty()) {
        return Promotion.refused(to, refusal);
      }
      for (Replica leader : replication.nodes()) {
        if (!has(standing, leader, Role.LEADER)) {
          continue;
        }
        String why = handOver(leader, follower);
        if (!why.isEmpty()) {
          return Promotion.refused(to, why);
        }
        complete = true;
      }
      if (!follower.yes("SELECT pg_promote(true, 60)")) {
        return Promotion.refused(to, to + " did not become a leader within 60 s: see its log");
      }
      // An old fence of its own would outlast the promotion.
      follower.run("SET default_transaction_read_only = off");
      Fence.open(follower);
      follower.run(epochSql());
      long epoch = 1 + standing.nodes().stream().mapToLong(Node::epoch).max().orElse(0);
      String by = fencedBy.isEmpty() ? "ballast" : fencedBy;
      follower.run(
          "INSERT INTO ballast.leader (epoch, node, fenced_by) VALUES (%d, %s, %s)"
              .formatted(epoch, Names.literal(to), Names.literal(by)));
      return new Promotion(to, true, "", epoch, Fork.of(follower).text(), complete);
    }
  }

  private static boolean has(Standing standing, Replica replica, Role role) {
    return standing.nodes().stream()
        .anyMatch(n -> n.name().equals(replica.name()) && n.role() == role);
  }

  private static String refusal(Standing standing, String to, String fencedBy) {
    Node target =
        standing.nodes().stream().filter(n -> n.name().equals(to)).findFirst().orElseThrow();
    if (target.role() != Role.FOLLOWER) {
      return to + " is " + word(target.role()) + " (expected: a follower)";
    }
    boolean led = standing.nodes().stream().anyMatch(n -> n.role() == Role.LEADER);
    List<String> away =
        standing.nodes().stream()
            .filter(n -> n.role() == Role.UNREACHABLE)
            .map(Node::name)
            .toList();
    if (!led && !away.isEmpty() && fencedBy.isBlank()) {
      return String.join(", ", away)
          + " cannot be reached and may still take writes: fencing is not confirmed. Fix: switch it"
          + " off or cut it from its clients, then say so: --fenced-by 'ann: power is off'";
    }
    for (Node other : standing.nodes()) {
      if (other.role() == Role.FOLLOWER && Lsn.of(other.position()) > Lsn.of(target.position())) {
        return other.name()
            + " has more than "
            + to
            + " ("
            + other.position()
            + " and "
            + target.position()
            + "). Fix: promote "
            + other.name();
      }
    }
    return "";
  }

  /** Fences a leader and lets the follower have all of it; why not, or nothing. */
  private String handOver(Replica leader, Database follower) {
    try (Database old = Database.open(leader, secrets)) {
      if (!new Fence(leader, secrets).close(old)) {
        return leader.name() + " still takes writes: fencing is not confirmed";
      }
      String end = old.one("SELECT pg_current_wal_flush_lsn()");
      long deadline = System.nanoTime() + CATCH_UP.toNanos();
      while (!follower.yes("SELECT pg_last_wal_replay_lsn() >= ?::pg_lsn", end)) {
        if (System.nanoTime() > deadline) {
          Fence.open(old);
          return follower.name()
              + " did not catch up with "
              + leader.name()
              + " within 30 s; it leads on. Fix: see why it is behind";
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      return "";
    }
  }

  private static String word(Role role) {
    return switch (role) {
      case LEADER -> "the leader already";
      case FENCED -> "fenced";
      case FOLLOWER -> "a follower";
      case UNREACHABLE -> "not to be reached";
    };
  }

  private static String epochSql() {
    try (InputStream in = Leadership.class.getResourceAsStream("epoch.sql")) {
      if (in == null) {
        throw new IllegalStateException("epoch.sql is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
