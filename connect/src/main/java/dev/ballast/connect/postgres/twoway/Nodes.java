// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.DatabaseException;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import dev.ballast.model.Replication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A session with every node of a replication. */
final class Nodes implements AutoCloseable {

  private final Map<Replica, Database> sessions;

  private Nodes(Map<Replica, Database> sessions) {
    this.sessions = sessions;
  }

  /**
   * All of them, or none.
   *
   * @throws DatabaseException when one cannot be reached; it names every one that cannot
   */
  static Nodes open(Replication replication, Secrets secrets) {
    List<DatabaseException> failures = new ArrayList<>();
    Nodes nodes = reachable(replication, secrets, failures);
    if (failures.isEmpty()) {
      return nodes;
    }
    nodes.close();
    String all = String.join("\n", failures.stream().map(Throwable::getMessage).toList());
    throw new DatabaseException(all, false, failures.getFirst());
  }

  /** Those that can be reached; of the others, why not. */
  static Nodes reachable(
      Replication replication, Secrets secrets, List<DatabaseException> failures) {
    Map<Replica, Database> sessions = new LinkedHashMap<>();
    for (Replica node : replication.nodes()) {
      try {
        sessions.put(node, Database.open(node, secrets));
      } catch (DatabaseException e) {
        failures.add(e);
      }
    }
    return new Nodes(sessions);
  }

  Map<Replica, Database> sessions() {
    return sessions;
  }

  /** One transaction on all of them; it ends everywhere, or nowhere unless a server dies then. */
  void together(Runnable work) {
    each(Database::begin);
    boolean done = false;
    try {
      work.run();
      done = true;
    } finally {
      each(done ? Database::commit : Database::rollback);
    }
  }

  private void each(Consumer<Database> action) {
    sessions.values().forEach(action);
  }

  @Override
  public void close() {
    each(Database::close);
  }
}
