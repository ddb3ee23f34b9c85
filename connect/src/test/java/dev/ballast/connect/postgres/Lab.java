// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import dev.ballast.model.Secret;
import dev.ballast.shop.postgres.LonePostgres;
import dev.ballast.shop.postgres.PostgresUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Real servers for a test, or none where they cannot run. */
public final class Lab implements AutoCloseable {

  public static final Secrets NO_SECRETS = new Secrets(_ -> null);

  private final Path dir;
  private final List<LonePostgres> servers = new ArrayList<>();

  private Lab(Path dir) {
    this.dir = dir;
  }

  /** Skips the test where PostgreSQL cannot be started. */
  public static Lab start(int servers, Map<String, String> settings) throws Exception {
    Lab lab = new Lab(Files.createTempDirectory("ballast-lab"));
    try {
      for (int i = 0; i < servers; i++) {
        lab.servers.add(
            LonePostgres.fresh(cache(), lab.dir.resolve("node" + (i + 1)), freePort(), settings));
      }
      return lab;
    } catch (PostgresUnavailableException e) {
      lab.close();
      return abort("PostgreSQL cannot run here: " + e.getMessage());
    }
  }

  public static Path cache() {
    return Path.of(System.getProperty("user.home"), ".cache", "ballast");
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public LonePostgres server(int place) {
    return servers.get(place);
  }

  public Path dir() {
    return dir;
  }

  /** A node in the database of each server. */
  public List<Replica> replicas(String database) {
    List<Replica> replicas = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      replicas.add(replica(i, "node" + (i + 1), database));
    }
    return replicas;
  }

  public Replica replica(int place, String name, String database) {
    LonePostgres server = servers.get(place);
    return new Replica(
        name,
        place + 1,
        server.jdbcUrl(database),
        LonePostgres.user(),
        new Secret.None(),
        "host=127.0.0.1 port=%d dbname=%s user=%s"
            .formatted(server.port(), database, LonePostgres.user()));
  }

  /** A session with a database of a server. */
  public Database open(int place, String database) {
    return Database.open(replica(place, "node" + (place + 1), database), NO_SECRETS);
  }

  /** The same database, with the same tables, on every server. */
  public void database(String name, String schema) {
    for (int i = 0; i < servers.size(); i++) {
      try (Database postgres = open(i, "postgres")) {
        postgres.run("CREATE DATABASE " + name + " STRATEGY = file_copy");
      }
      try (Database created = open(i, name)) {
        created.run(schema);
      }
    }
  }

  @Override
  public void close() throws IOException {
    servers.forEach(LonePostgres::close);
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
