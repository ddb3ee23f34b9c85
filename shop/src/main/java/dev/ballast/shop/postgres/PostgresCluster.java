// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.postgres;

import static dev.ballast.shop.postgres.PostgresServer.OURS;

import dev.ballast.shop.process.Guard;
import dev.ballast.shop.process.Launcher;
import dev.ballast.shop.process.RunMark;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One PostgreSQL per region. The followers start from the same cold copy of an empty cluster as the
 * primary (they share its system identifier) and receive everything since by streaming replication.
 */
public final class PostgresCluster {

  /** The shop's database. */
  public static final String NAMESPACE = "shop";

  private static final int OPENING_STOCK = 1_000_000;
  private static final int TRIES = 200;
  private static final long TRY_MILLIS = 50;

  private final Launcher launcher;
  private final Place place;
  private final Path home;
  private final Consumer<PostgresServer> started;
  private final List<PostgresServer> servers;

  private PostgresCluster(
      Launcher launcher,
      Place place,
      Path home,
      Consumer<PostgresServer> started,
      List<PostgresServer> servers) {
    this.launcher = launcher;
    this.place = place;
    this.home = home;
    this.started = started;
    this.servers = new CopyOnWriteArrayList<>(servers);
  }

  /** Where a cluster keeps its files and what it is part of. */
  public record Place(Path cache, Path dir, Path logs, Ports ports, RunMark mark) {

    Path data(String region) {
      return dir.resolve("postgres-" + region);
    }
  }

  /** Primary first, as it was at the opening. */
  public List<PostgresServer> servers() {
    return List.copyOf(servers);
  }

  /** Whose server listens there. */
  public String regionAt(int port) {
    return servers.stream()
        .filter(s -> s.port() == port)
        .map(PostgresServer::region)
        .findFirst()
        .orElse("port " + port);
  }

  /** The region's own server. */
  public PostgresServer in(String region) {
    return servers.stream().filter(s -> s.region().equals(region)).findFirst().orElseThrow();
  }

  /**
   * Starts all servers; when this returns, the followers have everything the primary has. {@code
   * started} hears of each as soon as there is a process to stop.
   */
  public static PostgresCluster start(
      Launcher launcher, Place place, Consumer<PostgresServer> started)
      throws IOException, InterruptedException, SQLException {
    PostgresBinaries binaries = PostgresBinaries.forThisPlatform();
    Path home = binaries.unpackedIn(place.cache());
    Path empty =
        CachedFolder.named(
            place.cache(),
            binaries.key() + "-empty",
            folder -> initialise(home, folder, place.logs()));
    List<PostgresServer> servers = new ArrayList<>();
    int primaryPort = place.ports().of(Node.database(place.ports().regions().getFirst()));
    for (String region : place.ports().regions()) {
      Path data = place.data(region);
      CachedFolder.copy(empty, data);
      int port = place.ports().of(Node.database(region));
      if (!servers.isEmpty()) {
        follow(data, primaryPort, region);
      }
      Path log = place.logs().resolve("postgres-" + region + ".log");
      PostgresServer server =
          PostgresServer.start(launcher, home, data, region, port, place.mark(), log, List.of());
      started.accept(server);
      servers.add(server);
    }
    PostgresCluster cluster = new PostgresCluster(launcher, place, home, started, servers);
    for (PostgresServer server : servers) {
      server.awaitUp();
    }
    cluster.createShop();
    for (PostgresServer follower : servers.subList(1, servers.size())) {
      awaitFollower(servers.getFirst(), follower);
    }
    return cluster;
  }

  static void initialise(Path home, Path folder, Path logs) throws IOException {
    Path log = logs.resolve("initdb.log");
    List<String> command = new ArrayList<>(RootUser.wrapper());
    command.addAll(
        List.of(
            home.resolve("bin/initdb").toString(),
            "-D" + folder,
            "-U" + PostgresServer.USER,
            "-Atrust",
            "-EUTF8",
            "--no-locale",
            "--no-sync",
            "--wal-segsize=4"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process initdb = builder.redirectOutput(Redirect.to(log.toFile())).start();
    try {
      if (!initdb.waitFor(60, TimeUnit.SECONDS) || initdb.exitValue() != 0) {
        initdb.destroyForcibly();
        throw new PostgresUnavailableException(
            "initdb failed. As root this needs user namespaces (unshare -U); else run as another"
                + " user.\n"
                + PostgresServer.tailOf(log));
      }
    } catch (InterruptedException e) {
      initdb.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in initdb", e);
    }
  }

  private static void follow(Path data, int primaryPort, String region) throws IOException {
    Files.deleteIfExists(data.resolve("standby.signal"));
    Files.createFile(data.resolve("standby.signal"));
    String primary =
        "host=127.0.0.1 port="
            + primaryPort
            + " user="
            + PostgresServer.USER
            + " application_name="
            + region;
    Files.writeString(
        data.resolve("postgresql.auto.conf"),
        "primary_conninfo = '" + primary + "'\nhot_standby = on\nhot_standby_feedback = on\n",
        StandardOpenOption.APPEND);
  }

  private void createShop() throws SQLException, IOException {
    PostgresServer primary = servers.getFirst();
    try (Connection c = primary.connect(OURS, "shop-schema");
        Statement s = c.createStatement()) {
      s.execute("ALTER DATABASE postgres RENAME TO " + NAMESPACE); // Quicker than another copy.
    }
    try (Connection c = primary.connect(NAMESPACE, "shop-schema");
        Statement s = c.createStatement();
        InputStream sql = PostgresCluster.class.getResourceAsStream("schema.sql")) {
      if (sql == null) {
        throw new IOException("schema.sql is missing from the class path");
      }
      s.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
      for (PostgresServer server : servers) {
        stock(c, server.region());
      }
    }
  }

  private static void stock(Connection c, String region) throws SQLException {
    try (PreparedStatement s =
        c.prepareStatement(
            "INSERT INTO stock (product_id, region, on_hand) SELECT id, ?, ? FROM products")) {
      s.setString(1, region);
      s.setInt(2, OPENING_STOCK);
      s.executeUpdate();
    }
  }

  private static void awaitFollower(PostgresServer leader, PostgresServer follower)
      throws SQLException, IOException, InterruptedException {
    String written = ask(leader, "SELECT pg_current_wal_flush_lsn()::text").getFirst();
    String caughtUp = "SELECT (pg_last_wal_replay_lsn() >= '" + written + "'::pg_lsn)::text";
    for (int tries = 0; !ask(follower, caughtUp).equals(List.of("true")); tries++) {
      if (tries > TRIES) {
        throw new PostgresUnavailableException(
            "PostgreSQL of " + follower.region() + " does not follow " + leader.region());
      }
      TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
    }
  }

  /** What somebody wants to know of a database. */
  public interface Look<T> {
    T at(Connection connection) throws SQLException;
  }

  /**
   * Opens what a lost region's server left, read only and where nobody finds it, for one look.
   * Whatever it had acknowledged is in there.
   */
  public <T> T lookAtRemains(String region, Guard guard, Look<T> look)
      throws IOException, InterruptedException, SQLException {
    PostgresServer remains =
        PostgresServer.start(
            launcher,
            home,
            place.data(region),
            region,
            unknownPort(),
            place.mark(),
            place.logs().resolve("postgres-" + region + ".log"),
            List.of("default_transaction_read_only=on", "max_logical_replication_workers=0"));
    started.accept(remains);
    try {
      remains.awaitUp();
      try (Connection c = remains.connect(NAMESPACE, "shop-supervisor")) {
        return look.at(c);
      }
    } finally {
      remains.stop(guard);
    }
  }

  /**
   * Makes a lost region's server a follower of whoever leads now, from a copy of that one: what it
   * had alone is gone from then on. Returns when it has caught up.
   */
  public void follow(String region, String leaderRegion)
      throws IOException, InterruptedException, SQLException {
    PostgresServer leader = in(leaderRegion);
    Path data = place.data(region);
    CachedFolder.delete(data);
    try (Connection c = leader.connect(OURS, "shop-base-backup")) {
      BaseBackup.take(c, place.data(leaderRegion), data);
    }
    follow(data, leader.port(), region);
    PostgresServer follower =
        PostgresServer.start(
            launcher,
            home,
            data,
            region,
            place.ports().of(Node.database(region)),
            place.mark(),
            place.logs().resolve("postgres-" + region + ".log"),
            List.of());
    started.accept(follower);
    servers.replaceAll(s -> s.region().equals(region) ? follower : s);
    follower.awaitUp();
    awaitFollower(leader, follower);
  }

  private static int unknownPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> ask(PostgresServer server, String sql) throws SQLException {
    try (Connection c = server.connect(OURS, "shop-start");
        Statement s = c.createStatement();
        ResultSet rows = s.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        String text = rows.getString(1);
        if (text != null) {
          found.add(text);
        }
      }
      return found;
    }
  }
}
