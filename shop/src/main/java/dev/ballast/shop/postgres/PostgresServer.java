// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.postgres;

import dev.ballast.shop.process.Guard;
import dev.ballast.shop.process.Launcher;
import dev.ballast.shop.process.RunMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** One running PostgreSQL that listens on loopback only. */
public final class PostgresServer {

  /** A database that no service uses, for connections of the supervisor. */
  public static final String OURS = "template1";

  static final String USER = "postgres";
  private static final Duration UP_WITHIN = Duration.ofSeconds(20);
  private static final int LOG_TAIL = 2_000;

  private final String region;
  private final int port;
  private final Process postmaster;
  private final Path log;

  private PostgresServer(String region, int port, Process postmaster, Path log) {
    this.region = region;
    this.port = port;
    this.postmaster = postmaster;
    this.log = log;
  }

  /**
   * Starts a server over a data folder. Durability ends at a crash of the whole machine (no fsync):
   * the shop must not depend on how busy somebody's disk is.
   *
   * @param more settings, each as {@code name=value}
   */
  static PostgresServer start(
      Launcher launcher,
      Path home,
      Path data,
      String region,
      int port,
      RunMark mark,
      Path log,
      List<String> more)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("bin/postgres").toString(),
                "-D" + data,
                "-p" + port,
                "-clisten_addresses=127.0.0.1",
                "-cunix_socket_directories=",
                "-ccluster_name=" + mark.text(),
                "-cmax_connections=100",
                "-cshared_buffers=16MB",
                "-cwal_level=logical",
                "-cwal_keep_size=64MB",
                "-cmax_wal_size=128MB",
                "-cfsync=off",
                "-cio_method=sync",
                "-cjit=off",
                "-cwal_receiver_status_interval=1s",
                "-cmax_parallel_workers=0"));
    more.forEach(setting -> command.add("-c" + setting));
    Process postmaster = launcher.startBound(command, RootUser.wrapper(), log);
    return new PostgresServer(region, port, postmaster, log);
  }

  public String region() {
    return region;
  }

  public int port() {
    return port;
  }

  public long pid() {
    return postmaster.pid();
  }

  /** The JDBC address of one of its databases. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A connection for the supervisor itself, recognisable by its application name. */
  public Connection connect(String database, String applicationName) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("loginTimeout", "3");
    properties.setProperty("socketTimeout", "10");
    return DriverManager.getConnection(jdbcUrl(database), properties);
  }

  void awaitUp() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + UP_WITHIN.toNanos();
    while (true) {
      try (Connection up = connect(OURS, "shop-start")) {
        if (up.isValid(2)) {
          return;
        }
      } catch (SQLException notYet) {
        if (!postmaster.isAlive() || System.nanoTime() > deadline) {
          throw new PostgresUnavailableException(
              "PostgreSQL of "
                  + region
                  + " did not start on port "
                  + port
                  + ": "
                  + notYet.getMessage()
                  + "\n"
                  + tailOf(log));
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Ends every session and the server; returns once it is gone. */
  public void stop(Guard guard) throws InterruptedException {
    if (!postmaster.isAlive()) {
      return;
    }
    guard.signal("INT", List.of(pid()));
    if (!postmaster.waitFor(2, TimeUnit.SECONDS)) {
      guard.signal("QUIT", List.of(pid()));
      if (!postmaster.waitFor(1, TimeUnit.SECONDS)) {
        postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
        postmaster.destroyForcibly().waitFor(1, TimeUnit.SECONDS);
      }
    }
  }

  static String tailOf(Path log) throws IOException {
    String all = Files.readString(log, StandardCharsets.UTF_8);
    return all.substring(Math.max(0, all.length() - LOG_TAIL)).strip();
  }
}
