// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.Lab;
import dev.ballast.connect.postgres.leader.Standing.Role;
import dev.ballast.model.Replica;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import dev.ballast.model.Secret;
import dev.ballast.shop.postgres.LonePostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A leader and its follower change places in good order, and again after a loss. The packaged
 * binaries have no pg_rewind: this needs an installed PostgreSQL and is skipped without one.
 */
@Timeout(90)
final class LeadershipTest {

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final Map<String, String> SETTINGS =
      Map.of(
          "wal_log_hints", "on", "wal_keep_size", "64MB", "wal_retrieve_retry_interval", "100ms");

  @TempDir Path dir;
  private final List<LonePostgres> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(LonePostgres::close);
  }

  private static Path programs() throws IOException {
    assumeTrue(Files.isDirectory(INSTALLED), "no PostgreSQL is installed");
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      var found =
          versions.filter(v -> Files.isExecutable(v.resolve("bin/pg_rewind"))).sorted().toList();
      assumeTrue(!found.isEmpty(), "no pg_rewind is installed");
      return found.getLast();
    }
  }

  private static Replica replica(String name, int id, int port) {
    return new Replica(
        name,
        id,
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        LonePostgres.user(),
        new Secret.None(),
        "host=127.0.0.1 port=" + port + " user=" + LonePostgres.user());
  }

  private static void until(BooleanSupplier done) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static Database open(Replica node) {
    return Database.open(node, Lab.NO_SECRETS);
  }

  private static void run(Replica node, String sql) {
    try (Database database = open(node)) {
      database.run(sql);
    }
  }

  private static List<List<String>> rows(Replica node) {
    try (Database database = open(node)) {
      return database.rows("SELECT id, v FROM item ORDER BY id");
    }
  }

  /** What a client does that minds no default. */
  private static void readWrite(int port, String user, String options) throws SQLException {
    try (Connection client =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s&options=%s"
                    .formatted(
                        port,
                        user,
                        URLEncoder.encode(
                            "-c default_transaction_read_only=off" + options,
                            StandardCharsets.UTF_8)));
        Statement statement = client.createStatement()) {
      statement.execute("CREATE TABLE split_brain (n int)");
    }
  }

  private Rejoin rejoin(Path home, Replica old, Replica leader, LonePostgres server)
      throws IOException {
    return new Rejoin(
        old,
        leader,
        new Rejoin.Programs(home.resolve("bin"), server.data(), LonePostgres.wrapper()),
        Lab.NO_SECRETS);
  }

  @Test
  void leadersChangePlacesInGoodOrderAndAfterALossAndLostWritesAreNamed() throws Exception {
    Path home = programs();
    int first = Lab.freePort();
    servers.add(LonePostgres.fresh(Lab.cache(), home, dir.resolve("east"), first, SETTINGS));
    Process backup =
        new ProcessBuilder(
                home.resolve("bin/pg_basebackup").toString(),
                "--pgdata=" + dir.resolve("west/data"),
                "--dbname=host=127.0.0.1 port=" + first + " user=" + LonePostgres.user(),
                "--checkpoint=fast",
                "--write-recovery-conf",
                "--no-sync")
            .inheritIO()
            .start();
    assertThat(backup.waitFor()).isZero();
    int second = Lab.freePort();
    servers.add(LonePostgres.over(home, dir.resolve("west"), second, SETTINGS));
    Replica east = replica("east", 1, first);
    Replica west = replica("west", 2, second);
    Leadership leadership =
        new Leadership(
            new Replication(
                "shop", Strategy.LEADER, List.of(east, west), Replication.MAX_SKEW, List.of()),
            Lab.NO_SECRETS);
    run(east, "ALTER SYSTEM SET session_preload_libraries = 'auto_explain'");
    run(east, "CREATE ROLE app LOGIN; GRANT ALL ON SCHEMA public TO app");
    run(east, "CREATE TABLE item (id int PRIMARY KEY, v text); INSERT INTO item VALUES (1, 'x')");
    until(() -> leadership.status().nodes().getLast().behindBytes() == 0);
    assertThat(leadership.status().problems()).isEmpty();
    assertThat(leadership.status().nodes())
        .extracting(Standing.Node::role)
        .containsExactly(Role.LEADER, Role.FOLLOWER);

    // In good order: the old leader is fenced, and the new one has everything.
    Promotion planned = leadership.promote("west", "");
    assertThat(planned.refusal()).isEmpty();
    assertThat(planned.nothingLost()).isTrue();
    assertThat(planned.epoch()).isEqualTo(1);
    assertThatThrownBy(() -> run(east, "INSERT INTO item VALUES (2, 'too late')"))
        .hasMessageContaining("read-only transaction");
    try (Database fenced = open(east)) {
      assertThat(
              fenced.one(
                  "SELECT setting FROM pg_file_settings WHERE name = 'session_preload_libraries'"))
          .isEqualTo("ballast_fenced, auto_explain");
    }
    for (String user : List.of("app", LonePostgres.user())) {
      assertThatThrownBy(() -> readWrite(first, user, "")).hasMessageContaining("ballast_fenced");
    }
    assertThatThrownBy(() -> readWrite(first, "app", " -c session_preload_libraries="))
        .hasMessageContaining("permission denied");
    assertThat(leadership.status().problems())
        .anyMatch(p -> p.contains("east leads nobody and takes no writes"));
    run(west, "SELECT ballast.require_epoch(1); INSERT INTO item VALUES (2, 'of west')");
    assertThatThrownBy(() -> run(west, "SELECT ballast.require_epoch(0)"))
        .hasMessageContaining("this server leads in epoch 1, not in 0");

    LostWrites none = rejoin(home, east, west, servers.getFirst()).run();
    assertThat(none.transactions()).isEmpty();
    servers.getFirst().start();
    until(() -> rows(east).size() == 2);
    assertThat(leadership.status().problems()).isEmpty();

    // A loss: the follower did not have the last three transactions.
    run(east, "ALTER SYSTEM SET primary_conninfo = ''");
    run(east, "SELECT pg_reload_conf()");
    try (Database follower = open(east)) {
      until(() -> follower.number("SELECT count(*) FROM pg_stat_wal_receiver") == 0);
    }
    run(west, "INSERT INTO item VALUES (3, 'lost')");
    run(west, "UPDATE item SET v = 'lost too' WHERE id = 1");
    run(west, "DELETE FROM item WHERE id = 2");
    servers.getLast().crash();
    assertThat(leadership.promote("east", "").refusal())
        .contains("west cannot be reached and may still take writes: fencing is not confirmed");
    Promotion forced = leadership.promote("east", "ann: the machine is off");
    assertThat(forced.refusal()).isEmpty();
    assertThat(forced.nothingLost()).isFalse();
    assertThat(forced.epoch()).isEqualTo(2);

    servers.getLast().start();
    assertThat(leadership.status().problems())
        .anyMatch(p -> p.startsWith("two servers take writes: east, west"));
    LostWrites lost = rejoin(home, west, east, servers.getLast()).run();
    assertThat(lost.fork()).isEqualTo(forced.fork());
    assertThat(lost.transactions()).hasSize(3);
    assertThat(lost.rows())
        .extracting(LostWrites.Row::table, LostWrites.Row::row)
        .containsExactlyInAnyOrder(
            org.assertj.core.api.Assertions.tuple("public.item", "{\"v\": \"lost\", \"id\": 3}"),
            org.assertj.core.api.Assertions.tuple(
                "public.item", "{\"v\": \"lost too\", \"id\": 1}"));

    servers.getLast().start();
    run(east, "INSERT INTO item VALUES (4, 'of east')");
    until(() -> rows(west).equals(rows(east)));
    assertThat(rows(west))
        .containsExactly(List.of("1", "x"), List.of("2", "of west"), List.of("4", "of east"));
    assertThat(leadership.status().problems()).isEmpty();
  }
}
