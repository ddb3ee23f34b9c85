// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.load.Users;
import dev.ballast.shop.postgres.PostgresCluster;
import dev.ballast.shop.postgres.PostgresServer;
import dev.ballast.shop.scenario.Truth;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The shop's own record of a lost region: when its users were served again, and which checkouts
 * that users were told of are gone.
 */
final class Survival {

  /** Served is: nobody failed for so long, and somebody wrote. */
  private static final Duration STEADY = Duration.ofSeconds(3);

  private final String region;
  private final Cast cast;
  private final List<String> regions;
  private final Truth truth;
  private final InstantSource clock;
  private final Announcements say;
  private Instant begun = Instant.MAX;
  private Optional<Instant> served = Optional.empty();

  Survival(
      String region,
      Cast cast,
      List<String> regions,
      Truth truth,
      InstantSource clock,
      Announcements say) {
    this.region = region;
    this.cast = cast;
    this.regions = regions;
    this.truth = truth;
    this.clock = clock;
    this.say = say;
  }

  void begin() {
    begun = clock.instant();
    say.progress(region + " is lost");
  }

  /** Whether its users are served by now. */
  void look() throws IOException {
    if (served.isPresent()) {
      return;
    }
    served = cast.usersOf(region).receipts().servedSince(begun, clock.instant(), STEADY);
    if (served.isPresent()) {
      say.progress(
          "users of "
              + region
              + " are served again after "
              + Duration.between(begun, served.get()).toMillis() / 1e3
              + " s");
      truth.survived(served, acknowledged().size(), List.of());
    }
  }

  /** The account, by the database that is left. */
  void end() throws IOException {
    Set<String> told = acknowledged();
    Set<String> kept = new HashSet<>();
    for (String other : regions) {
      if (!other.equals(region)) {
        kept.addAll(paid(cast.databases().in(other)));
      }
    }
    List<String> lost = new ArrayList<>(told);
    lost.removeAll(kept);
    truth.survived(served, told.size(), lost.stream().sorted().toList());
    truth.ended(clock.instant());
  }

  private Set<String> acknowledged() {
    Set<String> told = new HashSet<>();
    for (String each : regions) {
      Users users = cast.usersOf(each);
      told.addAll(users.receipts().checkouts());
    }
    return told;
  }

  private static Set<String> paid(PostgresServer server) throws IOException {
    Set<String> orders = new HashSet<>();
    try (Connection c = server.connect(PostgresCluster.NAMESPACE, "shop-supervisor");
        Statement s = c.createStatement();
        ResultSet rows = s.executeQuery("SELECT order_id::text FROM payments")) {
      while (rows.next()) {
        orders.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IOException("the payments could not be read: " + e.getMessage(), e);
    }
    return orders;
  }
}
