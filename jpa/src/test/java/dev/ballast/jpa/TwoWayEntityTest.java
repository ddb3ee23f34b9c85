// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.postgres.twoway.Standing;
import dev.ballast.connect.postgres.twoway.TwoWay;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import dev.ballast.model.Secret;
import dev.ballast.model.TableMerge;
import dev.ballast.shop.postgres.LonePostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The entity on two real servers that {@code ballast regions postgres install} has joined. */
@Timeout(60)
final class TwoWayEntityTest {

  private static final String ROW =
      "SELECT concat_ws(' ', id, body, stars, likes, ballast_stamp, ballast_version) FROM review";

  @TempDir private Path dir;

  @Test
  void entitiesOfTwoRegionsAreMergedByColumnsAndARemovedOneStaysAway() throws Exception {
    try (LonePostgres first = Database.server(dir.resolve("east"));
        LonePostgres second = Database.server(dir.resolve("west"));
        Database east = Database.on(first, 1, InstantSource.system());
        Database west = Database.on(second, 2, InstantSource.system())) {
      TwoWay twoWay = new TwoWay(replication(first, second), new Secrets(_ -> null));
      assertThat(twoWay.install()).isEmpty();
      east.run(manager -> manager.persist(new Review(1, "first", 1)));
      awaitEntries(east, west, 1);

      west.sql("ALTER SUBSCRIPTION ballast_reviews_1_to_2 DISABLE");
      east.sql("ALTER SUBSCRIPTION ballast_reviews_2_to_1 DISABLE");
      east.run(manager -> manager.find(Review.class, 1L).say("east"));
      west.run(manager -> manager.find(Review.class, 1L).rate(5));
      String like = "UPDATE Review r SET r.likes = r.likes + 1 WHERE r.id = 1";
      east.run(manager -> manager.createQuery(like).executeUpdate());
      west.run(manager -> manager.createQuery(like).executeUpdate());
      west.sql("ALTER SUBSCRIPTION ballast_reviews_1_to_2 ENABLE");
      east.sql("ALTER SUBSCRIPTION ballast_reviews_2_to_1 ENABLE");
      awaitEntries(east, west, 5);

      assertThat(east.one(ROW)).startsWith("1 east 5 2 ").isEqualTo(west.one(ROW));
      Review here = east.review(1);
      assertThat(here.stamp()).as("one of the two, whole").isEqualTo(west.review(1).stamp());
      assertThat(here.stamp().origin()).isBetween(1, 2);

      east.logged(manager -> manager.remove(manager.find(Review.class, 1L)));
      awaitEntries(east, west, 6);
      assertThat(west.one("SELECT count(*) FROM review")).isEqualTo("0");
      Standing standing = twoWay.status(true);
      assertThat(standing.problems()).isEmpty();
      assertThat(standing.inStep()).isEqualTo(Standing.Answer.YES);
    }
  }

  private static Replication replication(LonePostgres first, LonePostgres second) {
    return new Replication(
        "reviews",
        Strategy.MULTI,
        List.of(replica("us-east", 1, first), replica("eu-west", 2, second)),
        Duration.ofMillis(500),
        List.of(
            new ReplicatedTable(
                "public", "review", new TableMerge.ByField(List.of("likes")), Set.of())));
  }

  private static Replica replica(String name, int id, LonePostgres server) {
    return new Replica(
        name,
        id,
        server.jdbcUrl(Database.name()),
        LonePostgres.user(),
        new Secret.None(),
        "host=127.0.0.1 port=%d dbname=%s user=%s"
            .formatted(server.port(), Database.name(), LonePostgres.user()));
  }

  private static void awaitEntries(Database east, Database west, int entries) throws SQLException {
    String count = "SELECT count(*) FROM ballast_log.public__review";
    String wanted = Integer.toString(entries);
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!east.one(count).equals(wanted) || !west.one(count).equals(wanted)) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
