// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.leader;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.DatabaseException;
import dev.ballast.connect.postgres.Names;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Keeps clients out of a server that must take no writes any more. */
final class Fence {

  /*
   * A session may say READ WRITE whatever default_transaction_read_only is. It cannot say which libraries are loaded when it begins: that
   * takes a superuser. So every session is to begin with a library that does not exist, and ends there. The setting is the server's own, is
   * read anew without a restart, and writes nothing that would be replicated; streaming from the server goes on.
   */

  private static final String READ_ONLY = "ALTER SYSTEM SET default_transaction_read_only = on";
  private static final String RELOAD = "SELECT pg_reload_conf()";
  private static final String LIBRARIES = "ALTER SYSTEM SET session_preload_libraries = ";
  private static final String END_SESSIONS =
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
          + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
  private static final Duration RELOADED = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Replica node;
  private final Secrets secrets;

  Fence(Replica node, Secrets secrets) {
    this.node = node;
    this.secrets = secrets;
  }

  /** What {@link #close} runs. */
  static List<String> plan() {
    return List.of(
        READ_ONLY,
        LIBRARIES + Names.literal(Database.FENCE_LIBRARY),
        RELOAD,
        "a session as clients open them, which has to be refused",
        END_SESSIONS);
  }

  /** Closes it; false, and as it was before, when clients still get in after five seconds. */
  boolean close(Database server) {
    server.run(READ_ONLY);
    List<String> libraries = new ArrayList<>(List.of(Database.FENCE_LIBRARY));
    libraries.addAll(ofUsers(server));
    server.run(LIBRARIES + list(libraries));
    server.rows(RELOAD);
    long deadline = System.nanoTime() + RELOADED.toNanos();
    while (!keepsOut()) {
      if (System.nanoTime() > deadline) {
        open(server);
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    // Only now: whoever came before the server had read its settings is among them.
    server.rows(END_SESSIONS);
    return true;
  }

  /** Opens it; also where it was never closed. */
  static void open(Database server) {
    server.run("ALTER SYSTEM RESET default_transaction_read_only");
    List<String> libraries = ofUsers(server);
    server.run(
        libraries.isEmpty()
            ? "ALTER SYSTEM RESET session_preload_libraries"
            : LIBRARIES + list(libraries));
    server.rows(RELOAD);
  }

  /** Tried, not believed. A server that does not answer keeps nobody out for certain. */
  private boolean keepsOut() {
    try (Database _ = Database.openAsUsersDo(node, secrets)) {
      return false;
    } catch (DatabaseException e) {
      return String.valueOf(e.getMessage()).contains(Database.FENCE_LIBRARY);
    }
  }

  /** Libraries that were set the same way before, and are to be kept. */
  private static List<String> ofUsers(Database server) {
    String value =
        server.one(
            "SELECT setting FROM pg_file_settings WHERE name = 'session_preload_libraries'"
                + " AND sourcefile LIKE '%postgresql.auto.conf' ORDER BY seqno DESC LIMIT 1");
    return Arrays.stream(value.split(",", -1))
        .map(one -> one.strip().replace("\"", ""))
        .filter(one -> !one.isEmpty() && !one.equals(Database.FENCE_LIBRARY))
        .toList();
  }

  private static String list(List<String> libraries) {
    return String.join(", ", libraries.stream().map(Names::literal).toList());
  }
}
