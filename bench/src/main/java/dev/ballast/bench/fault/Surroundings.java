// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import dev.ballast.shop.postgres.LonePostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all lanes share: who answers, a mesh, a proxy, a database. */
final class Surroundings implements AutoCloseable {

  private static final Pattern ADMIN = Pattern.compile("\"admin\":\"([^\"]+)\"");

  private final Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Upstream upstream = new Upstream();
  private final int proxyPort = Children.freePort();
  private final Map<String, Integer> meshPorts = new LinkedHashMap<>();
  private final LonePostgres postgres;
  private String meshAdmin = "";

  /**
   * Starts all.
   *
   * @param services those that are called through the mesh
   */
  Surroundings(Path folder, List<String> services) throws Exception {
    this.folder = folder;
    opened.add(upstream);
    mesh(services);
    start("proxy", "--toxiproxy", "127.0.0.1:" + proxyPort);
    postgres = database("postgres", Map.of("max_connections", "250"));
  }

  private static Path cache() {
    return Path.of(System.getProperty("user.home"), ".cache", "ballast");
  }

  Upstream upstream() {
    return upstream;
  }

  String meshAdmin() {
    return meshAdmin;
  }

  /** Where a service is called through the mesh. */
  int meshPort(String service) {
    return meshPorts.getOrDefault(service, 0);
  }

  String proxyApi() {
    return "http://127.0.0.1:" + proxyPort;
  }

  LonePostgres postgres() {
    return postgres;
  }

  private void mesh(List<String> services) throws Exception {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: ballast.dev/v1
            kind: Mesh
            metadata: {name: bench}
            spec:
              admin: 127.0.0.1:0
              services:
            """);
    for (String service : services) {
      int port = Children.freePort();
      meshPorts.put(service, port);
      yaml.append(
          """
              - name: %s
                listen: [{address: "127.0.0.1:%d"}]
                versions: [{name: v1, endpoints: [{address: "127.0.0.1:%d"}]}]
          """
              .formatted(service, port, upstream.port()));
    }
    Path file = Files.writeString(folder.resolve("mesh.yaml"), yaml);
    String ready = start("mesh", "--config", file.toString(), "--json");
    Matcher admin = ADMIN.matcher(ready);
    meshAdmin = admin.find() ? admin.group(1) : "";
  }

  /** The first line that it says. */
  private String start(String name, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--exit-with-parent");
    Process process =
        Children.java("dev.ballast.mesh.Main", all.toArray(String[]::new))
            .redirectError(folder.resolve(name + ".log").toFile())
            .start();
    opened.add(process::destroyForcibly);
    String ready = process.inputReader().readLine();
    if (ready == null) {
      throw new IllegalStateException(
          name + " does not start: " + Files.readString(folder.resolve(name + ".log")));
    }
    return ready;
  }

  /** A proxy before the upstream, by this name; the port where it listens. */
  int proxy(String name) throws Exception {
    int port = Children.freePort();
    String made =
        "{\"name\": \"%s\", \"listen\": \"127.0.0.1:%d\", \"upstream\": \"127.0.0.1:%d\"}"
            .formatted(name, port, upstream.port());
    int status =
        client
            .send(
                HttpRequest.newBuilder(URI.create(proxyApi() + "/proxies"))
                    .POST(BodyPublishers.ofString(made))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    if (status != 201) {
      throw new IllegalStateException("proxy " + name + ": status " + status);
    }
    return port;
  }

  private LonePostgres database(String name, Map<String, String> settings) throws Exception {
    LonePostgres server =
        LonePostgres.fresh(cache(), folder.resolve(name), Children.freePort(), settings);
    opened.add(server);
    return server;
  }

  /** A standby that waits for a leader which is not there: enough to pause its replay. */
  LonePostgres standby(String name) throws Exception {
    LonePostgres server =
        database(name, Map.of("wal_retrieve_retry_interval", "500ms", "max_connections", "20"));
    server.stop();
    Files.createFile(server.data().resolve("standby.signal"));
    server.start();
    return server;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
    client.close();
  }
}
