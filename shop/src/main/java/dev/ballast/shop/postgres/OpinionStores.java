// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.postgres;

import dev.ballast.shop.postgres.PostgresCluster.Place;
import dev.ballast.shop.process.Launcher;
import dev.ballast.shop.topology.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One PostgreSQL per region for reviews, likes and comments, all of which take writes. They open
 * with the same rows; that they go on to hold the same is not the shop's business.
 */
public final class OpinionStores {

  /** Keys of new rows step apart, so that no two regions give one away twice. */
  private static final int STEP = 16;

  private static final int FIRST = 416;

  /** A cut is noticed, and its end too. */
  private static final List<String> SETTINGS =
      List.of("wal_retrieve_retry_interval=500ms", "wal_receiver_timeout=5s");

  private final Launcher launcher;
  private final Place place;
  private final Path home;
  private final Consumer<PostgresServer> started;
  private final List<PostgresServer> servers = new CopyOnWriteArrayList<>();

  private OpinionStores(
      Launcher launcher, Place place, Path home, Consumer<PostgresServer> started) {
    this.launcher = launcher;
    this.place = place;
    this.home = home;
    this.started = started;
  }

  /** Starts all; {@code started} hears of each as soon as there is a process to stop. */
  public static OpinionStores start(
      Launcher launcher, Place place, Consumer<PostgresServer> started)
      throws IOException, InterruptedException, SQLException {
    PostgresBinaries binaries = PostgresBinaries.forThisPlatform();
    Path home = binaries.unpackedIn(place.cache());
    Path empty =
        CachedFolder.named(
            place.cache(),
            binaries.key() + "-empty",
            folder -> PostgresCluster.initialise(home, folder, place.logs()));
    OpinionStores stores = new OpinionStores(launcher, place, home, started);
    for (String region : place.ports().regions()) {
      CachedFolder.copy(empty, stores.data(region));
      stores.servers.add(stores.launch(region));
    }
    for (PostgresServer server : stores.servers) {
      server.awaitUp();
      stores.fill(server);
    }
    return stores;
  }

  /** In the order of the regions. */
  public List<PostgresServer> servers() {
    return List.copyOf(servers);
  }

  /** The region's own. */
  public PostgresServer in(String region) {
    return servers.stream().filter(s -> s.region().equals(region)).findFirst().orElseThrow();
  }

  /** Starts a lost region's again, over what it has; returns when it answers. */
  public void restart(String region) throws IOException, InterruptedException {
    PostgresServer again = launch(region);
    servers.replaceAll(s -> s.region().equals(region) ? again : s);
    again.awaitUp();
  }

  private PostgresServer launch(String region) throws IOException {
    PostgresServer server =
        PostgresServer.start(
            launcher,
            home,
            data(region),
            region,
            place.ports().of(Node.opinions(region)),
            place.mark(),
            place.logs().resolve("opinions-" + region + ".log"),
            SETTINGS);
    started.accept(server);
    return server;
  }

  private Path data(String region) {
    return place.dir().resolve("opinions-" + region);
  }

  private void fill(PostgresServer server) throws SQLException, IOException {
    try (Connection c = server.connect(PostgresServer.OURS, "shop-schema");
        Statement s = c.createStatement()) {
      s.execute("ALTER DATABASE postgres RENAME TO " + PostgresCluster.NAMESPACE);
    }
    try (Connection c = server.connect(PostgresCluster.NAMESPACE, "shop-schema");
        Statement s = c.createStatement();
        InputStream sql = OpinionStores.class.getResourceAsStream("opinions.sql")) {
      if (sql == null) {
        throw new IOException("opinions.sql is missing from the class path");
      }
      s.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
      int number = place.ports().regions().indexOf(server.region()) + 1;
      for (String table : List.of("reviews", "comments")) {
        s.execute(
            "ALTER TABLE %s ALTER COLUMN id SET INCREMENT BY %d RESTART WITH %d"
                .formatted(table, STEP, FIRST + number));
      }
    }
  }
}
