// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.postgres;

import dev.ballast.shop.process.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of its own, for drills and measurements: started from an empty cluster or from a
 * folder that another one left, on loopback, and gone with us.
 */
public final class LonePostgres implements AutoCloseable {

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "wal_level", "logical",
          "shared_buffers", "32MB",
          "max_wal_size", "512MB",
          "fsync", "off",
          "jit", "off");

  private static final int UP_TRIES = 600;
  private static final long TRY_MILLIS = 25;

  private final Path home;
  private final Path data;
  private final Path log;
  private final int port;
  private final Map<String, String> settings;
  private final Launcher launcher = new Launcher();
  private Process postmaster;

  private LonePostgres(Path home, Path data, Path log, int port, Map<String, String> settings)
      throws IOException, InterruptedException {
    this.home = home;
    this.data = data;
    this.log = log;
    this.port = port;
    this.settings = new TreeMap<>(DEFAULTS);
    this.settings.putAll(settings);
    this.postmaster = launch();
  }

  /** Starts one over an empty cluster; programs and cluster are kept in the cache for the next. */
  public static LonePostgres fresh(Path cache, Path dir, int port, Map<String, String> settings)
      throws IOException, InterruptedException {
    return fresh(cache, programs(cache), dir, port, settings);
  }

  /** Likewise, by programs of some version. */
  public static LonePostgres fresh(
      Path cache, Path home, Path dir, int port, Map<String, String> settings)
      throws IOException, InterruptedException {
    Files.createDirectories(dir);
    Path empty =
        CachedFolder.named(
            cache,
            home.getFileName() + "-empty",
            folder -> PostgresCluster.initialise(home, folder, dir));
    CachedFolder.copy(empty, dir.resolve("data"));
    return over(home, dir, port, settings);
  }

  /** Starts one over {@code dir/data} as it is, by programs of some version. */
  public static LonePostgres over(Path home, Path dir, int port, Map<String, String> settings)
      throws IOException, InterruptedException {
    return new LonePostgres(home, dir.resolve("data"), dir.resolve("postgres.log"), port, settings);
  }

  /** The folder of {@code bin}, {@code lib} and {@code share}. */
  public static Path programs(Path cache) throws IOException {
    return PostgresBinaries.forThisPlatform().unpackedIn(cache);
  }

  /** What to put before a program of PostgreSQL here; empty for an ordinary user. */
  public static List<String> wrapper() throws IOException {
    return RootUser.wrapper();
  }

  public int port() {
    return port;
  }

  public Path data() {
    return data;
  }

  public long pid() {
    return postmaster.pid();
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  public static String user() {
    return PostgresServer.USER;
  }

  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), PostgresServer.USER, "");
  }

  /** Ends all sessions and the server in good order. */
  public void stop() throws InterruptedException {
    end("-INT");
  }

  /** Ends it as a lost machine does: nothing is written any more. */
  public void crash() throws InterruptedException {
    end("-QUIT");
  }

  /** Starts it again after {@link #stop} or {@link #crash}. */
  public void start() throws IOException, InterruptedException {
    postmaster = launch();
  }

  @Override
  public void close() {
    try {
      crash();
    } catch (InterruptedException e) {
      postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
      postmaster.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void end(String signal) throws InterruptedException {
    if (!postmaster.isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("kill", signal, Long.toString(postmaster.pid())).start().waitFor();
    } catch (IOException e) {
      postmaster.destroy();
    }
    if (!postmaster.waitFor(5, TimeUnit.SECONDS)) {
      postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
      postmaster.destroyForcibly().waitFor();
    }
  }

  private Process launch() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/postgres").toString());
    command.addAll(List.of("-D" + data, "-p" + port));
    settings.forEach((name, value) -> command.add("-c" + name + "=" + value));
    Process started = launcher.startBound(command, RootUser.wrapper(), log);
    for (int i = 0; i < UP_TRIES; i++) {
      try (Connection up = connect(PostgresServer.OURS)) {
        if (up.isValid(2)) {
          return started;
        }
      } catch (SQLException notYet) {
        if (!started.isAlive()) {
          break;
        }
      }
      TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
    }
    started.destroyForcibly();
    throw new PostgresUnavailableException(
        "PostgreSQL did not start on port " + port + "\n" + PostgresServer.tailOf(log));
  }
}
