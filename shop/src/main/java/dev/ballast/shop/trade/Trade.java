// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.trade;

import dev.ballast.shop.journal.Journal;
import dev.ballast.shop.node.Database;
import dev.ballast.shop.node.Peer;
import dev.ballast.shop.node.Route;
import dev.ballast.shop.telemetry.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a service is given to do its work: who it may call, its database, journal and voice. */
public record Trade(
    String region,
    Map<String, Peer> peers,
    @Nullable Database database,
    @Nullable Journal journal,
    Map<String, String> settings,
    Telemetry telemetry) {

  public Trade {
    peers = Map.copyOf(peers);
    settings = Map.copyOf(settings);
  }

  /** The routes of a service by its name. */
  public List<Route> routesOf(String service) {
    return switch (service) {
      case "storefront" -> new Storefront(this).routes();
      case "orders" -> new Orders(this).routes();
      case "payments" -> new Payments(this).routes();
      case "reviews" -> new Reviews(this).routes();
      case "inventory" -> new Inventory(this).routes();
      case "user-service" -> Users.routes();
      case "auth" -> Auth.routes();
      case "warehouse" -> new Warehouse().routes();
      case "card-processor" -> new CardProcessor().routes();
      default -> throw new IllegalArgumentException("service: " + service + " (expected: ours)");
    };
  }

  Peer peer(String name) {
    return Optional.ofNullable(peers.get(name))
        .orElseThrow(() -> new IllegalStateException("no address for " + name));
  }

  /** Adds a line to the journal; a journal that takes none fails the request. */
  void record(String line) {
    if (journal == null) {
      throw new IllegalStateException("no volume for the journal");
    }
    try {
      journal.record(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Database db() {
    return Optional.ofNullable(database)
        .orElseThrow(() -> new IllegalStateException("no address for the database"));
  }
}
