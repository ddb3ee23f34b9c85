// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.DatabaseException;
import dev.ballast.model.Replica;
import dev.ballast.model.Replication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The first copy of each log over each link. Until it is done nothing of that log arrives.
 * PostgreSQL gives up its slot on the sender before it has written down that the copy is done: a
 * link that is cut, or a receiver that is killed, between the two leaves a copy that looks for that
 * slot for ever.
 */
final class Copies {

  private static final Duration PAUSE = Duration.ofMillis(50);

  /** A slot that is gone for longer than a round trip and a commit does not come back. */
  private static final Duration LAST_STEP = Duration.ofMillis(500);

  private static final String COPIED = "f";

  private final Replication replication;
  private final Map<Replica, Database> sessions;

  Copies(Replication replication, Nodes nodes) {
    this.replication = replication;
    this.sessions = nodes.sessions();
  }

  /**
   * One that is not done.
   *
   * @param broken whether it never will be
   */
  record Pending(Replica here, Replica there, String log, boolean broken) {

    String text() {
      return broken
          ? "%s: the first copy of %s from %s broke off in its last step and does not go on by itself"
              .formatted(here.name(), log, there.name())
          : "%s: still takes the first copy of %s from %s; what is written there arrives after it"
              .formatted(here.name(), log, there.name());
    }

    String fix() {
      return broken
          ? "install again"
          : "wait, and look at the server's log and at the link to " + there.name();
    }
  }

  List<Pending> pending() {
    List<Pending> pending = new ArrayList<>();
    sessions.forEach((here, database) -> pending.addAll(pending(here, database)));
    return pending;
  }

  List<Pending> pending(Replica here, Database database) {
    Links links = new Links(replication, here);
    List<Pending> pending = new ArrayList<>();
    for (Replica there : links.others()) {
      for (List<String> copy : copies(database, links.nameFrom(there))) {
        pending.add(
            new Pending(
                here, there, copy.get(0), isBroken(database, links.nameFrom(there), there, copy)));
      }
    }
    return pending;
  }

  /** Log, state and the name of the slot that the copy has on the sender. */
  private static List<List<String>> copies(Database database, String link) {
    return database.rows(
        """
        SELECT r.srrelid::regclass::text, r.srsubstate,
               format('pg_%s_sync_%s_%s', s.oid, r.srrelid,
                      (SELECT system_identifier FROM pg_control_system()))
          FROM pg_subscription_rel r JOIN pg_subscription s ON s.oid = r.srsubid
          JOIN pg_database d ON d.oid = s.subdbid
         WHERE d.datname = current_database() AND s.subname = ?
           AND r.srsubstate NOT IN ('s', 'r')
         ORDER BY 1
        """,
        link);
  }

  private boolean isBroken(Database database, String link, Replica there, List<String> copy) {
    Database sender = sessions.get(there);
    if (sender == null || !copy.get(1).equals(COPIED) || hasSlot(sender, copy.get(2))) {
      return false;
    }
    pause(LAST_STEP);
    return copies(database, link).contains(copy) && !hasSlot(sender, copy.get(2));
  }

  private static boolean hasSlot(Database sender, String slot) {
    return sender.number("SELECT count(*) FROM pg_replication_slots WHERE slot_name = ?", slot) > 0;
  }

  /**
   * Waits until all are done, and makes anew the links whose copies are broken.
   *
   * @return those that are not done in time
   */
  List<Finding> await(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Pending> pending = pending();
    while (!pending.isEmpty() && System.nanoTime() < deadline) {
      pending.stream().filter(Pending::broken).forEach(this::repair);
      pause(PAUSE);
      pending = pending();
    }
    sessions.values().forEach(Copies::keep);
    return pending.stream().map(copy -> Finding.warning("", "", copy.text(), copy.fix())).toList();
  }

  /** All is copied again, which changes nothing where it has arrived. */
  private void repair(Pending copy) {
    Database database = sessions.get(copy.here());
    Links links = new Links(replication, copy.here());
    if (database == null || links.existing(database).isEmpty()) {
      return;
    }
    try {
      database.run("DROP SUBSCRIPTION IF EXISTS " + links.nameFrom(copy.there()));
    } catch (DatabaseException e) {
      return; // The sender is away: nothing is done, and told as not copied unless it comes back.
    }
    links.created(links.existing(database)).forEach(database::run);
  }

  /** That a copy is done is committed without a sync; a commit of ours has it on the disk, too. */
  private static void keep(Database database) {
    database.one("SELECT pg_logical_emit_message(true, 'ballast', 'copied')");
  }

  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
