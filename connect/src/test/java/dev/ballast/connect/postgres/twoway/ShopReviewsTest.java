// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.Lab;
import dev.ballast.connect.postgres.twoway.Standing.Answer;
import dev.ballast.model.Replica;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import dev.ballast.model.Secret;
import dev.ballast.model.TableMerge;
import dev.ballast.shop.postgres.OpinionStores;
import dev.ballast.shop.postgres.PostgresCluster;
import dev.ballast.shop.postgres.PostgresServer;
import dev.ballast.shop.postgres.PostgresUnavailableException;
import dev.ballast.shop.process.Guard;
import dev.ballast.shop.process.Launcher;
import dev.ballast.shop.process.RunMark;
import dev.ballast.shop.topology.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shop's reviews as the demo replicates them, through the loss of a region. */
@Timeout(60)
final class ShopReviewsTest {

  @TempDir Path dir;
  private final List<PostgresServer> servers = new ArrayList<>();
  private final List<Guard> guards = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (PostgresServer server : servers.reversed()) {
      server.stop(guards.getFirst());
    }
    guards.forEach(Guard::close);
  }

  private OpinionStores start(Ports ports) throws Exception {
    Launcher launcher = new Launcher();
    RunMark mark = RunMark.of(dir);
    Path logs = Files.createDirectory(dir.resolve("logs"));
    guards.add(Guard.start(launcher, mark, dir, logs.resolve("guard.log")));
    try {
      return OpinionStores.start(
          launcher, new PostgresCluster.Place(Lab.cache(), dir, logs, ports, mark), servers::add);
    } catch (PostgresUnavailableException e) {
      return abort("PostgreSQL cannot run here: " + e.getMessage());
    }
  }

  private static Replica replica(PostgresServer server, int id) {
    return new Replica(
        server.region(),
        id,
        server.jdbcUrl("shop"),
        "postgres",
        new Secret.None(),
        "host=127.0.0.1 port=" + server.port() + " dbname=shop user=postgres");
  }

  private static ReplicatedTable table(String name, TableMerge merge) {
    return new ReplicatedTable("public", name, merge, Set.of());
  }

  private static void run(Replica node, String sql) {
    try (Database database = Database.open(node, Lab.NO_SECRETS)) {
      database.run(sql);
    }
  }

  private static long number(Replica node, String sql) {
    try (Database database = Database.open(node, Lab.NO_SECRETS)) {
      return database.number(sql);
    }
  }

  @Test
  void theRegionThatIsLeftWritesOnAndBothAreTheSameAfterTheReturn() throws Exception {
    OpinionStores stores = start(new Ports(30_000, Lab.freePort() - 2, List.of("east", "west")));
    Replica east = replica(stores.in("east"), 1);
    Replica west = replica(stores.in("west"), 2);
    TwoWay twoWay =
        new TwoWay(
            new Replication(
                "shop-reviews",
                Strategy.MULTI,
                List.of(east, west),
                Replication.MAX_SKEW,
                List.of(
                    table("reviews", new TableMerge.ByField(List.of("likes"))),
                    table("likes", new TableMerge.LastWriter()),
                    table("comments", new TableMerge.LastWriter()))),
            Lab.NO_SECRETS);
    assertThat(twoWay.install().stream().filter(f -> !f.warning())).isEmpty();

    String copying = "SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'";
    until(() -> number(east, copying) == 0 && number(west, copying) == 0, twoWay);

    String review = "INSERT INTO reviews (product_id, user_id, stars, body) VALUES (1, 1, 5, 'x')";
    run(east, review);
    run(east, "UPDATE reviews SET likes = likes + 1 WHERE id = 7");
    guards.getFirst().signal("KILL", List.of(stores.in("east").pid()));
    ProcessHandle.of(stores.in("east").pid()).ifPresent(p -> p.onExit().join());
    run(west, review);
    run(west, "UPDATE reviews SET likes = likes + 1 WHERE id = 7");
    stores.restart("east");

    String all = "SELECT count(*) FROM reviews";
    until(
        () ->
            number(east, all) == 402
                && number(west, all) == 402
                && likes(east) == 2
                && likes(west) == 2,
        twoWay);
    Standing standing = twoWay.status(true);
    assertThat(standing.inStep()).isEqualTo(Answer.YES);
    assertThat(standing.nodes()).allSatisfy(n -> assertThat(n.lost()).isZero());
    assertThat(standing.tables()).allSatisfy(t -> assertThat(t.unequal()).isZero());
  }

  private static void until(BooleanSupplier done, TwoWay twoWay) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(() -> "in time: " + twoWay.status(true))
          .isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static long likes(Replica node) {
    return number(node, "SELECT likes FROM reviews WHERE id = 7");
  }
}
