// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.postgres;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import dev.ballast.model.Secret;
import dev.ballast.model.TableMerge;
import dev.ballast.shop.postgres.LonePostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Two real servers on loopback that reach each other through relays. */
final class TwoNodes implements AutoCloseable {

  static final Secrets NO_SECRETS = new Secrets(_ -> null);

  /** Counting is work for the servers as well, which have better things to do meanwhile. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "wal_retrieve_retry_interval", "100ms",
          "wal_receiver_status_interval", "1s",
          "max_replication_slots", "50",
          "max_wal_senders", "50");

  private final Path dir;
  private final List<LonePostgres> servers = new ArrayList<>();
  private final List<Relay> relays = new ArrayList<>();

  TwoNodes(Map<String, String> settings) throws IOException, InterruptedException {
    dir = Files.createTempDirectory("ballast-two-nodes");
    Map<String, String> all = new TreeMap<>(SETTINGS);
    all.putAll(settings);
    try {
      for (int node = 1; node <= 2; node++) {
        servers.add(LonePostgres.fresh(cache(), dir.resolve("node" + node), freePort(), all));
        relays.add(new Relay(servers.getLast().port()));
      }
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private static Path cache() {
    return Path.of(System.getProperty("user.home"), ".cache", "ballast");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  LonePostgres server(int node) {
    return servers.get(node - 1);
  }

  Database open(int node, String database) {
    return Database.open(replica(node, database), NO_SECRETS);
  }

  void database(String name, String schema) {
    for (int node = 1; node <= 2; node++) {
      try (Database postgres = open(node, "postgres")) {
        postgres.run("CREATE DATABASE " + name + " STRATEGY = file_copy");
      }
      try (Database created = open(node, name)) {
        created.run(schema);
      }
    }
  }

  Replica replica(int node, String database) {
    return new Replica(
        "node" + node,
        node,
        server(node).jdbcUrl(database),
        LonePostgres.user(),
        new Secret.None(),
        peer(node, database));
  }

  /** How the other one reaches it: through the relay. */
  String peer(int node, String database) {
    return "host=127.0.0.1 port=%d dbname=%s user=%s"
        .formatted(relays.get(node - 1).port(), database, LonePostgres.user());
  }

  Replication replication(String database, TableMerge merge) {
    return new Replication(
        database,
        Strategy.MULTI,
        List.of(replica(1, database), replica(2, database)),
        Duration.ofMillis(500),
        List.of(new ReplicatedTable("public", "item", merge, Set.of())));
  }

  void cut() {
    relays.forEach(Relay::cut);
  }

  void heal() {
    relays.forEach(Relay::heal);
  }

  static void until(Duration within, BooleanSupplier done) {
    long deadline = System.nanoTime() + within.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not within " + within);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  @Override
  public void close() throws IOException {
    servers.forEach(LonePostgres::close);
    for (Relay relay : relays) {
      relay.close();
    }
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
