// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import dev.ballast.shop.postgres.LonePostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A host full of targets: processes, a port, a proxy, a control group, a database. */
final class FaultLab implements AutoCloseable {

  static final String TOKEN = "token-of-the-benchmark";

  private final Path folder;
  private final StringBuilder targets = new StringBuilder();
  private final List<Subject> subjects = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final int agentPort = freePort();

  FaultLab(Path folder) throws Exception {
    this.folder = folder;
    processes();
    script();
    port();
    proxy();
    cgroup();
    database();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  List<Subject> subjects() {
    return List.copyOf(subjects);
  }

  String address() {
    return "http://127.0.0.1:" + agentPort;
  }

  /** The agent's configuration. */
  Path configuration() throws IOException {
    String head =
        """
        apiVersion: ballast.dev/v1
        kind: FaultAgent
        metadata: {name: bench}
        spec:
          address: http://127.0.0.1:%d
          tokenFrom: {env: BENCH_TOKEN}
          environment: test
          data: %s
          targets:
        """
            .formatted(agentPort, folder.resolve("data"));
    return Files.writeString(folder.resolve("agent.yaml"), head + targets);
  }

  private void target(String name, String more) {
    targets.append(
        """
            - name: %s
              service: bench
              labels: {ballast.dev/faults: allowed}
        """
            .formatted(name));
    targets.append(more.indent(6));
  }

  private long sleeper(String name) throws IOException {
    Process process = new ProcessBuilder("/bin/sleep", "100000").start();
    opened.add(process::destroyForcibly);
    Files.writeString(folder.resolve(name + ".pid"), process.pid() + "\n");
    return process.pid();
  }

  private void processes() throws IOException {
    long pid = sleeper("stop");
    target("stop", "pidFile: " + folder.resolve("stop.pid"));
    subjects.add(
        new Subject("process.stop", "stop", "watchdog", Map.of(), () -> state(pid) == 'T'));
  }

  static char state(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private void script() {
    Path flag = folder.resolve("flag");
    target(
        "script",
        """
        scripts:
          - name: flag
            apply: [/usr/bin/touch, %1$s]
            verify: [/usr/bin/test, -e, %1$s]
            heal: [/bin/rm, -f, %1$s]
        """
            .formatted(flag));
    subjects.add(
        new Subject(
            "script.run",
            "script",
            "watchdog",
            Map.of("script", "flag"),
            () -> Files.exists(flag)));
  }

  private void port() throws Exception {
    if (!Files.isExecutable(Path.of("/usr/sbin/nft"))) {
      System.out.println("no nft here: cuts by the kernel are left out");
      return;
    }
    for (String kind : List.of("net.cut", "net.refuse")) {
      ServerSocket server = listening();
      String name = kind.replace('.', '-');
      target(name, "port: " + server.getLocalPort());
      subjects.add(
          new Subject(kind, name, "kernel", Map.of(), () -> !isOpen(server.getLocalPort())));
    }
  }

  private ServerSocket listening() throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    opened.add(server);
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try (Socket accepted = server.accept()) {
                  accepted.setSoLinger(true, 0);
                } catch (IOException e) {
                  return;
                }
              }
            });
    return server;
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void proxy() throws Exception {
    int api = freePort();
    Process mesh =
        FaultLeaseBenchmark.java("dev.ballast.mesh.Main", "--toxiproxy", "127.0.0.1:" + api)
            .redirectError(folder.resolve("mesh.log").toFile())
            .start();
    opened.add(mesh::destroyForcibly);
    var _ = mesh.inputReader().readLine();
    String made =
        "{\"name\": \"bench\", \"listen\": \"127.0.0.1:0\", \"upstream\": \"127.0.0.1:%d\"}"
            .formatted(listening().getLocalPort());
    String base = "http://127.0.0.1:" + api + "/proxies";
    var _ =
        client.send(
            HttpRequest.newBuilder(URI.create(base)).POST(BodyPublishers.ofString(made)).build(),
            BodyHandlers.ofString());
    target("proxied", "proxy: {api: \"http://127.0.0.1:%d\", name: bench}".formatted(api));
    subjects.add(
        new Subject(
            "net.latency",
            "proxied",
            "proxy",
            Map.of("delay_ms", "50"),
            () ->
                client
                    .send(
                        HttpRequest.newBuilder(URI.create(base + "/bench/toxics")).build(),
                        BodyHandlers.ofString())
                    .body()
                    .contains("ballast-")));
  }

  /** Version 1 of the freezer where there is one, else version 2. */
  private void cgroup() throws IOException {
    Path root = Path.of("/sys/fs/cgroup");
    Path parent = Files.isDirectory(root.resolve("freezer")) ? root.resolve("freezer") : root;
    Path group = parent.resolve("ballast-bench-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(group);
      long pid = sleeper("frozen");
      Files.writeString(
          group.resolve("cgroup.procs"), String.valueOf(pid), StandardOpenOption.WRITE);
    } catch (IOException e) {
      System.out.println("no control groups here: freezing is left out");
      return;
    }
    Path file =
        group.resolve(
            Files.exists(group.resolve("freezer.state")) ? "freezer.state" : "cgroup.freeze");
    opened.add(() -> Files.deleteIfExists(group));
    target("frozen", "cgroup: " + group);
    subjects.add(
        new Subject(
            "cgroup.freeze",
            "frozen",
            "watchdog",
            Map.of(),
            () -> {
              String now = Files.readString(file).strip();
              return !now.equals("THAWED") && !now.equals("0");
            }));
  }

  private void database() throws Exception {
    LonePostgres server =
        LonePostgres.fresh(
            Path.of(System.getProperty("user.home"), ".cache", "ballast"),
            folder.resolve("postgres"),
            freePort(),
            Map.of("max_connections", "60"));
    opened.add(server);
    Connection watching =
        DriverManager.getConnection(server.jdbcUrl("postgres"), LonePostgres.user(), "");
    opened.add(watching);
    try (Statement sql = watching.createStatement()) {
      sql.execute("CREATE ROLE chaos LOGIN");
      sql.execute("CREATE TABLE orders (id int)");
      sql.execute("ALTER TABLE orders OWNER TO chaos");
    }
    String database = "database: {url: \"%s\", user: chaos}".formatted(server.jdbcUrl("postgres"));
    target("locked", database);
    subjects.add(
        new Subject(
            "pg.lock_table",
            "locked",
            "database",
            Map.of("table", "orders"),
            some(
                watching,
                "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND"
                    + " relation = 'orders'::regclass")));
    target("crowded", database);
    subjects.add(
        new Subject(
            "pg.connections",
            "crowded",
            "database",
            Map.of("count", "20"),
            some(
                watching,
                "SELECT greatest(count(*) - 10, 0) FROM pg_stat_activity WHERE usename = 'chaos'"
                    + " AND application_name LIKE 'ballast-faults/%'")));
  }

  private static Callable<Boolean> some(Connection connection, String query) {
    return () -> {
      synchronized (connection) {
        try (Statement statement = connection.createStatement();
            ResultSet answer = statement.executeQuery(query)) {
          return answer.next() && answer.getLong(1) > 0;
        } catch (SQLException e) {
          return false;
        }
      }
    };
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
    client.close();
  }
}
